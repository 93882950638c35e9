"""A pair as one story: its periods with one mentor after another, and all that happened to them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from core import clock
from core.audit import ref
from core.models import AuditEvent

from .choices import ENDED, SIGNED, ChangeKind
from .models import Pair, PairChange, PairMember

WITH_MENTOR = ("pair__mentor__person", "successor__mentor__person", "successor__order")
# What the trail says of petitions, see `actions.requests`.
OF_REQUESTS = ("pair.asked", "pair.request_answered", "pair.request_withdrawn")
# A pair whose mentor was replaced more often than this has a mistake in its rows.
LONGEST = 50


@dataclass(frozen=True, slots=True)
class Period:
    """The days with one mentor. `why` is what ended them, empty for the last one."""

    pair: Pair
    starts_on: datetime.date
    ends_on: datetime.date
    why: str
    is_shown: bool
    is_open: bool


def chain_of(pair: Pair) -> list[tuple[Pair, PairChange | None]]:
    """The pairs of the same mentoring from the first mentor on, each with what replaced it."""
    before: list[tuple[Pair, PairChange | None]] = []
    rows = PairChange.objects.filter(kind=ChangeKind.REPLACEMENT, state__in=SIGNED)
    rows = rows.select_related(*WITH_MENTOR)
    current = pair
    while len(before) < LONGEST:
        change = rows.filter(successor=current).first()
        if change is None:
            break
        before.append((change.pair, change))
        current = change.pair
    chain = before[::-1]
    current = pair
    while len(chain) < LONGEST:
        change = rows.filter(pair=current, successor__isnull=False).first()
        chain.append((current, change))
        if change is None or change.successor is None:
            break
        current = change.successor
    return chain


def periods_of(chain: Sequence[tuple[Pair, PairChange | None]], user: Any) -> list[Period]:
    """What of the story this user reads; a link leads only where they may go."""
    keys = [pair.pk for pair, _change in chain]
    open_to = set(Pair.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    found = []
    for pair, change in chain:
        last = pair.last_day
        if pair.state in ENDED:
            last = max(row.left_on for row in pair.members.all())
        found.append(
            Period(
                pair,
                pair.starts_on,
                last,
                change.reason_text if change else "",
                pair.pk in open_to,
                _is_now(pair),
            )
        )
    return found


def _is_now(pair: Pair) -> bool:
    """Whose days these are, whatever an order that is dated ahead says of others."""
    return pair.is_standing_on(clock.today()) and not pair.is_ahead


def events_of(chain: Sequence[tuple[Pair, PairChange | None]], user: Any) -> QuerySet[AuditEvent]:
    """Everything that happened with each of the mentors, newest first, with the authors.

    Who has asked for a change is not for the mentor of one of these pairs, a curator though it be.
    """
    of_chain = Q()
    for pair, _change in chain:
        of_chain |= Q(refs__contains=[ref(pair)])
    events = AuditEvent.objects.filter(of_chain).select_related("actor")
    if any(pair.mentor.person.user_id == user.pk for pair, _change in chain):
        events = events.exclude(verb__in=OF_REQUESTS)
    return events


def reverse_of(pair: Pair, user: Any) -> QuerySet[Pair]:
    """Pairs in force in which the two have changed places."""
    people = [member.mentee.person_id for member in pair.members.all()]
    today = clock.today()
    rows = Pair.objects.visible_to(user).standing_on(today).filter(mentor__person__in=people)
    members = PairMember.objects.binding_on(today)
    members = members.filter(mentee__person=pair.mentor.person_id)
    return rows.filter(pk__in=members.order_by().values("pair_id"))
