"""What waits for the director: one order on the table, the others under it, the oldest first."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.views.generic import TemplateView

from core.clock import today
from core.findings import blocks, warnings
from core.permissions import Permitted
from documents.rendering import html_of
from schools.queries import made_up_data

from ..models import Order
from ..papers import order_paper
from ..queries import orders_to_approve
from ..rules import findings_of, kind_name
from ..summaries import sentences_of
from .pages import approve_form_of

# The rest wait until these are decided.
SHOWN = 50


class OrderQueueView(Permitted, TemplateView):
    permission_required = "orders.approve_order"
    template_name = "orders/queue.html"

    @cached_property
    def waiting(self) -> list[Order]:
        rows = orders_to_approve(self.request.user).select_related(
            "school", "programme__regulation", "regulation", "drafted_by"
        )
        return list(rows[:SHOWN])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("order", "")
        order = next((row for row in self.waiting if str(row.pk) == asked), None)
        order = order or next(iter(self.waiting), None)
        sentences = sentences_of(self.waiting)
        rows = [
            {"order": row, "sentence": sentences[row.pk], "is_open": row == order}
            for row in self.waiting
        ]
        return super().get_context_data(
            rows=rows,
            order=order,
            total=orders_to_approve(self.request.user).count(),
            **(self._open(order, sentences[order.pk]) if order else {}),
            **kwargs,
        )

    def _open(self, order: Order, sentence: str) -> dict[str, Any]:
        found = findings_of(order, today())
        return {
            "kind": kind_name(order),
            "sentence": sentence,
            "sheet": html_of(order_paper(order), preview=True),
            "gaps": blocks(found),
            "warnings": warnings(found),
            "made_up": list(made_up_data(order.school)),
            "remarks": order.remarks.all(),
            "seen_at": order.updated_at.isoformat(),
            "approve_form": approve_form_of(order, self.request.GET),
        }
