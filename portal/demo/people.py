"""Filling the two bases, with guardians, categories and paper consents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from core import clock
from core.terms import expand
from registry.actions import (
    add_guardian,
    record_paper_consents,
    save_mentee_card,
    save_mentor_card,
    save_person,
    save_special_note,
)
from registry.choices import Base, Relation
from registry.models import MenteeCard, MentorCard, Person
from registry.rules import allowed_kinds, categories_of
from schools.choices import ParticipantKind
from schools.models import Direction, MentoringForm, Programme, School
from schools.rules import RuleSet, rules_of

from . import words
from .names import SURNAMES, Names

# Ages at which people of a kind learn, where the regulation names none.
AGES = {ParticipantKind.PUPIL: (11, 16), ParticipantKind.STUDENT: (16, 19)}
YOUNG_STAFF = (22, 28)
GROWN_UP = (30, 60)


def forms_between(school: School, mentor: str, mentee: str) -> Any:
    return school.forms.filter(is_active=True, mentor_kind=mentor, mentee_kind=mentee).first()


def forms_to_play(programme: Programme) -> list[MentoringForm]:
    """The programme's forms of which the regulation has both sides in the bases."""
    rules = rules_of(programme.regulation)
    mentors, mentees = allowed_kinds(Base.MENTORS, rules), allowed_kinds(Base.MENTEES, rules)
    forms = programme.forms.all() or programme.school.forms.filter(is_active=True)
    return [
        form
        for form in forms
        if (mentors is None or form.mentor_kind in mentors)
        and (mentees is None or form.mentee_kind in mentees)
    ]


def add_mentors(
    programme: Programme,
    forms: Iterable[MentoringForm],
    names: Names,
    *,
    joined_on: datetime.date,
    actor: Any,
) -> list[MentorCard]:
    """One for each of these forms, in their order."""
    rules = rules_of(programme.regulation)
    categories = [code for code, _title in categories_of(Base.MENTORS, rules)]
    cards = []
    for number, form in enumerate(forms):
        with_staff = form.mentee_kind == ParticipantKind.STAFF
        skills = words.STAFF_REQUESTS if with_staff else words.REQUESTS
        person = _person(programme.school, form.mentor_kind, number, names, joined_on)
        person.birth_year = joined_on.year - _age_of_mentor(form.mentor_kind, names)
        person.email = f"mentor{number + 1}@{programme.school.slug}.example"
        if form.mentor_kind == ParticipantKind.EMPLOYER:
            least = rules.value("mentor.experience_min_years") or 1
            person.works_since = joined_on.year - least - 5
        card = MentorCard(
            school=programme.school,
            person=save_person(person, actor=actor),
            form=form,
            competencies=", ".join(skills[(number + step) % len(skills)][1] for step in range(2)),
            achievements=names.choice(words.ACHIEVEMENTS),
            interests=", ".join(names.some(words.INTERESTS, 2)),
            wished_age="взрослые" if with_staff else names.choice(words.AGES),
            time_resource=names.choice(words.TIME),
            places=names.number(2, 3),
            categories=categories[number % len(categories) :][:1] if categories else [],
            joined_on=joined_on,
        )
        cards.append(save_mentor_card(card, actor=actor))
    return cards


def add_mentees(
    programme: Programme,
    forms: Iterable[MentoringForm],
    names: Names,
    *,
    joined_on: datetime.date,
    actor: Any,
) -> list[MenteeCard]:
    """One for each of these forms, in their order; every second of a category, where there are."""
    rules = rules_of(programme.regulation)
    directions = _directions(programme)
    categories = [code for code, _title in categories_of(Base.MENTEES, rules)]
    cards = []
    for number, form in enumerate(forms):
        is_staff = form.mentee_kind == ParticipantKind.STAFF
        asks = words.STAFF_REQUESTS if is_staff else words.REQUESTS
        person = _person(programme.school, form.mentee_kind, number, names, joined_on)
        person.birth_year = joined_on.year - _age_of_mentee(form.mentee_kind, names, rules)
        person.contacts = f"+7 900 001 {number // 100:02} {number % 100:02}"
        card = MenteeCard(
            school=programme.school,
            person=save_person(person, actor=actor),
            form=form,
            direction=directions[number % len(directions)] if directions else None,
            request=asks[number % len(asks)][0],
            interests=names.choice(words.INTERESTS),
            joined_on=joined_on,
        )
        cards.append(save_mentee_card(card, actor=actor))
        if categories and number % 2:
            code = categories[number % len(categories)]
            save_special_note(card.person, text="", categories=[code], actor=actor)
    return cards


def _directions(programme: Programme) -> list[Direction]:
    chosen = programme.directions.all() or programme.school.directions.filter(is_active=True)
    return [direction for direction in chosen if not direction.is_sensitive]


def _person(
    school: School, kind: str, number: int, names: Names, joined_on: datetime.date
) -> Person:
    """A person of that kind, not yet saved."""
    person = Person(
        school=school,
        kind=kind,
        workplace=school.short_name,
        contacts=f"+7 900 000 {number // 100:02} {number % 100:02}",
        **names.person(),
    )
    if kind == ParticipantKind.PUPIL:
        person.class_name = names.choice(words.CLASSES)
    elif kind == ParticipantKind.STUDENT:
        person.class_name = names.choice(words.GROUPS)
    elif kind == ParticipantKind.STAFF:
        person.post = expand(words.POSTS[number % len(words.POSTS)])
    else:
        person.post = words.OTHER_POSTS.get(kind, "")
        person.workplace = words.COMPANY
    return person


def _age_of_mentor(kind: str, names: Names) -> int:
    if kind in AGES:
        oldest = AGES[ParticipantKind(kind)][1]
        return names.number(oldest - 1, oldest)
    return names.number(*GROWN_UP)


def _age_of_mentee(kind: str, names: Names, rules: RuleSet) -> int:
    """Inside the ages of the regulation. A year of birth leaves a year of doubt."""
    if kind not in AGES:
        return names.number(*YOUNG_STAFF)
    low, high = AGES[ParticipantKind(kind)]
    youngest, oldest = rules.value("participants.age_min"), rules.value("participants.age_max")
    if youngest is not None:
        low, high = max(low, youngest), max(high, youngest)
    if oldest is not None:
        low, high = min(low, oldest), min(high, oldest)
    return names.number(low, high)


def add_parents(cards: Sequence[MenteeCard], names: Names, *, actor: Any) -> list[Person]:
    """A mother for each of the minors, under the same surname where it is a plain one."""
    men, women = ([pair[form] for pair in SURNAMES] for form in (0, 1))
    parents = []
    for card in cards:
        child = card.person
        if not child.is_minor_on(clock.today()):
            continue
        row = men if child.gender == "m" else women
        mother = save_person(
            Person(
                school=child.school,
                kind=ParticipantKind.PARENT,
                contacts="+7 900 002 00 00",
                **names.person("f", surname=row.index(child.last_name)),
            ),
            actor=actor,
        )
        add_guardian(child, mother, relation=Relation.MOTHER, actor=actor)
        parents.append(mother)
    return parents


def collect_consents(
    cards: Sequence[MentorCard | MenteeCard], *, given_on: datetime.date, actor: Any
) -> int:
    """Both paper consents for each; how many sheets."""
    people = [card.person for card in cards]
    return len(record_paper_consents(people, given_on=given_on, actor=actor))
