"""What orders tell the apps to their left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from documents.models import Document
from registry.life_hooks import register_eraser, register_holdings, register_kept_rows
from registry.queries import register_order_links

from .actions.erasing import erase
from .life import foresee, held, signed
from .models import Order

register_eraser(foresee, erase)
register_holdings(held)
register_kept_rows("orders.order", signed)


@register_order_links
def pages_of(documents: Sequence[Document], user: Any) -> dict[int, str]:
    """The pages of issued orders, of those that this user may open."""
    if not user.has_perm("orders.view_order"):
        return {}
    rows = Order.objects.visible_to(user).filter(document__in=documents)
    return {order.document_id: order.get_absolute_url() for order in rows if order.document_id}
