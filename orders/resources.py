"""The journal of orders as lines of a table."""

from __future__ import annotations

from typing import Any

from import_export import resources
from import_export.fields import Field
from import_export.widgets import Widget

from core.i18n import gettext as _

from .models import Order
from .rules import kind_name
from .standing import standing_lines


class AsIs(Widget):
    """Dates stay dates: the file's format writes them."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class OrderResource(resources.Resource):
    number = Field(attribute="number", widget=AsIs())
    signed_on = Field(attribute="signed_on", widget=AsIs())
    title = Field(attribute="title", widget=AsIs())
    kind = Field(widget=AsIs())
    state = Field(attribute="get_state_display", widget=AsIs())
    standing = Field(widget=AsIs())
    approved_by = Field(widget=AsIs())

    class Meta:
        export_order = ("number", "signed_on", "title", "kind", "state", "standing", "approved_by")

    def get_export_headers(self, selected_fields: Any = None) -> list[str]:
        return [
            _("Номер"),
            _("Дата"),
            _("О чём"),
            _("Вид приказа"),
            _("Состояние"),
            _("Что с ним стало"),
            _("Утвердил"),
        ]

    def dehydrate_kind(self, order: Order) -> str:
        return kind_name(order)

    def dehydrate_standing(self, order: Order) -> str:
        return " ".join(standing_lines(order))

    def dehydrate_approved_by(self, order: Order) -> str:
        return order.approved_by.get_short_name() if order.approved_by else ""
