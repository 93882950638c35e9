"""The kind of an order, as the regulation of its programme has it."""

from __future__ import annotations

from schools.models import Programme
from schools.texts import OrderKind, order_kinds

from .models import Order


def kinds_of(programme: Programme) -> dict[str, OrderKind]:
    """The kinds of order that the programme's regulation knows, by code, in its order."""
    return {kind.code: kind for kind in order_kinds(programme.regulation)}


def kind_of(order: Order) -> OrderKind | None:
    """None where the regulation has dropped it."""
    return kinds_of(order.programme).get(order.kind)
