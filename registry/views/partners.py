"""Partners: the list, one with its people, what is written down of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import DetailView, FormView, TemplateView

from core.action_views import ActionView
from core.audit import timeline
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext_lazy as _
from core.lists import Column, Empty, ListPage
from core.permissions import Permitted
from schools.choices import ParticipantKind

from ..actions import (
    add_partner_staff,
    keep_scan,
    remove_certificate,
    remove_partner_staff,
    save_certificate,
    save_partner,
)
from ..forms.partners import CertificateForm, PartnerForm, StaffForm
from ..models import Certificate, Partner, PartnerAgreement, PartnerStaff, Person
from ..queries import Outside, outside_findings, outside_of
from ..queries.partners import certificate_lines, is_outside
from ..rules import rules_for
from .agreements import describe
from .kept_scans import KeptScanView
from .pages import OfPerson, PersonForm

EVENTS = 10


class PartnerListView(ListPage):
    permission_required = "registry.view_partner"
    model = Partner
    columns = (
        Column("name", _("Партнёр"), sort="name", is_header=True),
        Column("agreement", _("Соглашение")),
        Column("staff", _("Сотрудников")),
        Column("contacts", _("Контакты")),
    )
    default_sort = "name"
    template_name = "registry/partner_list.html"
    row_template = "registry/_partner_row.html"

    def get_queryset(self) -> QuerySet[Partner]:
        return super().get_queryset().annotate(staff_number=Count("staff"))

    def get_empty(self) -> dict[str, Any]:
        title = _("Партнёров пока нет")
        text = _("Здесь организации, чьи сотрудники становятся {mentors:instrumental}.")
        if self.request.user.has_perm("registry.keep_partners"):
            add = _("Добавить партнёра")
            self.empty = Empty(title, text, "registry:partner_create", add, "building")
        else:
            self.empty = Empty(title, text, icon="building")
        return super().get_empty()

    def get_page(self) -> Page:
        page = super().get_page()
        partners = page.object_list = list(page.object_list)
        latest: dict[int, PartnerAgreement] = {}
        rows = PartnerAgreement.objects.filter(partner__in=partners)
        for row in rows.order_by("starts_on", "pk"):
            if row.partner_id is not None:
                latest[row.partner_id] = row
        for partner in partners:
            partner.agreement = latest.get(partner.pk)
            if partner.agreement is not None:
                describe(partner.agreement, today())
        return page


class PartnerDetailView(Permitted, DetailView):
    permission_required = "registry.view_partner"
    template_name = "registry/partner_detail.html"
    context_object_name = "partner"

    def get_queryset(self) -> QuerySet[Partner]:
        return Partner.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partner, user, day = self.object, self.request.user, today()
        agreements = list(PartnerAgreement.objects.visible_to(user).filter(partner=partner))
        for agreement in agreements:
            describe(agreement, day)
        rows = PartnerStaff.objects.visible_to(user).filter(partner=partner)
        staff: list[Any] = list(rows.select_related("person"))
        rules = rules_for(partner.school, day)
        known = outside_of([row.person_id for row in staff], rules)
        for row in staff:
            row.lacks = [
                finding.text.partition(": ")[2]
                for finding in outside_findings(
                    row.person,
                    known.get(row.person_id, Outside()),
                    starts_on=day,
                    ends_on=day,
                    rules=rules,
                )
            ]
        form = StaffForm(people=people_to_add(user, partner))
        return super().get_context_data(
            agreements=agreements,
            staff=staff,
            staff_form=form,
            events=timeline(partner)[:EVENTS],
            **kwargs,
        )


def people_to_add(user: Any, partner: Partner) -> QuerySet[Person]:
    """Partners' people of the school who are not this one's yet."""
    rows = Person.objects.visible_to(user).filter(kind=ParticipantKind.EMPLOYER)
    return rows.exclude(partner_staff__partner=partner).order_by("search_name", "pk")


class PartnerFormView(Permitted, FormView):
    permission_required = "registry.keep_partners"
    form_class = PartnerForm
    template_name = "registry/partner_form.html"

    @cached_property
    def partner(self) -> Partner:
        return Partner(school=self.school)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.partner}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(partner=self.partner, **kwargs)

    def form_valid(self, form: PartnerForm) -> HttpResponse:
        try:
            partner = save_partner(form.instance, actor=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Сохранено."))
        return HttpResponseRedirect(partner.get_absolute_url())


class PartnerCreateView(PartnerFormView):
    pass


class PartnerUpdateView(PartnerFormView):
    @cached_property
    def partner(self) -> Partner:
        rows = Partner.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class StaffAddView(ActionView):
    permission_required = "registry.keep_partners"
    model = Partner
    success_message = _("Сотрудник записан за партнёром.")

    def act(self, obj: Partner, **data: Any) -> None:
        people = people_to_add(self.request.user, obj)
        asked = self.request.POST.get("person", "")
        person = people.filter(pk=asked).first() if asked.isdecimal() else None
        if person is None:
            raise DomainError(str(_("Выберите сотрудника.")))
        add_partner_staff(obj, person, actor=self.request.user)


class StaffRemoveView(ActionView):
    permission_required = "registry.keep_partners"
    model = PartnerStaff
    success_message = _("Сотрудник больше не записан за партнёром.")

    def act(self, obj: PartnerStaff, **data: Any) -> None:
        remove_partner_staff(obj, actor=self.request.user)


class PersonExternalView(OfPerson, Permitted, TemplateView):
    """Partner, contract and certificates of one outside mentor, and what they lack."""

    permission_required = "registry.view_partner"
    template_name = "registry/person_external.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, day = self.person, today()
        rules = rules_for(person.school, day)
        outside = outside_of([person.pk], rules).get(person.pk, Outside())
        papers = Certificate.objects.visible_to(self.request.user).filter(person=person)
        rows = PartnerAgreement.objects.visible_to(self.request.user).filter(person=person)
        contracts = [describe(row, day) for row in rows]
        staff = PartnerStaff.objects.filter(person=person).select_related("partner").first()
        found = outside_findings(person, outside, starts_on=day, ends_on=day, rules=rules)
        return super().get_context_data(
            partner=staff.partner if staff else None,
            contracts=contracts,
            with_person=rules.value("external.contract_kind") == "person",
            lines=certificate_lines(list(papers), rules, day),
            # Those that this very page mends need no link to it.
            findings=[
                replace(one, url="") if one.url == self.request.path else one for one in found
            ],
            is_outside=is_outside(person),
            **kwargs,
        )


class CertificateEditView(PersonForm):
    permission_required = "registry.keep_partners"
    form_class = CertificateForm
    template_name = "registry/certificate_form.html"
    success_message = _("Справка записана.")

    @cached_property
    def certificate(self) -> Certificate:
        kind = self.request.GET.get("kind", "")
        return Certificate(person=self.person, school_id=self.person.school_id, kind=kind)

    def get_form_kwargs(self) -> dict[str, Any]:
        rules = rules_for(self.person.school)
        kinds = rules.value("external.required_documents") or []
        return super().get_form_kwargs() | {"instance": self.certificate, "kinds": kinds}

    def act(self, form: CertificateForm) -> None:
        certificate = save_certificate(form.instance, actor=self.request.user)
        if form.cleaned_data.get("scan"):
            name, content = form.cleaned_data["scan"]
            keep_scan(certificate, name=name, content=content, actor=self.request.user)

    def get_success_url(self) -> str:
        return self.certificate.get_absolute_url()


class CertificateCreateView(CertificateEditView):
    pass


class CertificateUpdateView(CertificateEditView):
    @cached_property
    def certificate(self) -> Certificate:
        rows = Certificate.objects.visible_to(self.request.user)
        return get_object_or_404(rows.select_related("person__school"), pk=self.kwargs["pk"])

    @cached_property
    def person(self) -> Person:
        return self.certificate.person


class CertificateRemoveView(ActionView):
    permission_required = "registry.keep_partners"
    model = Certificate
    success_message = _("Справка убрана.")

    def act(self, obj: Certificate, **data: Any) -> None:
        remove_certificate(obj, actor=self.request.user)


class CertificateScanView(KeptScanView):
    permission_required = "registry.view_certificate"
    model = Certificate
