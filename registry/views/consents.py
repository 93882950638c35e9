"""Consents on pages: recorded from paper, signed here, withdrawn."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from core.clock import today
from core.i18n import gettext_lazy as _
from core.permissions import Permitted

from ..access import signature_of
from ..actions import attach_scan, record_consent, sign_consent, text_of, withdraw_consent
from ..choices import ConsentKind, ConsentSigner
from ..forms import ConsentForm, SignForm, WithdrawForm
from ..models import Consent, ConsentWording, Person
from ..queries import consent_lines
from .pages import PersonForm


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
        initial = {"signer": signer} | asked
        kept = ConsentWording.objects.filter(school=self.person.school, signer=initial["signer"])
        if "kind" in initial:
            initial["wording"] = kept.filter(kind=initial["kind"]).order_by("-pk").first()
        return initial

    def act(self, form: ConsentForm) -> None:
        data = dict(form.cleaned_data)
        scan = data.pop("scan")
        consent = record_consent(self.person, actor=self.request.user, **data)
        if scan:
            name, content = scan
            attach_scan(consent, name=name, content=content, actor=self.request.user)


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
            text=text_of(self.person.school, kind=kind, signer=signer),
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

    def get_success_url(self) -> str:
        return reverse("registry:consent_own")


class OwnConsentsView(Permitted, TemplateView):
    """Of the user and of the user's children: what was given, what is asked, what may be done."""

    permission_required = "registry.sign_own_consent"
    template_name = "registry/consent_own.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        in_base = Q(mentor_card__isnull=False) | Q(mentee_card__isnull=False)
        people = Person.objects.visible_to(user).filter(
            Q(user=user) | Q(guardianships__guardian__user=user), in_base
        )
        parts = [
            {
                "person": person,
                "consents": consent_lines(person, today()),
                "signs_as": (signature_of(user, person) or [None])[0],
            }
            for person in people.select_related("school").distinct()
        ]
        return super().get_context_data(parts=parts, **kwargs)


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

    def get_success_url(self) -> str:
        return reverse("registry:consent_own")
