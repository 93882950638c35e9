"""The labour papers of one mentor: what there is, what to sign, the early end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views import View
from django.views.generic import TemplateView

from core.action_views import ActionView
from core.clock import today
from core.errors import DomainError, RuleViolation
from core.findings import Finding
from core.i18n import gettext_lazy as _
from core.permissions import Permitted
from documents.choices import FileFormat
from documents.responses import sheet_response

from ..actions import end_labour_terms, keep_scan, remove_labour_terms, save_labour_terms
from ..choices import LabourBasis
from ..forms.labour import EndLabourForm, LabourForm
from ..labour_papers import labour_agreement, labour_consent
from ..models import LabourTerms, Person
from ..paper_drafts import new_labour_terms
from ..queries import may_open_labour
from ..rules import rules_for
from .kept_scans import KeptScanView
from .pages import OfPerson, PersonForm


class PersonLabourView(OfPerson, Permitted, TemplateView):
    """Everything signed and to be signed, with the buttons of those who make it."""

    permission_required = "registry.view_labourterms"
    template_name = "registry/person_labour.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not may_open_labour(self.request.user, self.person):
            raise Http404
        rows = LabourTerms.objects.visible_to(self.request.user).filter(person=self.person)
        day = today()
        terms: list[Any] = list(rows)
        for row in terms:
            row.holds = row.is_in_force_on(day)
            row.is_over = row.last_day is not None and row.last_day < day
        rules = rules_for(self.person.school)
        return super().get_context_data(
            terms=terms, is_required=rules.value("labour.required"), **kwargs
        )


class LabourEditView(PersonForm):
    """New papers begin with what the act says; those that are there with what they say."""

    permission_required = "registry.keep_labour"
    form_class = LabourForm
    template_name = "registry/labour_form.html"
    success_message = _("Записано. Листы для подписи – рядом с записью.")

    @cached_property
    def terms(self) -> LabourTerms:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.terms}

    def act(self, form: LabourForm) -> None:
        terms = save_labour_terms(form.instance, actor=self.request.user)
        if form.cleaned_data.get("scan"):
            name, content = form.cleaned_data["scan"]
            keep_scan(terms, name=name, content=content, actor=self.request.user)

    def get_success_url(self) -> str:
        return self.terms.get_absolute_url()


class LabourCreateView(LabourEditView):
    @cached_property
    def terms(self) -> LabourTerms:
        return new_labour_terms(self.person)


class OfTerms(LabourEditView):
    """The same for one row; its person stands in it."""

    @cached_property
    def terms(self) -> LabourTerms:
        rows = LabourTerms.objects.visible_to(self.request.user)
        return get_object_or_404(rows.select_related("person__school"), pk=self.kwargs["pk"])

    @cached_property
    def person(self) -> Person:
        return self.terms.person


class LabourUpdateView(OfTerms):
    success_message = _("Записано.")


class LabourEndView(OfTerms):
    """A refusal of the rules is shown with its clause."""

    form_class = EndLabourForm  # type: ignore[assignment]
    template_name = "registry/labour_end.html"
    success_message = _("Записано: наставничество прекращено досрочно.")
    findings: Sequence[Finding] = ()

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["instance"]
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(terms=self.terms, findings=self.findings, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            end_labour_terms(self.terms, actor=self.request.user, **form.cleaned_data)
        except RuleViolation as error:
            self.findings = error.findings
            return self.form_invalid(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.success_message)
        return HttpResponseRedirect(self.get_success_url())


class LabourRemoveView(ActionView):
    permission_required = "registry.keep_labour"
    model = LabourTerms
    success_message = _("Убрано.")

    def act(self, obj: LabourTerms, **data: Any) -> None:
        remove_labour_terms(obj, actor=self.request.user)


class LabourPaperView(Permitted, View):
    """The consent or the agreement, made on the spot."""

    permission_required = "registry.view_labourterms"
    format = FileFormat.PDF
    makes_consent = False

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = LabourTerms.objects.visible_to(request.user).select_related("person", "school")
        terms = get_object_or_404(rows.filter(basis=LabourBasis.AGREEMENT), pk=pk)
        if self.makes_consent:
            paper, word = labour_consent(terms), _("согласие")
        else:
            paper, word = labour_agreement(terms), _("соглашение")
        name = slugify(f"{word} {terms.person.last_name}", allow_unicode=True)
        return sheet_response(paper, self.format, filename=name)


class LabourScanView(KeptScanView):
    permission_required = "registry.view_labourterms"
    model = LabourTerms
