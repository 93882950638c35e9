"""Pairs and groups as a list, on the page and as a workbook."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from core import clock
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.lists import Column, Empty, ListPage
from core.responses import saved_file
from registry.exports import XLSX, xlsx_of

from ..exports import headings, lines_of
from ..filters import PairFilter
from ..models import Pair
from ..queries import pairs_with_people


class PairListView(ListPage):
    permission_required = "pairing.view_pair"
    model = Pair
    filterset_class = PairFilter
    columns = (
        Column(
            "mentor", gettext_lazy("{Mentor}"), sort="mentor__person__search_name", is_header=True
        ),
        Column("mentees", gettext_lazy("{Mentees}")),
        Column("form", gettext_lazy("Форма"), sort="form__name"),
        Column("kind", gettext_lazy("Вид"), sort="kind", is_optional=True),
        Column("direction", gettext_lazy("Направление"), sort="direction__name", is_optional=True),
        Column("period", gettext_lazy("Срок"), sort="ends_on"),
        Column("state", gettext_lazy("Состояние"), sort="state"),
        Column("order", gettext_lazy("Приказ")),
    )
    default_sort = "mentor"
    template_name = "pairing/pair_list.html"
    row_template = "pairing/_pair_row.html"
    export_name = "pairing:pair_export"
    empty = Empty(
        gettext_lazy("Пар пока нет"),
        gettext_lazy("Здесь появятся пары и группы, как только их выберут."),
        icon="people",
    )

    def get_queryset(self) -> QuerySet[Pair]:
        return pairs_with_people(Pair.objects.visible_to(self.request.user), self.request.user)

    @property
    def bulk_template(self) -> str:  # type: ignore[override]
        """Who drafts orders ticks pairs for one."""
        drafts = self.request.user.has_perms(("pairing.manage_pair", "orders.draft_order"))
        return "pairing/_pair_bulk.html" if drafts else ""


class PairExportView(PairListView):
    """Exactly the rows that the list shows, all its pages."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        title = _("Пары и группы")
        content = xlsx_of(title, headings(), lines_of(self.rows()))
        return saved_file(content, name=f"{title} {clock.today():%d.%m.%Y}.xlsx", media_type=XLSX)
