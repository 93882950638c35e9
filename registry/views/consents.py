"""Consents on pages: recorded from paper, signed here, withdrawn, printed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views import View

from core.clock import today
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import sheet_response

from ..access import sight_of, signature_of
from ..actions import record_consent, sign_consent, withdraw_consent
from ..choices import ConsentKind, ConsentSigner
from ..forms import ConsentForm, SignForm, WithdrawForm
from ..models import Consent, Person
from ..papers import consent_sheet
from ..texts import consent_text
from .pages import OfPerson, PersonForm


class ConsentCreateView(PersonForm):
    """A signed sheet of paper is written down."""

    permission_required = "registry.record_consent"
    form_class = ConsentForm
    template_name = "registry/consent_form.html"
    success_message = _("Согласие записано.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.person}

    def get_initial(self) -> dict[str, Any]:
        minor = self.person.is_minor_on(today())
        signer = ConsentSigner.REPRESENTATIVE if minor else ConsentSigner.SELF
        asked = {
            name: self.request.GET[name] for name in ("kind", "signer") if name in self.request.GET
        }
        return {"signer": signer} | asked

    def act(self, form: ConsentForm) -> None:
        record_consent(self.person, actor=self.request.user, **form.cleaned_data)


class ConsentSignView(PersonForm):
    """The text and a button under it, for the person or for the parent of a child."""

    permission_required = "registry.sign_own_consent"
    form_class = SignForm
    template_name = "registry/consent_sign.html"
    success_message = _("Согласие дано. Отозвать его можно здесь же, в любой день.")

    def find_signature(self) -> tuple[str, Person | None]:
        """As whom the user signs; 404 for those who may not."""
        found = signature_of(self.request.user, self.person)
        if found is None or self.kwargs["kind"] not in ConsentKind.values:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        signer, representative = self.find_signature()
        kind = self.kwargs["kind"]
        return super().get_context_data(
            text=consent_text(kind, signer),
            kind=kind,
            signer=signer,
            representative=representative,
            **kwargs,
        )

    def form_valid(self, form: SignForm) -> HttpResponse:
        self.find_signature()
        return super().form_valid(form)

    def act(self, form: SignForm) -> None:
        sign_consent(
            self.person,
            kind=self.kwargs["kind"],
            actor=self.request.user,
            address=self.request.META.get("REMOTE_ADDR", ""),
        )


class ConsentWithdrawView(PersonForm):
    """What follows is said before the button."""

    permission_required = "registry.record_consent"
    form_class = WithdrawForm
    template_name = "registry/consent_withdraw.html"
    success_message = _("Согласие отозвано и больше не действует.")

    @cached_property
    def consent(self) -> Consent:
        rows = Consent.objects.visible_to(self.request.user).filter(withdrawn_on=None)
        return get_object_or_404(rows.select_related("person__school"), pk=self.kwargs["pk"])

    @cached_property
    def person(self) -> Person:
        return self.consent.person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(consent=self.consent, **kwargs)

    def act(self, form: WithdrawForm) -> None:
        withdraw_consent(self.consent, actor=self.request.user, **form.cleaned_data)


class ConsentTakeBackView(ConsentWithdrawView):
    """The same for whoever may give this consent."""

    permission_required = "registry.sign_own_consent"

    @cached_property
    def consent(self) -> Consent:
        consent = super().consent
        found = signature_of(self.request.user, consent.person)
        if found is None or found[0] != consent.signer:
            raise Http404
        return consent


class ConsentSheetView(OfPerson, Permitted, View):
    """The sheet to sign by hand, made on the spot and kept nowhere."""

    permission_required = "registry.view_person"

    def get(self, request: HttpRequest, pk: int, kind: str, signer: str) -> HttpResponse:
        person = self.person
        is_known = kind in ConsentKind.values and signer in ConsentSigner.values
        if not is_known or not sight_of(request.user, person).has_consents:
            raise Http404
        guardians = list(Person.objects.filter(wards__child=person))
        representative = guardians[0] if len(guardians) == 1 else None
        paper = consent_sheet(person, kind=kind, signer=signer, representative=representative)
        name = slugify(f"{_('согласие')} {paper.title} {person.last_name}", allow_unicode=True)
        return sheet_response(paper, FileFormat.PDF, filename=name)
