"""Who is offered for a role, and whom an order may not give it to."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from registry.models import Person
from registry.rules import Appointee, appointment_findings, candidates
from registry.testing import make_mentee, make_person
from schools.choices import AppointedRole as R
from schools.choices import ParticipantKind as K
from schools.queries import current_programme
from schools.rules import RuleSet

DAY = datetime.date(2026, 11, 21)
CHILD = {"birth_date": datetime.date(2011, 1, 1)}


def rules(**values):
    return RuleSet({key.replace("__", "."): {"value": value} for key, value in values.items()})


def offered(role, given=None):
    people = candidates(Person.objects.all(), frozenset({role}), given or rules(), DAY)
    return [person.kind for person in people]


@pytest.fixture
def everybody(school):
    for kind in K:
        make_person(school, kind=kind, last_name=f"Я{kind.value}")


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (R.COORDINATOR, {K.STAFF, K.OTHER}),
        (R.CURATOR, {K.STAFF, K.OTHER, K.EMPLOYER}),
        (R.PSYCHOLOGIST, {K.STAFF, K.OTHER, K.EMPLOYER}),
        (R.COMMISSION, {K.STAFF, K.OTHER, K.EMPLOYER, K.PARENT, K.GRADUATE}),
        (R.WORKING_GROUP, {K.STAFF, K.OTHER, K.EMPLOYER, K.PARENT, K.GRADUATE}),
    ],
)
def test_each_role_has_its_kinds_of_people_and_none_who_learn_here(everybody, role, kinds):
    assert set(offered(role)) == kinds


@pytest.mark.parametrize(
    ("kinds", "is_offered"), [([K.STAFF, K.EMPLOYER], True), ([K.STAFF], False)]
)
def test_a_partner_curates_where_partners_may_mentor(everybody, kinds, is_offered):
    given = rules(participants__mentor_kinds=kinds)

    assert (K.EMPLOYER in offered(R.CURATOR, given)) is is_offered


def test_who_works_in_the_school_comes_first(school):
    make_person(school, kind=K.EMPLOYER, last_name="Абрамов")
    make_person(school, kind=K.STAFF, last_name="Яковлев")

    assert offered(R.CURATOR) == [K.STAFF, K.EMPLOYER]


def test_a_child_is_not_offered_whatever_is_written_of_it(school):
    make_person(school, kind=K.OTHER, **CHILD)

    assert offered(R.WORKING_GROUP) == []


def test_a_commission_that_must_have_a_mentee_is_offered_mentees(school):
    make_mentee(school)
    given = rules(commission__must_include=["mentee"])

    assert offered(R.COMMISSION, given) == [K.PUPIL]
    assert offered(R.COORDINATOR, given) == []


# --- what an order may not do


def found_of(school, role, person, **given):
    programme = current_programme(school, DAY)
    programme.regulation.rules = {
        key.replace("__", "."): {"value": value} for key, value in given.items()
    }
    found = appointment_findings([Appointee(role, person)], programme=programme, day=DAY)
    return [row.is_block for row in found if row.code == "registry.appointment_kind"]


@pytest.mark.parametrize("fields", [{"kind": K.PUPIL}, {"kind": K.STUDENT}, CHILD])
def test_who_learns_is_refused(school, fields):
    assert found_of(school, R.CURATOR, make_person(school, **fields)) == [True]


def test_another_guest_is_only_warned_about(school):
    assert found_of(school, R.COORDINATOR, make_person(school, kind=K.PARENT)) == [False]


def test_a_pupil_whom_the_act_wants_in_the_commission_is_no_mistake(school):
    mentee = make_mentee(school).person

    assert found_of(school, R.COMMISSION, mentee, commission__must_include=["mentee"]) == []


# --- the page of an appointment


@pytest.fixture
def client(administrator, signed_in):
    return signed_in(administrator)


CREATE = "registry:appointment_create"


def test_a_grown_up_student_is_not_found_for_a_role(school, client):
    make_person(school, kind=K.STUDENT, last_name="Ёжиков", birth_date=datetime.date(2000, 1, 1))

    page = client.get(reverse(CREATE), {"q": "ежик"})

    assert list(page.context["found"]) == []
    assert "здесь не предлагают" in page.content.decode()


def test_a_student_opened_by_the_address_is_given_no_role(school, client):
    pupil = make_person(school, kind=K.PUPIL)
    address = f"{reverse(CREATE)}?person={pupil.pk}"
    data = {"role": "coordinator", "basis": "приказ № 1", "valid_from": "2026-09-01"}

    assert "здесь не учатся" in client.get(address).content.decode()
    assert client.post(address, data).status_code == 200
    assert not pupil.appointments.exists()
