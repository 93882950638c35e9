"""What orders tell the apps to their left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from documents.bundles import register_bundle
from documents.hooks import register_notes
from documents.models import Document
from registry.life_hooks import register_eraser, register_holdings, register_kept_rows
from registry.queries import register_order_links

from .actions.erasing import erase
from .actions.revising import apply_revisions, check_revisions
from .bundles import EXTRACTS
from .life import foresee, held, proofs, signed, signed_revisions
from .models import Order
from .signals import order_approved, order_checked
from .standing import own_lines, standing_lines

register_bundle(EXTRACTS)
register_eraser(foresee, erase)
register_holdings(held)
register_kept_rows("orders.order", signed)
register_kept_rows("orders.orderrevision", signed_revisions)
register_kept_rows("orders.orderproof", proofs)


@receiver(order_checked)
def check_what_it_revises(sender: Any, *, order: Order, **kwargs: Any) -> None:
    check_revisions(order)


@receiver(order_approved)
def revise_its_targets(sender: Any, *, order: Order, actor: Any, **kwargs: Any) -> None:
    apply_revisions(order, actor=actor)


@register_notes
def notes_of_order(document: Document) -> list[str]:
    """What the check page says of a signed order: numbers and days, nobody's name."""
    order = Order.objects.filter(document=document).first()
    return [*standing_lines(order), *own_lines(order)] if order else []


@register_order_links
def pages_of(documents: Sequence[Document], user: Any) -> dict[int, str]:
    """The pages of issued orders, of those that this user may open."""
    if not user.has_perm("orders.view_order"):
        return {}
    rows = Order.objects.visible_to(user).filter(document__in=documents)
    return {order.document_id: order.get_absolute_url() for order in rows if order.document_id}
