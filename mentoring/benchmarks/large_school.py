"""A made-up school for the benchmarks of the matching; the same people each time."""

from __future__ import annotations

import random

from django.db import connection

from core import clock
from registry.choices import ConsentKind, ConsentSigner
from registry.models import Consent, MenteeCard, MentorCard, Person
from schools.choices import ActKind, ParticipantKind, ProgrammeState
from schools.models import MentoringForm, Programme, Regulation, School

SEED = 20261005

COMPETENCIES = (
    "работа с ОВЗ, цифровые инструменты, классное руководство, спорт, подготовка к олимпиадам, "
    "профориентация, публичные выступления, методика урока, проектная деятельность, робототехника"
).split(", ")
REQUESTS = (
    "научиться вести электронный журнал",
    "подтянуть математику",
    "освоить методику урока",
    "наладить отношения в классе",
    "справиться с волнением на выступлениях",
    "подготовиться к олимпиаде",
    "выбрать профессию",
    "адаптироваться в новом коллективе",
    "сделать проект",
)
POSTS = ("учитель математики", "учитель физики", "педагог-психолог", "социальный педагог")
AGES = ("11-13", "14–18", "любой", "")
INTERESTS = ("шахматы", "музыка", "туризм", "")


def large_school(mentors: int, places: int, mentees: int) -> Programme:
    """A school with a programme, in a transaction that the caller rolls back."""
    today = clock.today()
    school = School.objects.create(
        slug=f"bench-{random.SystemRandom().randrange(10**9)}",
        name="Школа для измерений",
        short_name="Школа для измерений",
        city="г. Примерск",
    )
    form = MentoringForm.objects.create(
        school=school,
        code="teacher-pupil",
        name="учитель – ученик",
        mentor_kind=ParticipantKind.STAFF,
        mentee_kind=ParticipantKind.PUPIL,
    )
    regulation = Regulation.objects.create(
        school=school,
        kind=ActKind.REGULATION,
        title="Положение",
        valid_from=today.replace(month=1, day=1),
        rules={"consents.participation": {"value": True}},
    )
    programme = Programme.objects.create(
        school=school,
        regulation=regulation,
        title="Программа",
        starts_on=today,
        ends_on=today.replace(year=today.year + 1, day=1),
        state=ProgrammeState.ACTIVE,
    )
    _fill(school, form, mentors, places, mentees)
    with connection.cursor() as cursor:
        # The planner knows a school of this size; rows of an open transaction it doesn't.
        cursor.execute("ANALYZE registry_person, registry_consent, registry_mentorcard")
        cursor.execute("ANALYZE registry_menteecard, registry_guardianship")
    return programme


def _fill(school: School, form: MentoringForm, mentors: int, places: int, mentees: int) -> None:
    made = random.Random(SEED)  # noqa: S311  no secret: the same school each time
    today = clock.today()

    def person(number: int, kind: str) -> Person:
        is_staff = kind == ParticipantKind.STAFF
        return Person(
            school=school,
            kind=kind,
            last_name=f"Примеров{number}",
            first_name="Иван",
            middle_name="Петрович",
            gender="m",
            birth_year=1980 if is_staff else today.year - made.randint(11, 17),
            post=made.choice(POSTS) if is_staff else "",
            class_name="" if is_staff else "8А",
            name_key=f"примеров{number}",
        )

    staff = [person(n, ParticipantKind.STAFF) for n in range(mentors)]
    pupils = [person(n, ParticipantKind.PUPIL) for n in range(mentors, mentors + mentees)]
    people = Person.objects.bulk_create(staff + pupils)
    MentorCard.objects.bulk_create(
        MentorCard(
            school=school,
            person=one,
            form=form,
            competencies=", ".join(made.sample(COMPETENCIES, 3)),
            interests=made.choice(INTERESTS),
            wished_age=made.choice(AGES),
            time_resource=f"{made.randint(1, 4)} ч. в неделю",
            places=places,
        )
        for one in people[:mentors]
    )
    MenteeCard.objects.bulk_create(
        MenteeCard(
            school=school,
            person=one,
            form=form,
            request=made.choice(REQUESTS),
            interests=made.choice(INTERESTS),
        )
        for one in people[mentors:]
    )
    Consent.objects.bulk_create(
        Consent(
            school=school,
            person=one,
            kind=kind,
            signer=(
                ConsentSigner.SELF
                if one.kind == ParticipantKind.STAFF
                else ConsentSigner.REPRESENTATIVE
            ),
            given_on=today,
        )
        for one in people
        for kind in (ConsentKind.PARTICIPATION, ConsentKind.PERSONAL_DATA)
    )
