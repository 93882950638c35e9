"""The journal of orders, on the page and as a workbook."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from core.clock import today
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.lists import Column, Empty, ListPage
from core.responses import saved_file
from documents.choices import FileFormat
from documents.responses import sheet_response
from registry.exports import CSV, XLSX, csv_of, xlsx_of

from ..filters import OrderFilter
from ..journal import LONGEST, journal_paper
from ..models import Order
from ..resources import OrderResource
from ..standing import standing_prefetch


class OrderListView(ListPage):
    """What changed last stands first: so a draft that waits is not under the old orders."""

    permission_required = "orders.view_order"
    model = Order
    select_related = ("programme__regulation", "regulation", "approved_by", "drafted_by")
    prefetch_related = (standing_prefetch(),)
    filterset_class = OrderFilter
    columns = (
        Column("title", gettext_lazy("О чём"), sort="title", is_header=True),
        Column("number", gettext_lazy("Номер"), css="nowrap"),
        Column("signed_on", gettext_lazy("Дата"), sort="signed_on", css="nowrap"),
        Column("state", gettext_lazy("Состояние"), sort="state"),
        Column("kind", gettext_lazy("Вид приказа"), sort="kind", is_optional=True),
        Column("updated_at", gettext_lazy("Изменён"), sort="updated_at", css="nowrap"),
    )
    default_sort = "-updated_at"
    template_name = "orders/order_list.html"
    row_template = "orders/_order_row.html"
    views_template = "orders/_journal_links.html"
    export_name = "orders:order_export"
    empty = Empty(
        gettext_lazy("Приказов пока нет"),
        gettext_lazy(
            "Первый составьте здесь: «Новый приказ». Приказ о парах составляется из выбранных пар."
        ),
        icon="file-earmark-text",
    )


class OrderExportView(OrderListView):
    """Exactly what the list shows, all its pages: a workbook, a table, or the journal on paper."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        file_format = request.GET.get("format", "xlsx")
        title = _("Журнал приказов")
        name = f"{title} {today():%d.%m.%Y}"
        if file_format in FileFormat.values:
            return self._paper(file_format, name)
        if file_format not in ("xlsx", "csv"):
            raise Http404
        dataset = OrderResource().export(queryset=self.rows())
        if file_format == "csv":
            content = csv_of(dataset.headers, dataset)
            return saved_file(content, name=f"{name}.csv", media_type=CSV)
        content = xlsx_of(title, dataset.headers, dataset)
        return saved_file(content, name=f"{name}.xlsx", media_type=XLSX)

    def _paper(self, file_format: str, name: str) -> HttpResponse:
        """Orders that have a number, in the order of their days."""
        rows = self.rows().filter(signed_on__isnull=False).order_by("signed_on", "pk")
        orders = list(rows[: LONGEST + 1])
        if len(orders) > LONGEST:
            messages.error(
                self.request,
                _("В журнале больше %s приказов: выберите год или вид.") % LONGEST,
            )
            return HttpResponseRedirect(reverse("orders:order_list"))
        year = self.request.GET.get("year", "")
        return sheet_response(journal_paper(self.school, orders, year), file_format, filename=name)
