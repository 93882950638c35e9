"""By when the bases have to be ready, and which cards are not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from schools.models import Programme
from schools.rules import RuleSet, rules_of
from schools.years import next_date

from ..choices import Base
from ..models import MenteeCard, MentorCard, Person
from .gaps import with_gaps


@dataclass(frozen=True, slots=True)
class BaseDeadline:
    """When a base is due: the regulation's words, the day where it names one, what is not ready.

    Without a day nothing is ever overdue: words such as «август» are for people.
    """

    side: str
    words: str
    clause: str
    day: datetime.date | None
    is_overdue: bool
    unready: int

    @property
    def title(self) -> str:
        return str(Base(self.side).label)


def base_deadlines(
    programme: Programme, day: datetime.date, *, user: Any = None
) -> list[BaseDeadline]:
    """Of each base that the regulation gives a term; cards are counted that the user may see.

    Two queries at most.
    """
    rules = rules_of(programme.regulation)
    found = []
    for side in Base:
        words, month_day, clause = _term(side, rules)
        if not words and not month_day:
            continue
        due = due_date(month_day, programme) if month_day else None
        cards = unready_cards(programme, day, side=side)
        if user is not None:
            cards = cards.filter(pk__in=cards.model.objects.visible_to(user).order_by())
        unready = cards.count()
        is_overdue = due is not None and due < day and unready > 0
        found.append(BaseDeadline(side.value, words or "", clause, due, is_overdue, unready))
    return found


def due_date(month_day: str, programme: Programme) -> datetime.date:
    """The day within the programme; where it has no such day, the last one before it."""
    day = next_date(month_day, programme.starts_on)
    if day <= programme.ends_on:
        return day
    return next_date(month_day, programme.starts_on - datetime.timedelta(days=364))


def unready_cards(programme: Programme, day: datetime.date, *, side: str) -> QuerySet[Any]:
    """Cards of the working base without a form, without what is looked for, without a consent."""
    rules = rules_of(programme.regulation)
    rows = Person.objects.filter(school=programme.school_id)
    people: QuerySet[Any] = with_gaps(rows, day=day, rules=rules)
    waits = Q(person__in=people.filter(is_ready=False).order_by().values("pk")) | Q(form=None)
    if side == Base.MENTORS:
        cards: QuerySet[Any] = MentorCard.objects.filter(waits | Q(competencies=""))
    else:
        cards = MenteeCard.objects.filter(waits | Q(request=""))
    return cards.active().filter(school=programme.school_id)  # type: ignore[attr-defined]


def _term(side: str, rules: RuleSet) -> tuple[str | None, str | None, str]:
    """The words, the day «10-01», the clause of either."""
    if side == Base.MENTORS:
        words, day = rules.value("bases.mentors_due"), rules.value("bases.mentors_due_day")
    else:
        words, day = rules.value("bases.mentees_due"), rules.value("bases.mentees_due_day")
    clause = rules.clause(f"bases.{side}_due") or rules.clause(f"bases.{side}_due_day")
    return words, day, clause
