"""The next numbers of the school's orders: a school may begin in the middle of its journal."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from documents.actions import set_next_number
from documents.queries import next_number
from schools.models import School
from schools.queries import current_programme

from ..forms import NextNumberForm
from ..kinds import kinds_of
from ..rules import format_number, is_by_hand, mask_of_kind
from .access import PermittedByAny


@dataclass(slots=True)
class SeriesRow:
    """A series: the kinds that are numbered by it and what the next of them would get."""

    series: str
    kinds: list[str]
    example: str
    form: NextNumberForm


class NumberingView(PermittedByAny, View):
    permission_required = "orders.draft_order"
    other_permissions = ("schools.change_settings",)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(None)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NextNumberForm(request.POST, prefix=request.POST.get("prefix", ""))
        known = {row.series for row in series_rows(self.school, today().year)}
        if not form.is_valid() or form.cleaned_data["series"] not in known:
            return self._page(form)
        try:
            set_next_number(self.school, year=today().year, actor=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("number", str(error))
            return self._page(form)
        messages.success(request, _("Следующий номер задан."))
        return HttpResponseRedirect(reverse("orders:numbering"))

    def _page(self, refused: NextNumberForm | None) -> HttpResponse:
        rows = series_rows(self.school, today().year)
        for row in rows:
            if refused is not None and refused.prefix == row.form.prefix:
                row.form = refused
        context = {"rows": rows, "year": today().year, "form": refused}
        return render(self.request, "orders/numbering.html", context)


def series_rows(school: School, year: int) -> list[SeriesRow]:
    """The series of the programme that is on; where numbers are written by hand there is none."""
    programme = current_programme(school)
    if programme is None:
        return []
    rows: dict[str, SeriesRow] = {}
    for kind in kinds_of(programme).values():
        if is_by_hand(kind, programme.regulation):
            continue
        number = next_number(school, kind.series, year)
        example = format_number(mask_of_kind(kind, programme.regulation), number, year)
        if kind.series not in rows:
            initial = {"series": kind.series, "number": number}
            form = NextNumberForm(initial=initial, prefix=f"s{len(rows)}")
            rows[kind.series] = SeriesRow(kind.series, [], example, form)
        rows[kind.series].kinds.append(kind.name)
    return list(rows.values())
