"""The kind of an order: of a new one as the programme has it, then as it was when drafted."""

from __future__ import annotations

from schools.models import Programme
from schools.texts import OrderKind, order_kinds

from .models import Order


def kinds_of(programme: Programme) -> dict[str, OrderKind]:
    """The kinds of order that the programme's regulation knows, by code, in its order."""
    return {kind.code: kind for kind in order_kinds(programme.regulation)}


def kind_of(order: Order) -> OrderKind | None:
    """As the version has it under which the order was drafted; None where it knows no such kind."""
    kinds = {kind.code: kind for kind in order_kinds(order.regulation)}
    return kinds.get(order.kind)
