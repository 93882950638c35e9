"""A pair that was ended by mistake is in force again."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from django.db import transaction

from core import clock
from core.errors import DomainError, RuleViolation
from core.findings import Finding, blocks
from core.i18n import gettext as _
from core.transitions import lock, move
from orders.models import Order
from registry.actions import end_search
from schools.rules import rules_of

from ..changing import began_on, end_of, refuse_to_reopen
from ..choices import CHANGE_TRANSITIONS, PAIR_TRANSITIONS, ChangeState, PairState
from ..facts import read_facts
from ..intents import intent_of
from ..models import Pair, PairChange, PairMember
from ..rules import findings_of
from ..signals import pair_reopened
from .common import locked_pair, tell
from .orders import let_see

LONGEST_REASON = 1000


@transaction.atomic
def reopen_pair(pair: Pair, *, reason: str, actor: Any, by_order: Order | None = None) -> Pair:
    """Take back the end of a pair: its people, their days and plans are as they were.

    It may be done until the last day that the pair had, while its programme is open, and only
    where nothing came of the end: no other mentor, no place given away, no order that stands.
    `by_order` is the order that cancels the one by which the pair was ended. Results stay.
    """
    pair = locked_pair(pair, is_free=False)
    reason = reason.strip()
    if not reason:
        raise DomainError(_("Напишите, в чём ошибка: это останется в истории пары."))
    if len(reason) > LONGEST_REASON:
        raise DomainError(_("Причина длиннее %s знаков: сократите её.") % LONGEST_REASON)
    change = end_of(pair)
    refuse_to_reopen(pair, change, by_order)
    members = _members_back(pair, change)
    found = blocks(reopening_findings(pair, members))
    if found:
        raise RuleViolation(found)
    move(pair, PairState.ACTIVE, PAIR_TRANSITIONS, end_reason="", closes_on=None)
    if change is not None:
        move(lock(change), ChangeState.UNDONE, CHANGE_TRANSITIONS)
    for member in members:
        member.is_binding = True
        member.save(update_fields=["left_on", "is_binding"])
        let_see(pair, member)
        end_search(member.mentee, actor=actor)
    pair_reopened.send(sender=Pair, pair=pair, members=members, actor=actor)
    text = _("Пара возвращена: завершена по ошибке.")
    tell(pair, "pair.reopened", actor, text, {"reason": reason})
    return pair


def _members_back(pair: Pair, change: PairChange | None) -> list[PairMember]:
    """Those whom the end took out of the pair, with the last days that they had, unsaved."""
    rows = list(
        pair.members.select_related(
            "pair", "mentee__person", "mentee__form", "mentee__direction"
        ).order_by("pk")
    )
    days = (change.kept if change else {}).get("members")
    if days is None:
        # Ended before such days were kept: those who were in it to its end.
        last = max(row.left_on for row in rows)
        days = {str(row.pk): pair.ends_on.isoformat() for row in rows if row.left_on == last}
    back = [row for row in rows if str(row.pk) in days]
    for row in back:
        row.left_on = datetime.date.fromisoformat(days[str(row.pk)])
    return back


def reopening_findings(pair: Pair, members: list[PairMember]) -> list[Finding]:
    """What forbids the pair for the days that it still has: a place given away, above all."""
    first = max(pair.starts_on, min(clock.today(), pair.ends_on))
    mentees = [member.mentee for member in members]
    rules = rules_of(pair.regulation)
    facts = read_facts(
        [pair.mentor],
        mentees,
        rules=rules,
        starts_on=first,
        ends_on=pair.ends_on,
        without=[pair.pk],
    )
    intent = replace(intent_of(pair, mentees), starts_on=first, began_on=began_on(pair))
    if first == pair.ends_on:
        # On its last day it is still in force, though no new pair would be made for one day.
        intent = replace(intent, starts_on=pair.starts_on)
    return findings_of(intent, rules, facts)
