"""The order that put pairs in force is cancelled as issued by mistake: the pairs never were."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from core.audit import record
from core.errors import DomainError, RuleViolation
from core.findings import blocks
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import lock, move
from orders.models import Order
from registry.actions import revoke_view

from ..choices import PAIR_TRANSITIONS, SIGNED, ChangeKind, ChangeState, PairState
from ..models import Pair, PairChange, PairMember
from ..signals import pair_ended
from .ahead import last_day_of, ordered_change_of, take_back, taking_back_findings
from .orders import view_reason

# What changes nothing of a pair any more.
UNDONE = (ChangeState.DROPPED, ChangeState.UNDONE)


def told_of_cancelling(order: Order) -> list[str]:
    """What a cancellation of the order would do to pairs.

    Raises `DomainError` where life went on: then a new order has to say what comes instead.
    """
    ahead = ordered_change_of(order)
    if ahead is not None:
        return _told_of_taking_back(ahead)
    change = PairChange.objects.filter(order=order, state__in=SIGNED).first()
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


def _told_of_taking_back(change: PairChange) -> list[str]:
    """The order ends something on a day that is still to come: nothing of it has happened yet."""
    pair, new = change.pair, change.successor
    if change.kind == ChangeKind.LEAVING and pair.closes_on is not None:
        raise DomainError(
            _("Эту группу завершает другой приказ: сначала отмените его. Последний день – %s.")
            % short_date(pair.closes_on)
        )
    if new is not None and _is_changed(new):
        raise DomainError(
            _(
                "Пара с {mentor:новым/новой} {mentor:instrumental} с тех пор менялась. Сначала"
                " отмените то, что её меняет."
            )
        )
    found = blocks(taking_back_findings(change))
    if found:
        raise RuleViolation(found)
    day = short_date(last_day_of(change))
    if change.kind == ChangeKind.LEAVING:
        return [_("Участник останется в группе: выйти после %s он не успел.") % day]
    told = [_("Пара пойдёт дальше: по этому приказу её последний день был бы %s.") % day]
    if new is not None:
        text = _("Пара, которую начал бы {mentor:новый/новая/новое} {mentor}, отменится: %s.")
        told.append(text % new.mentor.person.short_name)
    return told


def _is_changed(pair: Pair) -> bool:
    return PairChange.objects.filter(pair=pair).exclude(state__in=UNDONE).exists()


def _went_on(pairs: list[Pair]) -> bool:
    changes = PairChange.objects.filter(pair__in=pairs).exclude(state__in=UNDONE)
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
    change = ordered_change_of(order)
    if change is not None:
        take_back(change, by=by, actor=actor)
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
