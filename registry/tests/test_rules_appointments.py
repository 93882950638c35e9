"""Whom an order may appoint: the roles of the regulation, its limits, its commission."""

from __future__ import annotations

import datetime

import pytest

from accounts.testing import make_user
from registry.rules import Appointee, appointment_findings
from registry.testing import make_appointment, make_mentee, make_person
from schools.choices import AppointedRole as R
from schools.queries import current_programme

DAY = datetime.date(2026, 11, 21)
LATER = datetime.date(2026, 12, 1)


@pytest.fixture
def programme(school):
    return current_programme(school, DAY)


def findings(programme, *appointees, day=DAY, joins=False, **rules):
    own = {key.replace("__", "."): {"value": v, "clause": "2.1"} for key, v in rules.items()}
    programme.regulation.rules = own
    return appointment_findings(appointees, programme=programme, day=day, joins=joins)


def codes(found):
    return [(finding.code, finding.is_block) for finding in found]


def commission(school, number, *, chair=None):
    members = [Appointee(R.COMMISSION, make_person(school)) for _each in range(number - 1)]
    return [Appointee(R.COMMISSION_CHAIR, chair or make_person(school)), *members]


def test_without_rules_anybody_may_be_appointed_to_anything(school, programme):
    roles = [Appointee(role, make_person(school)) for role in R]

    assert findings(programme, *roles) == []


def test_a_role_that_the_regulation_has_not_is_refused_with_the_clause(school, programme):
    found = findings(
        programme, Appointee(R.COORDINATOR, make_person(school)), roles__used=["curator"]
    )

    assert codes(found) == [("roles.used", True)]
    assert str(found[0]) == "Роли «координатор» в положении нет. (п. 2.1)"


def test_who_leads_a_body_is_there_where_the_body_is(school, programme):
    found = findings(
        programme, Appointee(R.COMMISSION_CHAIR, make_person(school)), roles__used=["commission"]
    )

    assert found == []


@pytest.mark.parametrize(
    ("scope", "with_direction", "with_form", "is_refused"),
    [
        ("school", False, False, False),
        ("school", True, False, True),
        ("direction", True, False, False),
        ("direction", False, False, True),
        ("direction", False, True, True),
        ("form", False, True, False),
        ("form", False, False, True),
        (None, True, True, False),
    ],
)
def test_a_curator_has_the_part_that_the_scope_asks_for(
    school, programme, scope, with_direction, with_form, is_refused
):
    curator = Appointee(
        R.CURATOR,
        make_person(school),
        direction=school.directions.get() if with_direction else None,
        form=school.forms.first() if with_form else None,
    )

    found = findings(programme, curator, **({"curator__scope": scope} if scope else {}))

    assert codes(found) == ([("curator.scope", True)] if is_refused else [])


def test_only_a_curator_has_a_part(school, programme):
    found = findings(
        programme,
        Appointee(R.COORDINATOR, make_person(school), direction=school.directions.get()),
    )

    assert codes(found) == [("registry.appointment_part", True)]


def test_two_curators_of_one_part_are_refused_where_there_is_one(school, programme):
    pair = [
        Appointee(R.CURATOR, make_person(school, last_name=name)) for name in ("Ежова", "Ёлкин")
    ]

    found = findings(programme, *pair, curator__cardinality="one")

    assert codes(found) == [("curator.cardinality", True)]
    assert "И. П. Ежова" in found[0].text
    assert "И. П. Ёлкин" in found[0].text


def test_two_curators_are_accepted_where_there_are_many(school, programme):
    pair = [Appointee(R.CURATOR, make_person(school)) for _each in range(2)]

    assert findings(programme, *pair, curator__cardinality="many") == []


def test_curators_of_two_forms_are_accepted_where_each_has_one(school, programme):
    pair = [Appointee(R.CURATOR, make_person(school), form=form) for form in school.forms.all()]

    assert findings(programme, *pair, curator__cardinality="one", curator__scope="form") == []


def test_it_is_told_whose_place_is_taken(school, programme):
    make_appointment(make_person(school, last_name="Ежова"))

    found = findings(
        programme, Appointee(R.CURATOR, make_person(school)), curator__cardinality="one"
    )

    assert codes(found) == [("registry.appointment_ends", False)]
    assert "И. П. Ежова" in found[0].text


def test_a_place_taken_from_the_same_day_is_not_given(school, programme):
    make_appointment(make_person(school), R.COORDINATOR, valid_from=LATER)

    found = findings(programme, Appointee(R.COORDINATOR, make_person(school)), day=LATER)

    assert codes(found) == [("registry.appointment_taken", True)]


def test_one_person_is_not_named_twice_for_one_place(school, programme):
    person = make_person(school)

    found = findings(programme, Appointee(R.COUNCIL, person), Appointee(R.COUNCIL, person))

    assert codes(found) == [("registry.appointment_repeated", True)]


def test_one_person_may_have_several_roles(school, programme):
    person = make_person(school)

    assert (
        findings(programme, Appointee(R.CURATOR, person), Appointee(R.WORKING_GROUP, person)) == []
    )


@pytest.mark.parametrize(
    ("post", "is_warned"),
    [
        ("Заместитель директора по УВР", False),
        ("первый  заместитель директора", False),
        ("учитель физики", True),
        ("", True),
    ],
)
def test_a_curator_of_another_post_is_warned_about_and_not_refused(
    school, programme, post, is_warned
):
    found = findings(
        programme,
        Appointee(R.CURATOR, make_person(school, post=post)),
        curator__eligible_posts=["заместитель директора"],
    )

    assert codes(found) == ([("curator.eligible_posts", False)] if is_warned else [])


@pytest.mark.parametrize(
    ("number", "expected"),
    [(2, "commission.min"), (3, None), (5, None), (6, "commission.max")],
)
def test_the_commission_is_counted_with_its_chair(school, programme, number, expected):
    found = findings(programme, *commission(school, number), commission__min=3, commission__max=5)

    assert codes(found) == ([(expected, True)] if expected else [])


def test_the_chair_is_the_one_who_signs_for_the_school(school, programme):
    signs = make_person(school, last_name="Примерова", first_name="Анна", middle_name="Сергеевна")
    rules = {"commission__chair": "director"}

    assert findings(programme, *commission(school, 3, chair=signs), **rules) == []
    found = findings(programme, *commission(school, 3), **rules)
    assert codes(found) == [("commission.chair", True)]


def test_the_chair_may_be_told_by_the_post_or_by_the_sign_in(school, programme):
    by_post = make_person(school, post="директор")
    by_role = make_person(school, user=make_user("director", school))

    for chair in (by_post, by_role):
        people = commission(school, 3, chair=chair)
        assert findings(programme, *people, commission__chair="director") == []


def test_a_post_that_only_begins_with_the_word_is_another_one(school, programme):
    chair = make_person(school, post="директор столовой")

    found = findings(programme, *commission(school, 3, chair=chair), commission__chair="director")

    assert codes(found) == [("commission.chair", True)]


def test_a_commission_without_a_chair_is_refused_where_the_chair_is_named(school, programme):
    members = commission(school, 4)[1:]

    found = findings(programme, *members, commission__chair="director")

    assert codes(found) == [("commission.chair", True)]


def test_a_commission_without_the_curator_is_refused(school, programme):
    found = findings(programme, *commission(school, 3), commission__must_include=["curator"])

    assert codes(found) == [("commission.must_include", True)]
    assert found[0].clause == "2.1"


def test_the_curator_of_the_commission_is_appointed_before_or_in_the_same_order(school, programme):
    before, now = make_person(school), make_person(school)
    make_appointment(before)
    rules = {"commission__must_include": ["curator"]}

    earlier = [*commission(school, 3), Appointee(R.COMMISSION, before)]
    together = [*commission(school, 3), Appointee(R.COMMISSION, now), Appointee(R.CURATOR, now)]

    assert findings(programme, *earlier, **rules) == []
    assert findings(programme, *together, **rules) == []


def test_a_mentor_of_the_commission_is_somebody_of_the_base(school, programme):
    people = [*commission(school, 3), Appointee(R.COMMISSION, make_mentee(school).person)]

    assert findings(programme, *people, commission__must_include=["mentee"]) == []
    assert findings(programme, *people, commission__must_include=["mentor"]) != []


def test_a_list_of_members_is_the_whole_commission(school, programme):
    for appointee in commission(school, 5):
        make_appointment(appointee.person, appointee.role)

    found = findings(programme, *commission(school, 3), commission__min=3, commission__max=5)

    assert not any(finding.is_block for finding in found)


def test_those_who_join_are_counted_with_those_who_are_there(school, programme):
    for appointee in commission(school, 5):
        make_appointment(appointee.person, appointee.role)
    another = Appointee(R.COMMISSION, make_person(school))

    found = findings(programme, another, joins=True, commission__max=5)

    assert codes(found) == [("commission.max", True)]


def test_a_body_that_is_not_complete_yet_is_only_warned_about(school, programme):
    found = findings(
        programme, Appointee(R.COMMISSION, make_person(school)), joins=True, commission__min=3
    )

    assert codes(found) == [("commission.min", False)]
