"""«Чего не хватает» to print and to take along: the people that the list finds, in groups."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from core.clock import today
from core.i18n import gettext as _
from core.responses import saved_file
from core.russian.dates import short_date
from documents.choices import FileFormat
from documents.responses import sheet_response

from ..actions import note_missing_taken
from ..exports import XLSX, xlsx_of
from ..missing_papers import Grouping, counts_of, missing_paper, missing_rows, titles
from ..models import Person
from .lists import MissingListView

# A paper is made while the browser waits.
MOST_PRINTED, MOST_LINES = 500, 20_000


class MissingReportView(MissingListView):
    """First the figures and how to group, then the file. No contacts are in it."""

    template_name = "registry/missing_report.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show()

    def show(self, error: str = "") -> HttpResponse:
        people = self.people()
        context = {
            "number": len(people),
            "counts": counts_of(people),
            "groupings": titles(),
            "query": self.request.GET.urlencode(),
            "error": error,
        }
        return render(self.request, self.template_name, context)

    def people(self) -> list[Person]:
        return list(self.rows()[:MOST_LINES])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by, file_format = request.POST.get("by"), request.POST.get("format")
        if by not in Grouping.values or file_format not in ("xlsx", *FileFormat.values):
            raise BadRequest
        people = self.people()
        if file_format != "xlsx" and len(people) > MOST_PRINTED:
            text = _(
                "Для печати слишком много людей. Отберите не больше %(n)s или скачайте таблицу."
            )
            return self.show(text % {"n": MOST_PRINTED})
        note_missing_taken(self.school, count=len(people), actor=request.user)
        with translation.override("ru"):
            title = _("Чего не хватает")
            name = f"{title} {short_date(today())}"
            if file_format != "xlsx":
                paper = missing_paper(people, by, self.school)
                return sheet_response(paper, file_format, filename=name)
            content = xlsx_of(str(title), *missing_rows(people, by))
        return saved_file(content, name=f"{name}.xlsx", media_type=XLSX)
