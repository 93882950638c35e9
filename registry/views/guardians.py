"""Who represents a child: found in the base or written down anew."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from core.action_views import ActionView
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from core.russian.names import NameFormatError, parse_full_name

from ..actions import add_guardian, remove_guardian, save_person
from ..choices import ConsentSigner
from ..forms import NewGuardianForm, RelationForm, SearchForm
from ..models import Guardianship, Person
from ..queries import name_matches
from ..rules import is_minor
from .pages import OfPerson

FOUND = 10


class GuardianCreateView(OfPerson, Permitted, View):
    """A new representative by one form; somebody found by `?q=` by a button."""

    permission_required = "registry.change_person"
    template_name = "registry/guardian_form.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(NewGuardianForm(initial=self.signed_by_link()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "guardian" in request.POST:
            return self.choose()
        form = NewGuardianForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            with transaction.atomic():
                form.instance.school = self.person.school
                guardian = save_person(form.instance, actor=request.user)
                self.add(guardian, form.cleaned_data["relation"])
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(form)
        return self.done()

    def signed_by_link(self) -> dict[str, str]:
        """Who answered by a link and is not written down yet need not be typed again."""
        signed = self.person.consents.filter(
            signer=ConsentSigner.REPRESENTATIVE, representative=None, withdrawn_on=None
        )
        last = signed.exclude(signer_name="").order_by("-given_on", "-pk").first()
        if last is None:
            return {}
        try:
            name = parse_full_name(last.signer_name)
        except NameFormatError:
            return {}
        return {
            "last_name": name.last,
            "first_name": name.first,
            "middle_name": name.middle,
            "relation": last.act.get("relation", ""),
        }

    def choose(self) -> HttpResponse:
        form = RelationForm(self.request.POST, user=self.request.user)
        try:
            if not form.is_valid():
                raise DomainError(str(_("Выберите человека из найденных и кем он приходится.")))
            self.add(form.cleaned_data["guardian"], form.cleaned_data["relation"])
        except DomainError as error:
            messages.error(self.request, str(error))
            return self.show(NewGuardianForm())
        return self.done()

    def add(self, guardian: Person, relation: str) -> None:
        add_guardian(self.person, guardian, relation=relation, actor=self.request.user)

    def done(self) -> HttpResponse:
        messages.success(self.request, _("{Guardian} {guardian:записан/записана/записано}."))
        return HttpResponseRedirect(self.person.get_absolute_url())

    def show(self, form: NewGuardianForm) -> HttpResponse:
        search = SearchForm(self.request.GET)
        asked = search.cleaned_data["q"].strip() if search.is_valid() else ""
        people = Person.objects.visible_to(self.request.user).exclude(is_minor(today()))
        context = {
            "person": self.person,
            "form": form,
            "search": search,
            "asked": asked,
            "found": people.exclude(pk=self.person.pk).filter(name_matches(asked))[:FOUND]
            if asked
            else [],
            "relation": RelationForm(user=self.request.user)["relation"],
        }
        return render(self.request, self.template_name, context)


class GuardianRemoveView(ActionView):
    permission_required = "registry.change_person"
    model = Guardianship
    success_message = _("{Guardian} {guardian:убран/убрана/убрано} из карточки.")

    def act(self, obj: Guardianship, **data: Any) -> None:
        remove_guardian(obj, actor=self.request.user)

    def get_return_url(self, obj: Guardianship) -> str:
        return obj.child.get_absolute_url()
