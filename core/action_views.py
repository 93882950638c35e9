"""A button of a page: one POST, one action, back to the page with what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views import View

from .errors import DomainError
from .permissions import Permitted


class ActionView(Permitted, View):
    """Fetches the object through `visible_to`, runs `act`, tells the outcome, redirects.

    A subclass sets `model`, `permission_required` and `success_message`, and writes `act`.
    With a `form_class`, its cleaned data are given to `act`; wrong input becomes a message.
    """

    http_method_names = ["post"]
    model: type[models.Model]
    form_class: type[forms.Form] | None = None
    success_message: Any = ""

    def get_object(self) -> Any:
        manager: Any = self.model._default_manager
        return get_object_or_404(manager.visible_to(self.request.user), pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        obj = self.get_object()
        data = {}
        if self.form_class is not None:
            form = self.form_class(request.POST, request.FILES)
            if not form.is_valid():
                for name, errors in form.errors.items():
                    label = form.fields[name].label if name in form.fields else ""
                    messages.error(request, f"{label}: {' '.join(map(str, errors))}".lstrip(": "))
                return HttpResponseRedirect(self.get_refused_url(obj))
            data = form.cleaned_data
        try:
            self.act(obj, **data)
        except DomainError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self.get_refused_url(obj))
        if self.success_message:
            messages.success(request, self.success_message)
        return HttpResponseRedirect(self.get_return_url(obj))

    def act(self, obj: Any, **data: Any) -> None:
        raise NotImplementedError

    def get_return_url(self, obj: Any) -> str:
        return obj.get_absolute_url()

    def get_refused_url(self, obj: Any) -> str:
        """Where a refusal leads; a page that can show again what was typed takes it from here."""
        return self.get_return_url(obj)
