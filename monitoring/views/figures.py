"""The figures of a programme, as a page and as a workbook. Nobody is named."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views import View
from django.views.generic import TemplateView

from core.i18n import gettext as _
from core.responses import saved_file
from schools.years import year_label

from ..charts import coverage_chart, pairs_chart, questions_chart, sendings_chart
from ..exports import workbook_of
from ..queries import Figures, figures
from ..rules import report_findings
from .base import OfProgramme

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FiguresView(OfProgramme, TemplateView):
    permission_required = "monitoring.view_figures"
    template_name = "monitoring/figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.programme is not None:
            kwargs |= _context_of(figures(self.programme))
        return super().get_context_data(
            programme=self.programme, programmes=self.programmes, **kwargs
        )


def _context_of(found: Figures) -> dict[str, Any]:
    sent = [row for row in found.sendings if row.sent]
    return {
        "figures": found,
        "coverage_chart": coverage_chart(found.coverage) if found.coverage else None,
        "pairs_chart": pairs_chart(found.pairs.forms) if found.pairs.forms else None,
        "sendings": sent,
        "sendings_chart": sendings_chart(sent) if sent else None,
        "question_groups": [
            (group, questions_chart(group)) for group in found.questions if group.is_shown
        ],
        "few_groups": [group for group in found.questions if not group.is_shown],
        "changes": [row for row in found.changes if row.is_measured],
    }


class FiguresExportView(OfProgramme, View):
    permission_required = "monitoring.view_figures"

    def get(self, request: HttpRequest) -> HttpResponse:
        programme = self.opened_programme
        if problems := report_findings(programme):
            messages.error(request, " ".join(map(str, problems)))
            return HttpResponseRedirect(self.address("monitoring:figures"))
        year = year_label(programme.starts_on, programme.ends_on).replace("/", "-")
        name = _("Показатели %(year)s.xlsx") % {"year": year}
        return saved_file(workbook_of(figures(programme)), name=name, media_type=WORKBOOK)
