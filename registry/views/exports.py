"""A base as a file: first what will be in it, then the file. What left is on record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation

from core.clock import today
from core.i18n import gettext_lazy as _
from core.responses import saved_file
from core.russian.dates import short_date
from documents.choices import FileFormat
from documents.responses import sheet_response

from ..actions import note_export
from ..card_papers import base_paper
from ..choices import Base
from ..column_help import column_meaning
from ..exports import CSV, XLSX, csv_of, xlsx_of
from ..headings import FORMS
from ..models import Person
from ..queries import with_data_consent
from ..resources import RESOURCES
from .lists import CardListView, MenteeListView, MentorListView

# Columns of the lists that are no data of a line.
NOT_PRINTED = {"readiness"}
# A paper is made while the browser waits.
MOST_PRINTED = 300


class ExportMixin(CardListView):
    """The rows that the list shows, less those whose data may not leave the page."""

    template_name = "registry/export.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show()

    def rows(self) -> QuerySet[Any]:
        """Those that were ticked in the list, if any were."""
        rows = super().rows()
        ids = [value for value in self.request.POST.getlist("ids") if value.isdecimal()]
        if ids and not self.request.POST.get("all"):
            return rows.filter(pk__in=ids)
        return rows

    def show(self) -> HttpResponse:
        request = self.request
        total = self.rows().count()
        count = self.rows_to_give().count()
        context = {
            "base": self.base,
            "title": Base(self.base).label,
            "total": total,
            "count": count,
            "left_out": total - count,
            "form_size": len(self.names_of_form()),
            "shown": [c.title for c in self.shown_columns() if c.name not in NOT_PRINTED],
            "query": request.GET.urlencode(),
            "ids": () if request.POST.get("all") else request.POST.getlist("ids"),
        }
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.POST.get("bulk") == "export":
            return self.show()
        file_format = request.POST.get("format")
        if file_format not in ("xlsx", "csv", *FileFormat.values):
            raise BadRequest
        names = (
            self.names_of_form() if request.POST.get("columns") == "form" else self.names_shown()
        )
        resource = RESOURCES[self.base](names)
        total = self.rows().count()
        if file_format in FileFormat.values and self.rows_to_give().count() > MOST_PRINTED:
            messages.error(
                request,
                _("Для печати слишком много строк. Отберите не больше %(n)s или скачайте таблицу.")
                % {"n": MOST_PRINTED},
            )
            return HttpResponseRedirect(request.get_full_path())
        cards = list(self.rows_to_give())
        rows = resource.rows(cards)
        headings = resource.get_export_headers()
        if file_format in FileFormat.values:
            self.note(cards, total, names)
            paper = base_paper(self.base, names, rows, self.school)
            filename = f"{paper.heading.capitalize()} {short_date(today())}"
            return sheet_response(paper, file_format, filename=filename)
        with translation.override("ru"):
            title = str(Base(self.base).label)
            if file_format == "xlsx":
                glossary = [
                    (heading, column_meaning(name))
                    for heading, name in zip(headings, names, strict=True)
                ]
                content = xlsx_of(title.capitalize(), headings, rows, glossary=glossary)
                media_type = XLSX
            else:
                content, media_type = csv_of(headings, rows), CSV
        self.note(cards, total, names)
        name = f"{title.capitalize()} {short_date(today())}.{file_format}"
        return saved_file(content, name=name, media_type=media_type)

    def note(self, cards: list[Any], total: int, names: list[str]) -> None:
        note_export(
            self.school,
            base=self.base,
            count=len(cards),
            left_out=total - len(cards),
            columns=names,
            actor=self.request.user,
        )

    def rows_to_give(self) -> QuerySet[Any]:
        people = Person.objects.filter(school=self.request.user.school)
        allowed = with_data_consent(people, day=today(), rules=self.rules)
        return self.rows().filter(person__in=allowed.order_by().values("pk"))

    def names_of_form(self) -> list[str]:
        return [name for name in FORMS[Base(self.base)] if self.may_show(name)]

    def names_shown(self) -> list[str]:
        return [c.name for c in self.shown_columns() if c.name not in NOT_PRINTED]

    def may_show(self, name: str) -> bool:
        return name != "contacts" or self.request.user.has_perm("registry.view_contacts")


class MentorExportView(ExportMixin, MentorListView):
    permission_required = ("registry.export_base", "registry.view_mentorcard")
    template_name = "registry/export.html"


class MenteeExportView(ExportMixin, MenteeListView):
    permission_required = ("registry.export_base", "registry.view_menteecard")
    template_name = "registry/export.html"
