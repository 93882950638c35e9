"""What pages about one person share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import FormView

from core.errors import DomainError
from core.permissions import Permitted

from ..models import Person


class OfPerson:
    """`person` of the address, if the user may see them; else 404."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def person(self) -> Person:
        rows = Person.objects.visible_to(self.request.user).select_related("school")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, **kwargs)  # type: ignore[misc]


class PersonForm(OfPerson, Permitted, FormView):
    """A form about a person; `act` does it. A refusal keeps what was typed."""

    success_message: Any = ""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                self.act(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.success_message)
        return HttpResponseRedirect(self.get_success_url())

    def act(self, form: Any) -> None:
        raise NotImplementedError

    def get_success_url(self) -> str:
        return self.person.get_absolute_url()
