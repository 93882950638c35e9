"""Whose signature is needed: the same answer in Python and in the database."""

from __future__ import annotations

import datetime

import pytest

from registry.models import Person
from registry.rules import is_at_least, is_minor, rules_for, signers_needed, who_signs
from registry.testing import make_person
from schools.choices import ParticipantKind
from schools.rules import RuleSet

DAYS = [
    datetime.date(2026, 11, 21),
    datetime.date(2027, 2, 28),
    datetime.date(2028, 2, 29),
    datetime.date(2028, 3, 1),
]
BIRTHS = [
    None,
    datetime.date(2008, 2, 29),
    datetime.date(2008, 11, 21),
    datetime.date(2008, 11, 22),
    datetime.date(2009, 3, 1),
    datetime.date(2010, 2, 28),
    datetime.date(2010, 3, 1),
    datetime.date(2012, 11, 21),
    datetime.date(1980, 1, 1),
]


@pytest.fixture
def people(school):
    made = [
        make_person(school, kind=kind, birth_date=birth)
        for kind in (ParticipantKind.PUPIL, ParticipantKind.STAFF)
        for birth in BIRTHS
    ]
    made += [make_person(school, birth_year=year) for year in range(2006, 2014)]
    return made


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_database_counts_years_as_the_model_does(people, day):
    for age in (14, 18):
        rows = set(Person.objects.filter(is_at_least(age, day)).values_list("pk", flat=True))
        expected = {p.pk for p in people if p.age_on(day) is not None and p.age_on(day) >= age}
        assert rows == expected
    rows = set(Person.objects.filter(is_minor(day)).values_list("pk", flat=True))
    assert rows == {p.pk for p in people if p.is_minor_on(day)}


@pytest.mark.parametrize("child_from", [None, 14, 18])
def test_the_database_knows_the_signers_as_the_rule_does(people, child_from):
    day = datetime.date(2026, 11, 21)
    rules = RuleSet({"consents.child_from": {"value": child_from}} if child_from else {})

    for signer, condition in who_signs(day, rules).items():
        rows = set(Person.objects.filter(condition).values_list("pk", flat=True))
        assert rows == {p.pk for p in people if signer in signers_needed(p, day=day, rules=rules)}


def test_the_child_signs_too_from_the_age_that_the_regulation_names(school):
    day = datetime.date(2026, 11, 21)
    child = make_person(school, kind=ParticipantKind.PUPIL, birth_year=2011)
    rules = RuleSet({"consents.child_from": {"value": 14}})

    assert signers_needed(child, day=day, rules=rules) == ["representative", "self"]
    assert signers_needed(child, day=day, rules=RuleSet({})) == ["representative"]


def test_rules_come_from_the_programme_that_is_on(school, programme):
    assert rules_for(school).value("consents.participation") is True

    programme.state = "closed"
    programme.save()

    assert rules_for(school).value("consents.participation") is None
