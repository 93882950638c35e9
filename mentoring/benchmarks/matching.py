"""Proposals for a large school: from the database to stored proposals, beside the bare solver.

1,000 mentors with two places each and 2,000 mentees of one form. The reference is
`scipy.optimize.linear_sum_assignment` on the very matrix of points that ours made, without reading,
scoring, reasons or storing; both sums are the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
from django.db import connection, transaction
from scipy.optimize import linear_sum_assignment

from core import clock
from pairing.actions import propose_pairs
from pairing.matching import places_of, points_of_places
from pairing.scoring import ground_of, score_all
from registry.choices import ConsentKind, ConsentSigner
from registry.models import Consent, MenteeCard, MentorCard, Person
from schools.choices import ActKind, ParticipantKind, ProgrammeState
from schools.models import MentoringForm, Programme, Regulation, School

from . import Result, medians, peak_mb

MENTORS, PLACES, MENTEES = 1000, 2, 2000
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


class NotOptimal(Exception):
    """Ours and the reference do not add up to the same: the benchmark says nothing then."""


def run(turns: int) -> Iterator[Result]:
    """Everything happens in a transaction that is rolled back."""
    with transaction.atomic():
        programme = _large_school()
        cost = _cost(programme)
        ours: list[float] = []

        def propose() -> None:
            ours.append(propose_pairs(programme, actor=None).total_score)

        best = -cost[linear_sum_assignment(cost)].sum()
        own, bare = medians(turns, propose, lambda: linear_sum_assignment(cost))
        transaction.set_rollback(True)
    if set(ours) != {best}:
        raise NotOptimal(f"ours {sorted(set(ours))}, the best is {best}")
    yield Result("matching", own, "scipy linear_sum_assignment, same matrix", bare, "s", peak_mb())


def _cost(programme: Programme) -> np.ndarray:
    """What ours gives to the solver: a column for each place, dearer for each less point."""
    school = programme.school
    mentors = list(MentorCard.objects.filter(school=school).select_related("person").order_by("pk"))
    mentees = list(MenteeCard.objects.filter(school=school).select_related("person").order_by("pk"))
    ground = ground_of(programme.regulation, max(programme.starts_on, clock.today()))
    free = np.full(len(mentors), PLACES)
    columns = places_of(free)
    load = points_of_places(free, free, ground.weights["load"], columns)
    points = score_all(mentors, mentees, ground).points[:, columns] + load[np.newaxis, :]
    return -points.astype(np.float64)


def _large_school() -> Programme:
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
    _fill(school, form)
    with connection.cursor() as cursor:
        # The planner knows a school of this size; rows of an open transaction it doesn't.
        cursor.execute("ANALYZE registry_person, registry_consent, registry_mentorcard")
        cursor.execute("ANALYZE registry_menteecard, registry_guardianship")
    return programme


def _fill(school: School, form: MentoringForm) -> None:
    """Made-up people; the same ones each time."""
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

    staff = [person(n, ParticipantKind.STAFF) for n in range(MENTORS)]
    pupils = [person(n, ParticipantKind.PUPIL) for n in range(MENTORS, MENTORS + MENTEES)]
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
            places=PLACES,
        )
        for one in people[:MENTORS]
    )
    MenteeCard.objects.bulk_create(
        MenteeCard(
            school=school,
            person=one,
            form=form,
            request=made.choice(REQUESTS),
            interests=made.choice(INTERESTS),
        )
        for one in people[MENTORS:]
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
