"""The kind of an order: of a new one as the programme has it, then as it was when drafted."""

from __future__ import annotations

from registry.rules import roles_used
from schools.models import Programme
from schools.rules import rules_of
from schools.texts import OrderKind, order_kinds

from .models import Order
from .revising import kind_of_revision

# An order with one of these annexed puts an act of the school in force.
ACTS = ("regulation", "road_map", "programme")


def kinds_of(programme: Programme) -> dict[str, OrderKind]:
    """The kinds of order that the programme's regulation knows, by code, in its order."""
    return {kind.code: kind for kind in order_kinds(programme.regulation)}


def kind_of(order: Order) -> OrderKind | None:
    """As the version has it under which the order was drafted; None where it knows no such kind."""
    kinds = {kind.code: kind for kind in order_kinds(order.regulation)}
    found = kinds.get(order.kind)
    return found or kind_of_revision(order.kind, kinds.get(order.data.get("as_kind", "")))


def opening_kinds(programme: Programme) -> list[OrderKind]:
    """Orders that a programme begins with: those that put acts in force or appoint people."""
    return [
        kind
        for kind in kinds_of(programme).values()
        if not (kind.makes_pairs or kind.changes_pair)
        and (kind.appoints or puts_acts_in_force(kind))
    ]


def puts_acts_in_force(kind: OrderKind) -> bool:
    return any(annex.kind in ACTS for annex in kind.annexes)


def is_idle(kind: OrderKind, programme: Programme) -> bool:
    """Whether all that it does is to appoint to roles that the act has not."""
    if puts_acts_in_force(kind) or kind.makes_pairs or kind.changes_pair:
        return False
    used = roles_used(rules_of(programme.regulation))
    return bool(kind.appoints) and all(part.role not in used for part in kind.appoints)


def introduction_of(programme: Programme) -> OrderKind | None:
    """The order that introduces mentoring: the first to put an act in force, or else to appoint."""
    kinds = [kind for kind in opening_kinds(programme) if not is_idle(kind, programme)]
    return next((kind for kind in kinds if puts_acts_in_force(kind)), next(iter(kinds), None))
