"""Likely duplicates are found with the reasons, and nobody else."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from registry.actions.merging import tell_apart
from registry.models import Person
from registry.queries.duplicates import likely_duplicates
from registry.testing import make_person
from schools.testing import make_school

pytestmark = pytest.mark.django_db

NAME = {"last_name": "Королёва", "first_name": "Анна", "middle_name": "Петровна"}
BORN = datetime.date(2011, 3, 8)


@pytest.fixture
def school() -> Any:
    return make_school()


@pytest.fixture
def user(school: Any) -> Any:
    return make_user(Role.COORDINATOR, school)


def pairs(user: Any) -> list[tuple[int, int]]:
    return [(one.first_id, one.second_id) for one in likely_duplicates(user)]


@pytest.mark.parametrize(
    "other",
    [
        {"last_name": "Королева"},
        {"middle_name": ""},
        {"last_name": "Анна", "first_name": "Королёва"},
        {"last_name": "Смирнова", "contacts": "8(901)5553177"},
        {"last_name": "Смирнова", "email": "ANNA@example.org"},
        {"last_name": "Коралёва", "birth_date": BORN},
        {"last_name": "Корольова", "birth_date": BORN},
    ],
    ids=["ё", "no patronymic", "turned", "telephone", "mail", "misspelt", "misspelt again"],
)
def test_two_spellings_of_one_person_are_found(school: Any, user: Any, other: Any) -> None:
    contacts = {"contacts": "+7 901 555-31-77", "email": "anna@example.org", "birth_date": BORN}
    one = make_person(school, **NAME, **contacts)
    two = make_person(school, **{**NAME, **other})

    assert pairs(user) == [(one.pk, two.pk)]


@pytest.mark.parametrize(
    "other",
    [
        {"birth_date": datetime.date(2012, 3, 8)},
        {"birth_year": 2013},
        {"middle_name": "Сергеевна"},
        {"first_name": "Мария", "contacts": "+7 901 555-31-77"},
        {"last_name": "Зайцева"},
    ],
    ids=["another birthday", "another year", "another father", "a sister", "another surname"],
)
def test_two_people_are_not_taken_for_one(school: Any, user: Any, other: Any) -> None:
    make_person(school, **NAME, birth_date=BORN, contacts="+7 901 555-31-77")
    make_person(school, **{**NAME, **other})

    assert pairs(user) == []


def test_those_told_apart_are_not_shown_again(school: Any, user: Any) -> None:
    one, two = make_person(school, **NAME), make_person(school, **NAME)
    tell_apart(two, one, actor=user)

    assert pairs(user) == []


def test_people_of_another_school_are_not_compared(school: Any, user: Any) -> None:
    make_person(school, **NAME)
    make_person(make_school(), **NAME)

    assert pairs(user) == []


def test_the_surest_come_first_with_their_reasons(school: Any, user: Any) -> None:
    make_person(school, **NAME)
    make_person(school, **{**NAME, "middle_name": ""})
    sure = {**NAME, "first_name": "Вера", "birth_date": BORN}
    first, second = make_person(school, **sure), make_person(school, **sure)

    found = likely_duplicates(user)

    assert (found[0].first_id, found[0].second_id) == (first.pk, second.pk)
    assert found[0].reasons[0] == "те же имя и дата рождения"


def test_the_number_of_queries_is_the_same_for_many(
    school: Any, user: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make_person(school, **NAME, birth_year=2000 + number)
    assert Person.objects.count() == 30

    with django_assert_max_num_queries(4):
        likely_duplicates(user)
