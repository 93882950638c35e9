"""The order that put pairs in force is cancelled as issued by mistake: the pairs never were."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock, move
from orders.models import Order
from registry.actions import revoke_view

from ..choices import PAIR_TRANSITIONS, ChangeState, PairState
from ..models import Pair, PairChange, PairMember
from ..signals import pair_ended
from .orders import view_reason


def told_of_cancelling(order: Order) -> list[str]:
    """What a cancellation of the order would do to pairs.

    Raises `DomainError` where life went on: then a new order has to say what comes instead.
    """
    change = PairChange.objects.filter(order=order, state=ChangeState.DONE).first()
    if change is not None:
        raise DomainError(
            _(
                "По этому приказу пара уже изменена (%s), отменой это назад не вернуть. Составьте"
                " новый приказ о паре."
            )
            % change.get_kind_display().lower()
        )
    pairs = list(Pair.objects.filter(order=order).exclude(state=PairState.CANCELLED))
    over = [pair for pair in pairs if pair.state != PairState.ACTIVE]
    if over:
        raise DomainError(
            _("Пар по этому приказу, которые уже завершены: %s. Отменить его целиком нельзя.")
            % len(over)
        )
    if _went_on(pairs):
        raise DomainError(
            _(
                "Пары по этому приказу с тех пор менялись: замена, продление, новые участники."
                " Отменить его целиком нельзя."
            )
        )
    if not pairs:
        return []
    return [
        _("Пар и групп отменится: %s. Их {mentors} и {mentees} снова свободны для подбора.")
        % len(pairs)
    ]


def _went_on(pairs: list[Pair]) -> bool:
    changes = PairChange.objects.filter(pair__in=pairs).exclude(state=ChangeState.DROPPED)
    members = PairMember.objects.filter(pair__in=pairs)
    later = members.filter(joined_on__gt=F("pair__starts_on"))
    earlier = members.filter(left_on__lt=F("pair__ends_on"))
    written = members.exclude(result="")
    return any(rows.exists() for rows in (changes, later, earlier, written))


@transaction.atomic
def cancel_pairs_of(order: Order, *, by: Order, actor: Any) -> list[Pair]:
    """`by` is the order that cancels. Checked once more: time has passed since it was drafted."""
    rows = Pair.objects.filter(order=order, state=PairState.ACTIVE).order_by("pk")
    pairs = [lock(pair) for pair in rows]
    told_of_cancelling(order)
    for pair in pairs:
        move(pair, PairState.CANCELLED, PAIR_TRANSITIONS)
        people = [pair.mentor.person]
        people += [row.mentee.person for row in pair.members.select_related("mentee__person")]
        pair.members.update(is_binding=False)
        revoke_view(view_reason(pair))
        pair_ended.send(sender=Pair, pair=pair, actor=actor)
        record(
            "pair.cancelled",
            pair,
            actor=actor,
            text=_("Пара отменена: приказ о ней отменён приказом № %s.") % by.number,
            about=people,
            data={"order": order.pk, "by": by.pk},
        )
    return pairs
