"""Two drafts side by side: in numbers, and who would have another mentor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.i18n import gettext as _
from core.russian.numbers import format_number
from registry.models import MenteeCard, MentorCard

from .choices import WishKind, WishSide
from .models import ProposalRun
from .queries import preferences_of, wishes_of


@dataclass(frozen=True, slots=True)
class Figures:
    """One draft in numbers. `loads` has how many mentors get as many mentees, the most first."""

    run: ProposalRun
    people: int
    left: int
    total: int
    loads: list[tuple[int, int]]
    wished: int
    unmet: int
    unkept: int
    manual: int

    @property
    def average(self) -> float:
        return self.total / self.people if self.people else 0.0

    @property
    def highest(self) -> int:
        return self.loads[0][0] if self.loads else 0

    @property
    def mentors(self) -> int:
        return sum(number for _load, number in self.loads)


@dataclass(frozen=True, slots=True)
class Move:
    """A mentee who has somebody else in the other draft, or nobody in one of the two."""

    mentee: MenteeCard
    before: MentorCard | None
    after: MentorCard | None


@dataclass(frozen=True, slots=True)
class Comparison:
    one: Figures
    two: Figures
    changed: list[Move]
    gained: list[Move]
    lost: list[Move]
    same: int

    @property
    def is_same(self) -> bool:
        return not (self.changed or self.gained or self.lost)


def figures_of(run: ProposalRun) -> Figures:
    """The numbers of a draft. A wish is met where the mentee gets one of those they have named."""
    rows = list(run.proposals.values_list("mentee_id", "mentor_id", "score", "is_manual"))
    given = {mentee: mentor for mentee, mentor, _score, _manual in rows}
    loads = Counter(Counter(given.values()).values())
    named: dict[int, set[int]] = {}
    for mentor, mentee, side, _rank in preferences_of(run.programme):
        if side == WishSide.MENTEE:
            named.setdefault(mentee, set()).add(mentor)
    in_run = named.keys() & given.keys()
    locks = wishes_of(run.programme).filter(kind=WishKind.LOCKED)
    return Figures(
        run,
        people=len(rows),
        left=sum(row["side"] == WishSide.MENTEE for row in run.leftovers),
        total=round(sum(score for _mentee, _mentor, score, _manual in rows)),
        loads=sorted(loads.items(), reverse=True),
        wished=len(in_run),
        unmet=sum(given[mentee] not in named[mentee] for mentee in in_run),
        unkept=sum(
            given.get(mentee, mentor) != mentor
            for mentor, mentee in locks.values_list("mentor_id", "mentee_id")
        ),
        manual=sum(is_manual for _mentee, _mentor, _score, is_manual in rows),
    )


def compare(one: ProposalRun, two: ProposalRun, mentees: QuerySet[MenteeCard]) -> Comparison:
    """What the second draft has other than the first; `mentees` are those who may be named.

    A constant number of queries.
    """
    before, after = (
        dict(run.proposals.values_list("mentee_id", "mentor_id")) for run in (one, two)
    )
    keys = before.keys() | after.keys()
    other = {pk for pk in keys if before.get(pk) != after.get(pk)}
    cards = mentees.filter(pk__in=other).select_related("person")
    found = {before.get(pk) for pk in other} | {after.get(pk) for pk in other}
    mentors = MentorCard.objects.select_related("person").in_bulk([pk for pk in found if pk])

    def mentor(given: dict[int, int], pk: int) -> Any:
        return mentors.get(given[pk]) if pk in given else None

    moves = [
        Move(card, mentor(before, card.pk), mentor(after, card.pk))
        for card in cards.order_by("person__search_name", "pk")
    ]
    return Comparison(
        figures_of(one),
        figures_of(two),
        changed=[move for move in moves if move.before and move.after],
        gained=[move for move in moves if move.before is None],
        lost=[move for move in moves if move.after is None],
        same=len(keys) - len(other),
    )


def in_words(found: Comparison) -> list[tuple[str, str, str]]:
    """What is compared, and both numbers."""
    one, two = _values(found.one), _values(found.two)
    return [(title, first, two[title]) for title, first in one.items()]


def _values(figures: Figures) -> dict[str, str]:
    loads = ", ".join(
        _("по %(load)s – у %(number)s") % {"load": load, "number": number}
        for load, number in figures.loads
    )
    wishes = _("%(unmet)s из %(wished)s") % {"unmet": figures.unmet, "wished": figures.wished}
    return {
        _("Цель"): figures.run.get_goal_display(),
        _("{Mentees} с парой"): str(figures.people),
        _("{Mentees} без пары"): str(figures.left),
        _("Общий балл"): str(figures.total),
        _("Средний балл пары"): format_number(round(figures.average, 1)),
        _("{Mentors} с предложениями"): str(figures.mentors),
        _("Больше всего у {mentor:одного/одной} {mentor:genitive}"): str(figures.highest),
        _("По сколько у {mentors:genitive}"): loads or "–",
        _("Не исполнены пожелания {mentees:genitive}"): wishes if figures.wished else "–",
        _("Закреплённые пары, которых здесь нет"): str(figures.unkept),
        _("Изменено вручную"): str(figures.manual),
    }
