"""Agreements with partners and contracts with people: drafted, printed, signed, ended."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views import View
from django.views.generic import DetailView, FormView

from core.action_views import ActionView
from core.audit import timeline
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.permissions import Permitted
from core.russian.dates import short_date
from documents.choices import FileFormat
from documents.responses import sheet_response

from ..actions import (
    keep_scan,
    remove_agreement,
    save_agreement,
    sign_agreement,
    terminate_agreement,
)
from ..choices import AgreementState
from ..forms import ScanForm
from ..forms.partners import AgreementForm, SignAgreementForm, TerminateForm
from ..models import Partner, PartnerAgreement, Person
from ..paper_drafts import new_agreement
from ..partner_papers import agreement_paper
from .kept_scans import KeptScanView

EVENTS = 10


def describe(agreement: PartnerAgreement, day: datetime.date) -> PartnerAgreement:
    """Give the row its state in words and a tone for the badge."""
    last = agreement.last_day
    words, tone = str(agreement.get_state_display()), "calm"
    if agreement.state == AgreementState.SIGNED:
        words, tone = _("действует"), "good"
        if last is not None and last < day:
            words, tone = _("срок истёк %s") % short_date(last), "bad"
        elif day < agreement.starts_on:
            words, tone = _("начнёт действовать %s") % short_date(agreement.starts_on), "info"
    agreement.state_words, agreement.state_tone = words, tone  # type: ignore[attr-defined]
    return agreement


class AgreementEditView(Permitted, FormView):
    permission_required = "registry.keep_partners"
    form_class = AgreementForm
    template_name = "registry/agreement_form.html"

    @cached_property
    def agreement(self) -> PartnerAgreement:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.agreement}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(agreement=self.agreement, **kwargs)

    def form_valid(self, form: AgreementForm) -> HttpResponse:
        try:
            with transaction.atomic():
                chosen = list(form.cleaned_data["forms"])
                agreement = save_agreement(form.instance, forms=chosen, actor=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Проект сохранён: напечатайте и подпишите его."))
        return HttpResponseRedirect(agreement.get_absolute_url())


class AgreementCreateView(AgreementEditView):
    """With an organisation."""

    @cached_property
    def agreement(self) -> PartnerAgreement:
        rows = Partner.objects.visible_to(self.request.user).select_related("school")
        partner = get_object_or_404(rows, pk=self.kwargs["pk"])
        return new_agreement(partner.school, partner=partner)


class ContractCreateView(AgreementEditView):
    """With a person."""

    @cached_property
    def agreement(self) -> PartnerAgreement:
        rows = Person.objects.visible_to(self.request.user).select_related("school")
        person = get_object_or_404(rows, pk=self.kwargs["pk"])
        return new_agreement(person.school, person=person)


class AgreementUpdateView(AgreementEditView):
    @cached_property
    def agreement(self) -> PartnerAgreement:
        rows = PartnerAgreement.objects.visible_to(self.request.user)
        return get_object_or_404(rows.select_related("partner", "person"), pk=self.kwargs["pk"])


class AgreementDetailView(Permitted, DetailView):
    permission_required = "registry.view_partner"
    template_name = "registry/agreement_detail.html"
    context_object_name = "agreement"

    def get_queryset(self) -> QuerySet[PartnerAgreement]:
        rows = PartnerAgreement.objects.visible_to(self.request.user)
        return rows.select_related("partner", "person").prefetch_related("forms")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        describe(self.object, today())
        return super().get_context_data(
            sign_form=SignAgreementForm(initial={"number": self.object.number}),
            terminate_form=TerminateForm(initial={"terminated_on": today()}),
            scan_form=ScanForm(),
            events=timeline(self.object)[:EVENTS],
            **kwargs,
        )


class AgreementFileView(Permitted, View):
    permission_required = "registry.view_partner"
    format = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = PartnerAgreement.objects.visible_to(request.user).select_related("school")
        agreement = get_object_or_404(rows, pk=pk)
        name = slugify(f"{_('соглашение')} {agreement.partner_name}"[:80], allow_unicode=True)
        return sheet_response(agreement_paper(agreement), self.format, filename=name)


class OfAgreement(ActionView):
    permission_required = "registry.keep_partners"
    model = PartnerAgreement


class AgreementSignView(OfAgreement):
    form_class = SignAgreementForm
    success_message = gettext_lazy("Записано: соглашение подписано.")

    def act(self, obj: PartnerAgreement, **data: Any) -> None:
        sign_agreement(obj, actor=self.request.user, **data)


class AgreementTerminateView(OfAgreement):
    form_class = TerminateForm
    success_message = gettext_lazy("Записано: соглашение расторгнуто.")

    def act(self, obj: PartnerAgreement, **data: Any) -> None:
        terminate_agreement(obj, actor=self.request.user, **data)


class AgreementRemoveView(OfAgreement):
    success_message = gettext_lazy("Проект убран.")

    def act(self, obj: PartnerAgreement, **data: Any) -> None:
        self.parent = obj.partner or obj.person
        remove_agreement(obj, actor=self.request.user)

    def get_return_url(self, obj: PartnerAgreement) -> str:
        return self.parent.get_absolute_url() if self.parent else obj.get_absolute_url()

    def get_refused_url(self, obj: PartnerAgreement) -> str:
        return obj.get_absolute_url()


class AgreementScanAttachView(OfAgreement):
    form_class = ScanForm
    success_message = gettext_lazy("Скан приложен.")

    def act(self, obj: PartnerAgreement, **data: Any) -> None:
        name, content = data["scan"]
        keep_scan(obj, name=name, content=content, actor=self.request.user)


class AgreementScanView(KeptScanView):
    permission_required = "registry.view_partner"
    model = PartnerAgreement
