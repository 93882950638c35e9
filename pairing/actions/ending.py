"""A pair is over, on time or early."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from core import clock
from core.audit import record
from core.errors import DomainError, RuleViolation
from core.findings import blocks
from core.i18n import gettext as _
from core.transitions import lock, move
from registry.actions import revoke_view
from schools.rules import rules_of

from ..changing import (
    end_reason_of,
    reasons_of,
    refuse_unless_free,
    refuse_without_order,
)
from ..choices import PAIR_TRANSITIONS, ChangeKind, ChangeState, PairState
from ..models import Pair, PairChange, PairMember, PairRequest
from ..paper_rules import ending_findings
from ..signals import pair_ended
from .orders import view_reason
from .requests import settle_requests


@transaction.atomic
def end_pair(
    pair: Pair,
    *,
    reason: str,
    on: datetime.date,
    early: bool,
    actor: Any,
    results: Mapping[int, str] | None = None,
    ended_by: str = "",
    notice_on: datetime.date | None = None,
    request: PairRequest | None = None,
) -> Pair:
    """Close a pair that is in force; the mentor no longer sees the mentees' cards.

    `reason` is a code of the regulation's completion reasons, or words where it has none;
    `results` are the words by member. Of two employees an early end says by whom and since when
    it is known.
    """
    pair = lock(pair)
    _refuse_wrong_day(pair, on)
    known = {item["code"] for item in reasons_of(rules_of(pair.regulation), ChangeKind.COMPLETION)}
    if known and reason not in known:
        raise DomainError(_("Выберите причину завершения из положения."))
    if pair.state == PairState.ACTIVE:
        refuse_unless_free(pair)
        if early:
            refuse_without_order(pair, ChangeKind.COMPLETION)
        found = blocks(ending_findings(pair, on, ended_by=ended_by, notice_on=notice_on))
        if found:
            raise RuleViolation(found)
    note_results(pair, results)
    said = note_of_end(ended_by, notice_on)
    change = _change_of_end(pair, reason if known else "", on)
    if not known:
        change.reason_text = reason.strip()
    change.request = request
    ended = finish_pair(pair, change.reason, on, early=early, actor=actor, said=said, change=change)
    settle_requests(change, actor=actor)
    return ended


def _change_of_end(pair: Pair, reason: str, on: datetime.date) -> PairChange:
    """The row of an end without an order; `finish_pair` saves it."""
    return PairChange(
        school_id=pair.school_id,
        pair=pair,
        kind=ChangeKind.COMPLETION,
        state=ChangeState.DONE,
        reason=reason,
        reason_text=rules_of(pair.regulation).title_of("completion.reasons", reason),
        day=on,
        ends_on=on,
    )


def note_of_end(ended_by: str, notice_on: datetime.date | None) -> dict[str, str]:
    """What the trail keeps of who gave the mentoring up and when that was said."""
    if not ended_by or notice_on is None:
        return {}
    return {"ended_by": ended_by, "notice_on": notice_on.isoformat()}


def note_results(pair: Pair, results: Mapping[int, str] | None) -> None:
    """Words about members, by primary key; what is not given stays."""
    for member in pair.members.filter(pk__in=results or ()):
        member.result = (results or {})[member.pk].strip()
        member.save(update_fields=["result"])


def finish_pair(
    pair: Pair,
    reason: str,
    on: datetime.date,
    *,
    early: bool,
    actor: Any,
    said: Mapping[str, str] | None = None,
    change: PairChange | None = None,
) -> Pair:
    """The end itself, once it is allowed: for those that have locked the pair and checked.

    `change` is what ends it. It keeps the last days that the members had, for `reopen_pair`;
    one that was signed before its day has kept them then.
    """
    rules = rules_of(pair.regulation)
    members = list(pair.members.select_related("mentee__person"))
    change = change or _change_of_end(pair, reason, on)
    change.kept = change.kept or days_of(members)
    change.save()
    to = PairState.ENDED_EARLY if early else PairState.COMPLETED
    pair = move(pair, to, PAIR_TRANSITIONS, end_reason=reason)
    for member in members:
        if member.is_binding:
            _release(member, on)
    revoke_view(view_reason(pair))
    pair_ended.send(sender=Pair, pair=pair, actor=actor)
    record(
        "pair.ended",
        pair,
        actor=actor,
        text=_("Пара завершена: %(reason)s.") % {"reason": end_reason_of(pair, rules)},
        about=[pair.mentor.person, *(member.mentee.person for member in members)],
        data={"reason": reason, "on": on.isoformat(), "early": early, **(said or {})},
    )
    return pair


def days_of(members: Iterable[PairMember]) -> dict[str, Any]:
    """What an end alters, for those that take it back: the last days of those in the pair."""
    return {"members": {str(row.pk): row.left_on.isoformat() for row in members if row.is_binding}}


def _refuse_wrong_day(pair: Pair, on: datetime.date) -> None:
    if on > clock.today():
        raise DomainError(_("Завершить пару можно сегодняшним или прошедшим днём."))
    if on < pair.starts_on:
        raise DomainError(_("Пара началась позже этого дня."))


def _release(member: PairMember, on: datetime.date) -> None:
    member.left_on = max(member.joined_on, min(member.left_on, on))
    member.is_binding = False
    member.save(update_fields=["left_on", "is_binding"])


@transaction.atomic
def save_result(member: PairMember, *, result: str, case_url: str, actor: Any) -> PairMember:
    """What came of it for one mentee: it stands in both bases."""
    member = lock(member)
    member.result = result.strip()
    member.case_url = case_url.strip()
    member.save(update_fields=["result", "case_url"])
    record(
        "pair.result",
        member.pair,
        actor=actor,
        text=_("Записаны результаты участника пары."),
        about=[member.mentee.person],
    )
    return member
