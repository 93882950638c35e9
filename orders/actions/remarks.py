"""Remarks of the director: kept at their places, ticked off when mended."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import now
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.transitions import lock

from ..choices import RemarkPart
from ..models import Order, OrderRemark
from ..remarks import RemarkText, key_of, places_of, quoted, renumbered

LONGEST_REMARK = 2000


def keep_remarks(order: Order, remarks: Sequence[RemarkText], *, actor: Any) -> None:
    """In the transaction of a return. Raises `DomainError` where the order has no such place."""
    known = {key_of(RemarkPart.WHOLE), *places_of(order)}
    rows = []
    for part, number, text in remarks:
        if key_of(part, number) not in known:
            raise DomainError(_("Такого места в приказе нет. Откройте его заново."))
        if not text.strip() or len(text) > LONGEST_REMARK:
            raise DomainError(_("Замечание – от 1 до %s знаков.") % LONGEST_REMARK)
        rows.append(
            OrderRemark(
                order=order,
                part=part,
                number=number,
                quote=quoted(order, part, number),
                text=text.strip(),
                made_by=actor,
            )
        )
    OrderRemark.objects.bulk_create(rows)


def move_remarks(
    order: Order, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> None:
    """The points are others now: remarks stay beside those that they were made to."""
    changed = renumbered(order.remarks.all(), old, new)
    OrderRemark.objects.bulk_update(changed, ["number"])


@transaction.atomic
def mend_remarks(
    order: Order, *, shown: Collection[int], mended: Collection[int], actor: Any
) -> int:
    """Of the remarks `shown`, those of `mended` are ticked and the others not. How many changed."""
    order = lock(order)
    if not order.is_editable:
        raise StateError(_("Замечания отмечают, пока приказ у того, кто его готовит."))
    changed = []
    for remark in order.remarks.filter(pk__in=shown):
        if remark.is_mended != (remark.pk in mended):
            is_mended = remark.pk in mended
            remark.mended_at, remark.mended_by = (now(), actor) if is_mended else (None, None)
            changed.append(remark)
    if changed:
        OrderRemark.objects.bulk_update(changed, ["mended_at", "mended_by"])
        record(
            "orders.mend_remarks",
            order,
            actor=actor,
            text=_("Отмечено, какие замечания исправлены."),
            data={"mended": [remark.pk for remark in changed if remark.is_mended]},
        )
    return len(changed)
