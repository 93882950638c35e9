"""The order that changes a pair is checked, signed or given up."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from core import clock
from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import lock, move
from orders.models import Order

from ..changing import extension_findings, replacement_findings
from ..choices import CHANGE_TRANSITIONS, PAIR_TRANSITIONS, ChangeKind, ChangeState, PairState
from ..membership import joining_findings, leaving_findings, member_of
from ..models import Pair, PairChange
from ..signals import mentor_replaced, pair_extended
from .ahead import is_of_a_day_to_come, last_day_of, order_end, order_leaving
from .common import locked_pair, refuse, tell
from .ending import finish_pair
from .members import admit, dismiss
from .orders import start_pair
from .requests import settle_requests


def check_change_of(order: Order) -> None:
    """Raises `DomainError` where the change that the order makes is not possible by now."""
    change = _change_of(order)
    if change is None:
        return
    pair = change.pair
    if not pair.is_standing_on(clock.today()):
        raise DomainError(
            _("Пара этого приказа уже не действует: она «%s».") % pair.get_state_display()
        )
    if change.successor is not None:
        day = change.successor.starts_on
        mentor = change.successor.mentor
        found = replacement_findings(
            pair, [mentor], day=day, ends_on=change.ends_on, for_order=True
        )
        refuse(found[mentor.pk])
    elif change.kind == ChangeKind.EXTENSION:
        refuse(extension_findings(pair, change.ends_on))
    elif change.kind == ChangeKind.JOINING and change.mentee and change.day:
        refuse(joining_findings(pair, change.mentee, change.day, for_order=True))
    elif change.kind == ChangeKind.LEAVING and change.mentee and change.day:
        refuse(leaving_findings(member_of(pair, change.mentee), change.day))


@transaction.atomic
def apply_change_of(order: Order, *, actor: Any) -> None:
    """The order is signed: what it changes is changed."""
    change = _change_of(order)
    if change is None:
        return
    pair = locked_pair(change.pair, is_free=False)
    is_ahead = is_of_a_day_to_come(change)
    to = ChangeState.ORDERED if is_ahead else ChangeState.DONE
    change = move(lock(change), to, CHANGE_TRANSITIONS)
    if is_ahead:
        _put_off(pair, change, order, actor)
    elif change.kind == ChangeKind.EXTENSION:
        prolong(pair, change.ends_on, actor)
    elif change.kind == ChangeKind.JOINING:
        admit(pair, change, actor)
    elif change.kind == ChangeKind.LEAVING:
        dismiss(pair, change, actor)
    elif change.successor is None:
        early = change.ends_on < pair.ends_on
        finish_pair(pair, change.reason, change.ends_on, early=early, actor=actor, change=change)
    else:
        _replace(pair, change, change.successor, order, actor)
    settle_requests(change, actor=actor)


@transaction.atomic
def drop_change_of(order: Order, *, actor: Any) -> None:
    """The draft is given up: the pair goes on as it was."""
    change = _change_of(order)
    if change is None:
        return
    move(lock(change), ChangeState.DROPPED, CHANGE_TRANSITIONS)
    if change.successor is not None:
        successor = lock(change.successor)
        move(successor, PairState.CANCELLED, PAIR_TRANSITIONS)
        successor.members.update(is_binding=False)
    tell(change.pair, "pair.change_dropped", actor, _("Проект приказа об изменении пары снят."))


def _change_of(order: Order) -> PairChange | None:
    rows = PairChange.objects.filter(order=order, state=ChangeState.WAITING)
    return rows.select_related(
        "pair__regulation",
        "pair__programme__regulation",
        "pair__mentor__person",
        "pair__form",
        "successor__mentor__person",
        "successor__mentor__form",
        "mentee__person",
        "mentee__form",
        "mentee__direction",
    ).first()


def prolong(pair: Pair, ends_on: datetime.date, actor: Any) -> Pair:
    """A locked pair lasts longer, and those who would have stayed to its end."""
    before = pair.ends_on
    pair.ends_on = ends_on
    pair.save(update_fields=["ends_on", "updated_at"])
    pair.members.filter(left_on=before, leaves_on=None, is_binding=True).update(left_on=ends_on)
    pair_extended.send(sender=Pair, pair=pair, old_ends_on=before, actor=actor)
    text = _("Пара продлена до %(day)s.") % {"day": short_date(ends_on)}
    tell(pair, "pair.extended", actor, text, {"from": before.isoformat()})
    return pair


def _put_off(pair: Pair, change: PairChange, order: Order, actor: Any) -> None:
    """What ends on a day to come stands until then."""
    if change.kind == ChangeKind.LEAVING:
        order_leaving(pair, change, actor=actor)
    elif change.successor is None:
        order_end(pair, change, last_day_of(change), actor=actor)
    else:
        _replace(pair, change, change.successor, order, actor)


def _replace(pair: Pair, change: PairChange, successor: Pair, order: Order, actor: Any) -> None:
    """The old pair is over before the new mentor's first day."""
    last = last_day_of(change)
    if change.state == ChangeState.ORDERED:
        old = order_end(pair, change, last, actor=actor)
    else:
        old = finish_pair(pair, change.reason, last, early=True, actor=actor, change=change)
    new = start_pair(locked_pair(successor, is_free=False), order, actor=actor)
    mentor_replaced.send(sender=Pair, old=old, new=new, actor=actor)
    data = {"order": order.pk, "new": new.pk}
    text = _("{Mentor} {mentor:заменён/заменена/заменено}.")
    if change.state == ChangeState.ORDERED:
        text = _("С %s пару ведёт {mentor:другой/другая/другое} {mentor}.")
        text %= short_date(new.starts_on)
    tell(old, "pair.replaced", actor, text, data)
