"""What the checks of pairs stand on, read once for any number of people."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q, QuerySet

from core import clock
from core.findings import Finding
from registry.models import Guardianship, MenteeCard, MentorCard, Person
from registry.queries import consent_gaps
from schools.models import Programme
from schools.rules import RuleSet

from .models import Pair, PairMember
from .paper_rules import Papers, read_papers

MANY = 200


@dataclass(frozen=True, slots=True)
class Bond:
    """A mentee who is bound to a mentor for some of the days in question."""

    pair_id: int
    mentor_id: int
    mentee_id: int
    kind: str
    form_id: int
    mentor_name: str
    starts_on: datetime.date
    ends_on: datetime.date


@dataclass(frozen=True, slots=True)
class Facts:
    """Consents by person, parents by child, bonds by card, on the days in question."""

    starts_on: datetime.date
    ends_on: datetime.date
    gaps: dict[int, list[Finding]] = field(default_factory=dict)
    parents: frozenset[tuple[int, int]] = frozenset()
    of_mentor: dict[int, list[Bond]] = field(default_factory=dict)
    of_mentee: dict[int, list[Bond]] = field(default_factory=dict)
    # Forms of the programme, None where it takes all that the school uses.
    forms: frozenset[int] | None = None
    papers: Papers = field(default_factory=Papers)
    # Days on which the first person mentors the second.
    mentored: dict[tuple[int, int], list[tuple[datetime.date, datetime.date]]] = field(
        default_factory=dict
    )

    def within(self, starts_on: datetime.date, ends_on: datetime.date) -> Facts:
        """The same for some of the days; what is bound later counts in both."""
        return replace(self, starts_on=starts_on, ends_on=ends_on)

    def bind(self, pair: Pair, mentor: MentorCard, mentees: Iterable[MenteeCard]) -> None:
        """Count a pair that has just been made, or checked, as a bond for the next ones."""
        for mentee in mentees:
            days = self.mentored.setdefault((mentor.person_id, mentee.person_id), [])
            days.append((pair.starts_on, pair.ends_on))
            self.add(
                Bond(
                    pair.pk,
                    mentor.pk,
                    mentee.pk,
                    pair.kind,
                    pair.form_id,
                    mentor.person.short_name,
                    pair.starts_on,
                    pair.ends_on,
                )
            )

    def add(self, bond: Bond) -> None:
        self.of_mentor.setdefault(bond.mentor_id, []).append(bond)
        self.of_mentee.setdefault(bond.mentee_id, []).append(bond)

    def is_parent(self, mentor: MentorCard, mentee: MenteeCard) -> bool:
        return (mentee.person_id, mentor.person_id) in self.parents

    def has_form(self, form_id: int | None) -> bool:
        return self.forms is None or form_id in self.forms

    def is_reverse(self, mentor: MentorCard, mentee: MenteeCard) -> bool:
        """Whether the mentee mentors the mentor on some of the days."""
        days = self.mentored.get((mentee.person_id, mentor.person_id), ())
        return any(start <= self.ends_on and end >= self.starts_on for start, end in days)

    def bonds_of_mentor(self, mentor: MentorCard) -> list[Bond]:
        return self._overlapping(self.of_mentor.get(mentor.pk, ()))

    def bonds_of_mentee(self, mentee: MenteeCard) -> list[Bond]:
        return self._overlapping(self.of_mentee.get(mentee.pk, ()))

    def _overlapping(self, bonds: Iterable[Bond]) -> list[Bond]:
        return [
            bond
            for bond in bonds
            if bond.starts_on <= self.ends_on and bond.ends_on >= self.starts_on
        ]


def read_facts(
    mentors: Sequence[MentorCard],
    mentees: Sequence[MenteeCard],
    *,
    rules: RuleSet,
    starts_on: datetime.date,
    ends_on: datetime.date,
    without: Iterable[int] = (),
    programme: Programme | None = None,
) -> Facts:
    """A few queries for any number of people. `without` names pairs that don't count as bonds.

    Consents are asked for today: one that is withdrawn since doesn't hold a pair to come. Without
    a programme any form will do: the pair was made before.
    """
    without = list(without)
    facts = Facts(
        starts_on,
        ends_on,
        gaps=consent_gaps(_people(mentors, mentees), day=clock.today(), rules=rules),
        parents=_parents(mentors, mentees),
        forms=form_ids_of(programme) if programme else None,
        papers=read_papers(mentors, mentees, rules),
    )
    rows = PairMember.objects.filter(
        is_binding=True, joined_on__lte=ends_on, left_on__gte=starts_on
    ).exclude(pair_id__in=without)
    for bond in _bonds(rows, mentors, mentees):
        facts.add(bond)
    if rules.value("pairing.reverse_allowed") is False:
        _read_reverse(facts, rows, mentors, mentees)
    return facts


def form_ids_of(programme: Programme) -> frozenset[int] | None:
    """Those that the programme has chosen, or else those that its regulation covers."""
    chosen = frozenset(programme.forms.values_list("pk", flat=True))
    return chosen or frozenset(programme.regulation.forms.values_list("pk", flat=True)) or None


def _read_reverse(
    facts: Facts,
    rows: QuerySet[PairMember],
    mentors: Sequence[MentorCard],
    mentees: Sequence[MenteeCard],
) -> None:
    """Where people of one side stand on the other in a pair of these days."""
    schools = _schools(mentors, mentees)
    if schools is None:
        people = {card.person_id for card in (*mentors, *mentees)}
        rows = rows.filter(mentor__person_id__in=people, mentee__person_id__in=people)
    else:
        rows = rows.filter(mentor__school_id__in=schools)
    found = rows.values_list("mentor__person_id", "mentee__person_id", "joined_on", "left_on")
    for mentor, mentee, start, end in found:
        facts.mentored.setdefault((mentor, mentee), []).append((start, end))


def _schools(mentors: Sequence[MentorCard], mentees: Sequence[MenteeCard]) -> set[int] | None:
    """The schools to read whole, which for many people costs less than their names; else None."""
    if len(mentors) + len(mentees) < MANY:
        return None
    return {card.school_id for card in mentors} | {card.school_id for card in mentees}


def _people(
    mentors: Sequence[MentorCard], mentees: Sequence[MenteeCard]
) -> QuerySet[Person] | set[int]:
    schools = _schools(mentors, mentees)
    if schools is None:
        return {card.person_id for card in mentors} | {card.person_id for card in mentees}
    return Person.objects.filter(school_id__in=schools)


def _parents(
    mentors: Sequence[MentorCard], mentees: Sequence[MenteeCard]
) -> frozenset[tuple[int, int]]:
    schools = _schools(mentors, mentees)
    if schools is None:
        rows = Guardianship.objects.filter(
            child_id__in=[card.person_id for card in mentees],
            guardian_id__in=[card.person_id for card in mentors],
        )
    else:
        rows = Guardianship.objects.filter(school_id__in=schools)
    return frozenset(rows.values_list("child_id", "guardian_id"))


def _bonds(
    rows: QuerySet[PairMember], mentors: Sequence[MentorCard], mentees: Sequence[MenteeCard]
) -> Iterable[Bond]:
    schools = _schools(mentors, mentees)
    if schools is None:
        of_mentor = Q(mentor_id__in=[card.pk for card in mentors])
        rows = rows.filter(of_mentor | Q(mentee_id__in=[card.pk for card in mentees]))
    else:
        rows = rows.filter(mentor__school_id__in=schools)
    rows = rows.select_related("pair", "mentor__person").order_by("pair_id", "pk")
    for row in rows:
        yield Bond(
            row.pair_id,
            row.mentor_id,
            row.mentee_id,
            row.pair.kind,
            row.pair.form_id,
            row.mentor.person.short_name,
            row.joined_on,
            row.left_on,
        )
