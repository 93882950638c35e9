"""The before/after table and the SWOT: filled in, shown, printed."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views import View
from django.views.generic import FormView, TemplateView

from core.errors import DomainError
from core.i18n import gettext
from core.i18n import gettext_lazy as _
from documents.choices import FileFormat
from documents.responses import sheet_response
from schools.models import MentoringForm

from ..actions import save_measurements, save_swot
from ..forms import MeasurementsForm, SwotForm
from ..models import Measurement, Swot
from ..papers import measurements_paper, swot_paper
from ..rules import is_swot_of_whole, report_findings
from .base import OfProgramme


class MeasurementsView(OfProgramme, FormView):
    permission_required = "monitoring.edit_measurements"
    template_name = "monitoring/measurements.html"
    form_class = MeasurementsForm

    @cached_property
    def rows(self) -> list[Measurement]:
        return list(
            Measurement.objects.visible_to(self.request.user).filter(programme=self.programme)
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"rows": self.rows}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            programme=self.programme,
            programmes=self.programmes,
            has_rows=bool(self.rows),
            pdf_url=self.address("monitoring:measurements_pdf"),
            docx_url=self.address("monitoring:measurements_docx"),
            **kwargs,
        )

    def form_valid(self, form: MeasurementsForm) -> HttpResponse:
        try:
            save_measurements(self.opened_programme, actor=self.request.user, values=form.values())
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Таблица сохранена."))
        return HttpResponseRedirect(self.address("monitoring:measurements"))


class MeasurementsFileView(OfProgramme, View):
    """The form as it is printed; it names nobody, so whoever sees the figures may have it."""

    permission_required = "monitoring.view_figures"
    format: FileFormat = FileFormat.PDF

    def get(self, request: HttpRequest) -> HttpResponse:
        if problems := report_findings(self.opened_programme):
            messages.error(request, " ".join(map(str, problems)))
            return HttpResponseRedirect(self.address("monitoring:figures"))
        paper = measurements_paper(self.opened_programme)
        return sheet_response(paper, self.format, filename=gettext("Количественный анализ"))


class SwotListView(OfProgramme, TemplateView):
    """A 2×2 for each form that is in use, or one for the whole, as the regulation wants."""

    permission_required = "monitoring.view_swot"
    template_name = "monitoring/swot_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        rows = Swot.objects.visible_to(user).filter(programme=self.programme)
        by_form = {swot.form_id: swot for swot in rows}
        forms: list[MentoringForm | None] = [None]
        if not is_swot_of_whole(self.programme):
            forms = list(MentoringForm.objects.visible_to(user).filter(is_active=True))
        return super().get_context_data(
            programme=self.programme,
            programmes=self.programmes,
            rows=[
                {
                    "form": form or self.programme,
                    "swot": by_form.get(form.pk if form else None),
                    "update_url": self.address("monitoring:swot_update", form.pk if form else 0),
                    "pdf_url": self.address("monitoring:swot_pdf", form.pk if form else 0),
                    "docx_url": self.address("monitoring:swot_docx", form.pk if form else 0),
                }
                for form in forms
            ],
            **kwargs,
        )


class OfForm(OfProgramme):
    """`pk` is the form's; 0 is the programme as a whole."""

    kwargs: dict[str, Any]

    @cached_property
    def mentoring_form(self) -> MentoringForm | None:
        if self.kwargs["pk"] == 0:
            return None
        rows = MentoringForm.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def swot(self) -> Swot | None:
        rows = Swot.objects.visible_to(self.request.user)
        return rows.filter(programme=self.opened_programme, form=self.mentoring_form).first()


class SwotUpdateView(OfForm, FormView):
    permission_required = "monitoring.edit_swot"
    template_name = "monitoring/swot_update.html"
    form_class = SwotForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.swot}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            programme=self.opened_programme,
            mentoring_form=self.mentoring_form,
            back_url=self.address("monitoring:swot_list"),
            **kwargs,
        )

    def form_valid(self, form: SwotForm) -> HttpResponse:
        save_swot(
            self.opened_programme,
            form=self.mentoring_form,
            actor=self.request.user,
            texts=form.cleaned_data,
        )
        messages.success(self.request, _("SWOT-анализ сохранён."))
        return HttpResponseRedirect(self.address("monitoring:swot_list"))


class SwotFileView(OfForm, View):
    permission_required = "monitoring.view_swot"
    format: FileFormat = FileFormat.PDF

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        paper = swot_paper(self.opened_programme, self.mentoring_form, self.swot)
        name = gettext("SWOT %(form)s") % {"form": self.mentoring_form or self.programme}
        return sheet_response(paper, self.format, filename=name)
