"""An end that is signed before its day: the pair stands until then, and is over the day after."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q

from core import clock
from core.errors import RuleViolation
from core.findings import Finding, blocks
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.terms import of_school, using
from core.transitions import lock, move
from orders.models import Order
from schools.rules import rules_of

from ..changing import began_on, same_mentoring
from ..choices import CHANGE_TRANSITIONS, ChangeKind, ChangeState, PairState
from ..facts import read_facts
from ..intents import intent_of
from ..membership import member_of
from ..models import Pair, PairChange, PairMember
from ..models.standing import closed
from ..rules import findings_of
from ..signals import end_ordered, end_taken_back
from .common import locked_pair, tell
from .ending import days_of, finish_pair
from .members import release
from .orders import let_see

logger = logging.getLogger(__name__)

ONE_DAY = datetime.timedelta(days=1)
# What forbids a pair to go on where its end is taken back: somebody has its place by now.
OF_PLACES = ("pair.overlap", "pair.taken", "mentor.max_mentees")


def last_day_of(change: PairChange) -> datetime.date:
    """Of the pair, or of the member, that the change ends."""
    if change.successor is not None:
        return change.successor.starts_on - ONE_DAY
    return change.ends_on


def is_of_a_day_to_come(change: PairChange) -> bool:
    """Whether something ends by the change, and not yet with the signature.

    What ends with this very day ends at once. A pair that hands over to another mentor stands
    through this day too: somebody has to.
    """
    if change.kind not in (ChangeKind.REPLACEMENT, ChangeKind.COMPLETION, ChangeKind.LEAVING):
        return False
    today, last = clock.today(), last_day_of(change)
    if change.successor is not None:
        # Before its first day a pair has nothing to hand over.
        return last >= max(today, change.pair.starts_on)
    return last > today


def order_end(pair: Pair, change: PairChange, last: datetime.date, *, actor: Any) -> Pair:
    """A locked pair will be over after that day: its places are taken until then, no longer."""
    members = list(pair.members.select_related("mentee__person"))
    change.kept = days_of(members)
    change.save(update_fields=["kept", "updated_at"])
    pair.closes_on = last
    pair.save(update_fields=["closes_on", "updated_at"])
    for member in members:
        if not member.is_binding:
            continue
        if member.joined_on > last:
            # Was to join after the end: won't.
            member.left_on, member.is_binding = member.joined_on, False
        else:
            member.left_on = min(member.left_on, last)
        member.save(update_fields=["left_on", "is_binding"])
        let_see(pair, member)
    end_ordered.send(sender=Pair, pair=pair, member=None, change=change, last_day=last, actor=actor)
    text = _("Приказ подписан: последний день пары – %(day)s.") % {"day": short_date(last)}
    tell(pair, "pair.end_ordered", actor, text, _said(change, last))
    return pair


def order_leaving(pair: Pair, change: PairChange, *, actor: Any) -> PairMember:
    """A member of a locked pair will be out of it after that day."""
    assert change.mentee is not None
    assert change.day is not None
    member = member_of(pair, change.mentee)
    change.kept = days_of([member])
    change.save(update_fields=["kept", "updated_at"])
    member.left_on = member.leaves_on = change.day
    member.save(update_fields=["left_on", "leaves_on"])
    let_see(pair, member)
    end_ordered.send(
        sender=Pair, pair=pair, member=member, change=change, last_day=change.day, actor=actor
    )
    text = _("Приказ подписан: последний день участника в группе – %(day)s.")
    said = {"member": member.pk, **_said(change, change.day)}
    tell(pair, "pair.leaving_ordered", actor, text % {"day": short_date(change.day)}, said)
    return member


def _said(change: PairChange, last: datetime.date) -> dict[str, Any]:
    return {"order": change.order_id, "on": last.isoformat(), "reason": change.reason_text}


# --- the day has come


def settle_ends(day: datetime.date | None = None) -> int:
    """Move what is over by that day, today by default; how much there was. Safe to run again.

    Each pair is a transaction of its own: one that can't be moved doesn't keep the others.
    """
    day = day or clock.today()
    members = PairMember.objects.filter(_gone(day)).values_list("pk", "pair__school_id")
    done = [_each(pk, school, day, _settle_member) for pk, school in members.order_by("pk")]
    pairs = Pair.objects.filter(closed(day)).values_list("pk", "school_id")
    done += [_each(pk, school, day, _settle_pair) for pk, school in pairs.order_by("pk")]
    return sum(done)


def _gone(day: datetime.date) -> Q:
    """Members who are out, in pairs that go on without them."""
    return Q(leaves_on__lt=day, is_binding=True, pair__state=PairState.ACTIVE)


def _each(
    pk: int, school_id: int, day: datetime.date, settle: Callable[[int, datetime.date], bool]
) -> bool:
    try:
        with using(of_school(school_id)):
            return settle(pk, day)
    except Exception:
        logger.exception("the end of row %s by %s was not settled", pk, settle.__name__)
        return False


@transaction.atomic
def _settle_pair(pk: int, day: datetime.date) -> bool:
    pair = locked_pair(Pair(pk=pk), is_free=False)
    if pair.closes_on is None or pair.state != PairState.ACTIVE or pair.closes_on >= day:
        return False
    close_ordered(pair, pair.closes_on, actor=None)
    return True


def close_ordered(pair: Pair, last: datetime.date, *, actor: Any) -> Pair:
    """The end itself of a locked pair that an order has ended; `last` may be earlier than said."""
    ending = (ChangeKind.REPLACEMENT, ChangeKind.COMPLETION)
    change: PairChange | None = None
    # Who was to leave on a day of their own has left with the pair.
    for row in pair.changes.filter(state=ChangeState.ORDERED).order_by("pk"):
        moved = move(lock(row), ChangeState.DONE, CHANGE_TRANSITIONS)
        change = moved if moved.kind in ending else change
    early = last < pair.ends_on
    reason = change.reason if change else ""
    return finish_pair(pair, reason, last, early=early, actor=actor, change=change)


@transaction.atomic
def _settle_member(pk: int, day: datetime.date) -> bool:
    found = PairMember.objects.filter(pk=pk).values_list("pair_id", flat=True).first()
    pair = locked_pair(Pair(pk=found), is_free=False)
    member = pair.members.filter(_gone(day), pk=pk).select_related("mentee__person").first()
    if member is None:
        return False
    rows = pair.changes.filter(kind=ChangeKind.LEAVING, state=ChangeState.ORDERED)
    change = rows.filter(mentee=member.mentee_id).first()
    if change is not None:
        move(lock(change), ChangeState.DONE, CHANGE_TRANSITIONS)
    reason = change.reason_text if change else ""
    release(pair, member, member.left_on, actor=None, reason=reason)
    return True


# --- the order is cancelled before the day


def ordered_change_of(order: Order) -> PairChange | None:
    """What the order ends on a day that has not passed: it may still be taken back."""
    rows = PairChange.objects.filter(order=order, state=ChangeState.ORDERED)
    change = rows.select_related("pair__regulation", "successor", "mentee__person").first()
    if change is None or last_day_of(change) < clock.today():
        return None
    return change


def taking_back_findings(change: PairChange) -> list[Finding]:
    """What forbids the pair to go on after the day that the order had set: a place given away."""
    pair, last = change.pair, last_day_of(change)
    members = _members_back(change)
    if last >= pair.ends_on or not members:
        return []
    first = last + ONE_DAY
    mentees = [member.mentee for member in members if member.left_on >= first]
    rules = rules_of(pair.regulation)
    facts = read_facts(
        [pair.mentor],
        mentees,
        rules=rules,
        starts_on=first,
        ends_on=pair.ends_on,
        without=same_mentoring(pair),
    )
    intent = replace(intent_of(pair, mentees), starts_on=first, began_on=began_on(pair))
    return [found for found in findings_of(intent, rules, facts) if found.code in OF_PLACES]


def take_back(change: PairChange, *, by: Order, actor: Any) -> None:
    """The order is cancelled by `by` before its day: the pair goes on as if nothing had been."""
    # The pair first, as the task and every order that changes one do.
    pair = locked_pair(change.pair, is_free=False)
    change = lock(change)
    found = blocks(taking_back_findings(change))
    if found:
        raise RuleViolation(found)
    move(change, ChangeState.UNDONE, CHANGE_TRANSITIONS)
    is_whole = change.kind != ChangeKind.LEAVING
    if is_whole:
        pair.closes_on = None
        pair.save(update_fields=["closes_on", "updated_at"])
    members = _members_back(change)
    for member in members:
        member.is_binding = True
        if not is_whole:
            member.leaves_on = None
        member.save(update_fields=["left_on", "leaves_on", "is_binding"])
        let_see(pair, member)
    alone = None if is_whole else members[0]
    end_taken_back.send(sender=Pair, pair=pair, member=alone, change=change, actor=actor)
    text = _("Приказ о завершении отменён приказом № %s: пара идёт дальше.")
    if alone is not None:
        text = _("Приказ о выходе из группы отменён приказом № %s: участник остаётся.")
    tell(pair, "pair.end_taken_back", actor, text % by.number, {"by": by.pk})


def _members_back(change: PairChange) -> list[PairMember]:
    """Those whose days the order has cut, with the last days that they had, unsaved."""
    days = change.kept.get("members", {})
    rows = PairMember.objects.filter(pk__in=days).select_related(
        "mentee__person", "mentee__form", "mentee__direction"
    )
    members = list(rows.order_by("pk"))
    for member in members:
        member.left_on = datetime.date.fromisoformat(days[str(member.pk)])
    return members
