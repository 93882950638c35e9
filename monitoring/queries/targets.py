"""Shares of the whole: coverage against the year's target, and the indicators of the regulation.

The whole is typed by hand (`Headcount`), since the bases know participants only.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from core.i18n import gettext as _
from pairing.models import Pair, PairMember
from registry.models import Person
from schools.choices import ParticipantKind, TargetGroup
from schools.models import Programme
from schools.rules import RuleSet, rules_of
from schools.rules.options import INDICATOR_OPTIONS

from ..choices import HeadcountGroup, Side
from .answers import Satisfaction
from .measures import share_of

LEARNERS = (ParticipantKind.PUPIL, ParticipantKind.STUDENT)
KINDS = {TargetGroup.PUPILS: LEARNERS, TargetGroup.TEACHERS: (ParticipantKind.STAFF,)}


@dataclass(frozen=True, slots=True)
class Aim:
    """The coverage of a group beside what the school wants by the end of that year."""

    title: str
    year: int
    target: int | None
    number: int
    total: int | None

    @property
    def percent(self) -> Decimal | None:
        return share_of(self.number, self.total) if self.total else None

    @property
    def is_reached(self) -> bool | None:
        """None where there is nothing to compare."""
        if self.percent is None or self.target is None:
            return None
        return self.percent >= self.target


@dataclass(frozen=True, slots=True)
class Indicator:
    """A share that the regulation asks for; `number` is None where too few answered to tell."""

    code: str
    title: str
    number: int | None
    total: int | None

    @property
    def percent(self) -> Decimal | None:
        return share_of(self.number, self.total) if self.number is not None and self.total else None


def aims_of(programme: Programme, in_force: QuerySet[Pair]) -> tuple[Aim, ...]:
    """A row for each group with a target in the year in which the programme ends."""
    rules, year = rules_of(programme.regulation), programme.ends_on.year
    targets = dict(programme.school.targets.filter(year=year).values_list("group", "percent"))
    if not targets:
        return ()
    people = _participants(in_force, with_mentors=bool(rules.value("targets.count_mentors")))
    wholes = _headcounts(programme)
    return tuple(
        Aim(
            title=str(TargetGroup(group).label),
            year=year,
            target=targets.get(group),
            number=people.filter(kind__in=kinds).count(),
            total=wholes.get(group),
        )
        for group, kinds in KINDS.items()
        if group in targets
    )


def _participants(in_force: QuerySet[Pair], *, with_mentors: bool) -> QuerySet[Person]:
    """Each person once, in however many pairs."""
    members = PairMember.objects.filter(pair__in=in_force).order_by()
    chosen = Q(pk__in=members.values("mentee__person"))
    if with_mentors:
        chosen |= Q(pk__in=in_force.values("mentor__person"))
    return Person.objects.filter(chosen).order_by()


def _headcounts(programme: Programme) -> dict[str, int]:
    return dict(programme.headcounts.values_list("group", "number"))


def indicators_of(
    programme: Programme,
    in_force: QuerySet[Pair],
    satisfaction: tuple[Satisfaction, ...],
    day: datetime.date,
) -> tuple[Indicator, ...]:
    """The indicators that the regulation uses, in its order (S3, annex 6)."""
    rules = rules_of(programme.regulation)
    used = rules.value("indicators.used") or []
    if not used:
        return ()
    titles, wholes = dict(INDICATOR_OPTIONS), _headcounts(programme)
    by_side = {row.side: row for row in satisfaction}
    found = []
    number: int | None
    for code in used:
        if code == "pupil_mentors":
            number, total = (
                _pupil_mentors(in_force, rules, day),
                wholes.get(HeadcountGroup.PUPILS_OF_AGE),
            )
        elif code == "young_specialists":
            number, total = (
                _young_specialists(in_force, rules, day),
                wholes.get(HeadcountGroup.YOUNG_SPECIALISTS),
            )
        elif code == "enterprises":
            number, total = _enterprises(in_force), wholes.get(HeadcountGroup.ENTERPRISES)
        else:
            side = Side.MENTEE if code == "mentees_satisfied" else Side.MENTOR
            row = by_side.get(side)
            number, total = (row.satisfied, row.answers) if row else (None, None)
        found.append(Indicator(code, str(titles[code]), number, total))
    return tuple(found)


def _pupil_mentors(in_force: QuerySet[Pair], rules: RuleSet, day: datetime.date) -> int:
    """Pupils of the regulation's age who are or were mentors."""
    low, high = rules.value("indicators.age_from"), rules.value("indicators.age_to")
    mentors = Person.objects.filter(pk__in=in_force.values("mentor__person"), kind__in=LEARNERS)
    return sum(_is_within(person.age_on(day), low, high) for person in mentors)


def _is_within(age: int | None, low: int | None, high: int | None) -> bool:
    if low is None and high is None:
        return True
    return age is not None and (low is None or low <= age) and (high is None or age <= high)


def _young_specialists(in_force: QuerySet[Pair], rules: RuleSet, day: datetime.date) -> int:
    """Staff of no more than so many years of work who are or were mentees."""
    years = rules.value("indicators.young_specialist_years")
    members = PairMember.objects.filter(pair__in=in_force).order_by()
    staff = Person.objects.filter(
        pk__in=members.values("mentee__person"), kind=ParticipantKind.STAFF
    )
    if years is None:
        return staff.count()
    return staff.filter(works_since__gte=day.year - years).count()


def _enterprises(in_force: QuerySet[Pair]) -> int:
    """Places of work of mentors from outside, each once."""
    people = Person.objects.filter(
        pk__in=in_force.values("mentor__person"), kind=ParticipantKind.EMPLOYER
    )
    return people.exclude(workplace="").order_by().values("workplace").distinct().count()


def group_title(group: str, rules: RuleSet) -> str:
    """What to count, with the regulation's own numbers in the words."""
    low, high = rules.value("indicators.age_from"), rules.value("indicators.age_to")
    years = rules.value("indicators.young_specialist_years")
    if group == HeadcountGroup.PUPILS_OF_AGE and low is not None and high is not None:
        return _("{students} %(low)s–%(high)s лет, всего") % {"low": low, "high": high}
    if group == HeadcountGroup.YOUNG_SPECIALISTS and years is not None:
        return _("молодые специалисты (стаж до %(years)s лет), всего") % {"years": years}
    return str(HeadcountGroup(group).label)
