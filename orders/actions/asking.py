"""Drafts made of what was asked: the kind's templates filled with fields, people and annexes."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.transitions import lock
from schools.models import Programme
from schools.texts import OrderKind, order_kind

from ..annexes import made_annexes
from ..filling import FILLED, filled_texts
from ..inputs import OrderInput
from ..kinds import kind_of
from ..models import Order
from ..points import clean_points
from .drafting import draft_order
from .refreshing import merge_into

# The text of the order that a difference is in.
NAMES = {"title": "title", "preamble": "preamble", "point": "points", "control": "control"}


@transaction.atomic
def draft_asked_order(kind: str, *, programme: Programme, given: OrderInput, actor: Any) -> Order:
    """A draft of a kind that needs no pairs; those that do are drafted where pairs are kept."""
    chosen = order_kind(programme.regulation, kind)
    if chosen.makes_pairs or chosen.changes_pair:
        raise DomainError(_("Такой приказ составляют из пар, а не по этой форме."))
    texts = _texts(chosen, programme, given)
    return draft_order(
        kind,
        programme=programme,
        actor=actor,
        annexes=made_annexes(chosen, programme, given),
        people=[appointee.person for appointee in given.appointees],
        data=given.as_json() | {"texts": texts},
        effective_on=given.first_day,
        **texts,
    )


@transaction.atomic
def refill_order(
    order: Order,
    *,
    given: OrderInput,
    actor: Any,
    overwrite: bool = False,
    seen_at: datetime.datetime | None = None,
) -> list[str]:
    """Fill the texts anew. What was edited by hand stays, unless it is to be overwritten.

    Says which texts were left as they were edited though the answers would have changed them;
    the differences are kept in the order, to be settled one by one.
    """
    order = lock(order)
    kind = kind_of(order)
    if kind is None or "fields" not in order.data:
        raise StateError(_("Этот приказ составлен не по форме, правьте его текст."))
    found = merge_into(
        order,
        _texts(kind, order.programme, given),
        actor=actor,
        seen_at=seen_at,
        overwrite=overwrite,
        annexes=made_annexes(kind, order.programme, given),
        people=[appointee.person for appointee in given.appointees],
    )
    order = lock(order)
    order.data = order.data | given.as_json()
    order.effective_on = given.first_day
    order.save(update_fields=["data", "effective_on", "updated_at"])
    record("orders.refill_order", order, actor=actor, text=_("Данные приказа изменены."))
    return [name for name in FILLED if any(NAMES[row["part"]] == name for row in found)]


def edited_texts(order: Order) -> list[str]:
    """Which of the texts were changed by hand since they were filled."""
    filled = order.data.get("texts", {})
    return [name for name in FILLED if name in filled and filled[name] != getattr(order, name)]


def _texts(kind: OrderKind, programme: Programme, given: OrderInput) -> dict[str, Any]:
    texts = filled_texts(kind, programme, given)
    return texts | {"points": clean_points(texts["points"])}
