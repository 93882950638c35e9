"""The journal of orders, on the page and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from core.clock import today
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.lists import Column, Empty, ListPage
from core.responses import saved_file
from registry.exports import XLSX, xlsx_of

from ..filters import OrderFilter
from ..models import Order
from ..resources import OrderResource


class OrderListView(ListPage):
    """What changed last stands first: so a draft that waits is not under the old orders."""

    permission_required = "orders.view_order"
    model = Order
    select_related = ("programme__regulation", "regulation", "approved_by")
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
    export_name = "orders:order_export"
    empty = Empty(
        gettext_lazy("Приказов пока нет"),
        gettext_lazy(
            "Первый составьте здесь: «Новый приказ». Приказ о парах составляется из выбранных пар."
        ),
        icon="file-earmark-text",
    )


class OrderExportView(OrderListView):
    """Exactly what the list shows, all its pages."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dataset = OrderResource().export(queryset=self.rows())
        title = _("Журнал приказов")
        content = xlsx_of(title, dataset.headers, dataset)
        return saved_file(content, name=f"{title} {today():%d.%m.%Y}.xlsx", media_type=XLSX)
