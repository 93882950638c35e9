"""Filling the two bases, with guardians and paper consents."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from registry.actions import (
    add_guardian,
    record_paper_consents,
    save_mentee_card,
    save_mentor_card,
    save_person,
)
from registry.choices import Relation
from registry.models import MenteeCard, MentorCard, Person
from schools.choices import ParticipantKind
from schools.models import School

from . import words
from .names import SURNAMES, Names


def forms_between(school: School, mentor: str, mentee: str) -> Any:
    return school.forms.filter(is_active=True, mentor_kind=mentor, mentee_kind=mentee).first()


def add_mentors(
    school: School, names: Names, *, count: int, joined_on: datetime.date, actor: Any
) -> list[MentorCard]:
    """Teachers for pupils; every fifth for colleagues."""
    for_pupils = forms_between(school, ParticipantKind.STAFF, ParticipantKind.PUPIL)
    for_staff = forms_between(school, ParticipantKind.STAFF, ParticipantKind.STAFF)
    cards = []
    for number in range(count):
        with_staff = number % 5 == 4 and for_staff is not None
        skills = words.STAFF_REQUESTS if with_staff else words.REQUESTS
        person = save_person(
            Person(
                school=school,
                kind=ParticipantKind.STAFF,
                post=words.POSTS[number % len(words.POSTS)],
                workplace=school.short_name,
                birth_year=joined_on.year - names.number(30, 60),
                contacts=f"+7 900 000 {number // 100:02} {number % 100:02}",
                email=f"mentor{number + 1}@demo.example",
                **names.person(),
            ),
            actor=actor,
        )
        card = MentorCard(
            school=school,
            person=person,
            form=for_staff if with_staff else for_pupils,
            competencies=", ".join(skills[(number + step) % len(skills)][1] for step in range(2)),
            achievements=names.choice(words.ACHIEVEMENTS),
            interests=", ".join(names.some(words.INTERESTS, 2)),
            wished_age="взрослые" if with_staff else names.choice(words.AGES),
            time_resource=names.choice(words.TIME),
            places=names.number(2, 3),
            joined_on=joined_on,
        )
        cards.append(save_mentor_card(card, actor=actor))
    return cards


def add_mentees(
    school: School, names: Names, *, count: int, joined_on: datetime.date, actor: Any
) -> list[MenteeCard]:
    """Pupils; every eighth a young teacher."""
    for_pupils = forms_between(school, ParticipantKind.STAFF, ParticipantKind.PUPIL)
    for_staff = forms_between(school, ParticipantKind.STAFF, ParticipantKind.STAFF)
    directions = list(school.directions.filter(is_active=True, is_sensitive=False))
    cards = []
    for number in range(count):
        is_staff = number % 8 == 7 and for_staff is not None
        asks = words.STAFF_REQUESTS if is_staff else words.REQUESTS
        who: dict[str, Any] = (
            {
                "kind": ParticipantKind.STAFF,
                "post": words.POSTS[number % len(words.POSTS)],
                "birth_year": joined_on.year - names.number(22, 28),
            }
            if is_staff
            else {
                "kind": ParticipantKind.PUPIL,
                "class_name": names.choice(words.CLASSES),
                "birth_year": joined_on.year - names.number(11, 16),
            }
        )
        person = save_person(
            Person(
                school=school,
                workplace=school.short_name,
                contacts=f"+7 900 001 {number // 100:02} {number % 100:02}",
                **who,
                **names.person(),
            ),
            actor=actor,
        )
        card = MenteeCard(
            school=school,
            person=person,
            form=for_staff if is_staff else for_pupils,
            direction=directions[number % len(directions)] if directions else None,
            request=asks[number % len(asks)][0],
            interests=names.choice(words.INTERESTS),
            joined_on=joined_on,
        )
        cards.append(save_mentee_card(card, actor=actor))
    return cards


def add_parents(cards: Sequence[MenteeCard], names: Names, *, actor: Any) -> list[Person]:
    """A mother for each of these pupils, under the same surname where it is a plain one."""
    men, women = ([pair[form] for pair in SURNAMES] for form in (0, 1))
    parents = []
    for card in cards:
        child = card.person
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
