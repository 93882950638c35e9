"""A draft is filled anew from its data; what was edited by hand stays until it is given up."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import StateError
from core.i18n import gettext as _
from core.transitions import lock

from ..citing import attach_filed
from ..filling import FILLED, filled_texts
from ..hooks import texts_of_pairs
from ..inputs import input_of
from ..kinds import kind_of
from ..merging import LINES, merged_texts, settled
from ..models import Order
from ..points import clean_points
from .drafting import update_order


@transaction.atomic
def refresh_order(
    order: Order, *, actor: Any, seen_at: datetime.datetime | None = None
) -> list[dict[str, Any]]:
    """What the people, pairs and dates behind the order say now. The differences that are left.

    Raises `StateError` where the order was drafted of nothing that could be read again.
    """
    order = lock(order)
    attach_filed(order, kind_of(order))
    texts = texts_now(order)
    if texts is None:
        raise StateError(_("Этот приказ составлен не из данных, правьте его текст."))
    return merge_into(order, texts, actor=actor, seen_at=seen_at)


def texts_now(order: Order) -> dict[str, Any] | None:
    """The texts as they would be filled today; None where nothing stands behind them."""
    kind = kind_of(order)
    if kind is None or "texts" not in order.data:
        return None
    if "fields" in order.data:
        texts: dict[str, Any] | None = filled_texts(kind, order.programme, input_of(order, kind))
    else:
        texts = texts_of_pairs(order)
    if texts is None:
        return None
    lines = {name: texts[name].strip() for name in LINES}
    return lines | {"points": clean_points(texts["points"])}


def merge_into(
    order: Order,
    texts: Mapping[str, Any],
    *,
    actor: Any,
    seen_at: datetime.datetime | None = None,
    overwrite: bool = False,
    **changes: Any,
) -> list[dict[str, Any]]:
    """Put freshly filled texts into a locked draft beside what was edited in it, or over it."""
    current = {name: getattr(order, name) for name in FILLED}
    was = current if overwrite else order.data.get("texts", {})
    merged, found = merged_texts(was, texts, current)
    update_order(order, actor=actor, seen_at=seen_at, **merged, **changes)
    _keep(order, found, texts=dict(texts))
    record(
        "orders.refresh_order",
        order,
        actor=actor,
        text=_("Текст приказа обновлён по данным."),
        data={"differences": len(found)},
    )
    return found


@transaction.atomic
def settle_differences(
    order: Order,
    *,
    take: Collection[int],
    actor: Any,
    seen_at: datetime.datetime | None = None,
) -> Order:
    """Of the differences, those at the places `take` become as the data say, the others stay."""
    order = lock(order)
    rows = order.data.get("differences", [])
    if not rows:
        raise StateError(_("Решать больше нечего: текст приказа и данные сверены."))
    taken = [row for place, row in enumerate(rows) if place in take]
    texts = settled({name: getattr(order, name) for name in FILLED}, taken)
    update_order(order, actor=actor, seen_at=seen_at, **texts)
    _keep(order, [])
    return lock(order)


def _keep(order: Order, found: list[dict[str, Any]], **more: Any) -> None:
    fresh = lock(order)
    fresh.data = {**fresh.data, **more, "differences": found}
    fresh.save(update_fields=["data", "updated_at"])
