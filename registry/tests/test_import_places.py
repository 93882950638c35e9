"""An import that moves people keeps where they were, and takes it back with everything else."""

from __future__ import annotations

import datetime

import pytest

from core import clock
from registry.actions import undo_import
from registry.models import FormerPlace, Person
from registry.rules.classes import change_day, next_class, school_year_start

from .loading import FIRST, load
from .spreadsheets import mentee

OCTOBER = datetime.date(2026, 10, 5)


def test_a_new_class_in_a_file_of_autumn_is_true_from_september(school):
    load(school, mentee(FIRST, place="8А"))
    with clock.on(OCTOBER):
        load(school, mentee(FIRST, place="9А"))

    person = Person.objects.get()
    assert person.class_name == "9А"
    assert person.as_of(datetime.date(2026, 8, 31)).class_name == "8А"
    assert person.as_of(datetime.date(2026, 9, 1)).class_name == "9А"


def test_the_same_class_in_another_spelling_is_no_change(school):
    load(school, mentee(FIRST, place="8А"))
    Person.objects.update(class_name="8 а")
    load(school, mentee(FIRST, place="8А"))

    assert not FormerPlace.objects.exists()


def test_a_class_that_was_not_known_is_no_change(school):
    load(school, mentee(FIRST, place="8А"))
    Person.objects.update(class_name="")
    load(school, mentee(FIRST, place="8А"))

    assert not FormerPlace.objects.exists()


def test_undoing_the_import_takes_the_former_place_away(school):
    load(school, mentee(FIRST, place="8А"))
    batch = load(school, mentee(FIRST, place="9А"))
    assert FormerPlace.objects.get().batch == batch

    undo_import(batch, actor=None)

    assert Person.objects.get().class_name == "8А"
    assert not FormerPlace.objects.exists()


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("8А", "school", "9А"),
        ("10 «Б»", "school", "11 «Б»"),
        ("11А", "school", ""),
        ("1", "school", "2"),
        ("0А", "school", None),
        ("12А", "school", None),
        ("2026А", "school", None),
        ("Театральная студия", "school", None),
        ("ИС-21", "college", None),
        ("21-ИС", "college", None),
        ("2 курс", "college", "3 курс"),
        ("", "school", None),
    ],
)
def test_what_a_class_is_called_a_year_later(name, kind, expected):
    assert next_class(name, kind) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [((2026, 6, 1), (2026, 9, 1)), ((2026, 9, 1), (2026, 9, 1)), ((2027, 5, 31), (2026, 9, 1))],
)
def test_the_school_year_that_classes_move_to(day, expected):
    assert school_year_start(datetime.date(*day)) == datetime.date(*expected)


@pytest.mark.parametrize(
    ("day", "expected"),
    [((2026, 10, 5), (2026, 9, 1)), ((2026, 8, 31), (2026, 8, 31)), ((2027, 3, 1), (2027, 3, 1))],
)
def test_the_day_from_which_a_list_is_true(day, expected):
    assert change_day(datetime.date(*day)) == datetime.date(*expected)
