"""Numbers with words, text for search, and the template filters."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.russian.numbers import count, plural
from core.russian.text import fold, join_and, keyboard_layout

NBSP = "\u00a0"
PAIRS = ("пара", "пары", "пар")


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "пар"),
        (1, "пара"),
        (2, "пары"),
        (4, "пары"),
        (5, "пар"),
        (11, "пар"),
        (12, "пар"),
        (14, "пар"),
        (21, "пара"),
        (22, "пары"),
        (100, "пар"),
        (101, "пара"),
        (111, "пар"),
        (112, "пар"),
        (1001, "пара"),
        (-1, "пара"),
        (-12, "пар"),
        (2.0, "пары"),
        (1.5, "пары"),
        (Decimal("0.5"), "пары"),
    ],
)
def test_the_word_agrees_with_its_number(number, word):
    assert plural(number, *PAIRS) == word


@hypothesis_settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**6))
def test_teens_take_the_third_form_and_hundreds_change_nothing(number):
    assert plural(number, *PAIRS) == plural(number % 100, *PAIRS)
    if 11 <= number % 100 <= 14:
        assert plural(number, *PAIRS) == "пар"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (5, "5 пар"),
        (1234, "1234 пары"),
        (12400, "12 400 пар"),
        (-12400, "-12 400 пар"),
        (2.0, "2 пары"),
        (2.5, "2,5 пары"),
        (Decimal("1.50"), "1,50 пары"),
    ],
)
def test_count_ties_the_number_to_its_word(number, expected):
    assert count(number, *PAIRS) == expected.replace(" ", NBSP)


def test_fold_makes_two_spellings_one():
    assert fold("Соловьёв") == fold("СОЛОВЬЕВ") == "соловьев"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bdfyjd", "иванов"),
        ("Bdfyjd", "Иванов"),
        ("`krf", "ёлка"),
        (";er", "жук"),
        ("[jl", "ход"),
        ("иванов", "иванов"),
        ("Иванов ivan", "Иванов ivan"),
        ('8 "А"', '8 "А"'),
        ("", ""),
    ],
)
def test_keys_of_the_wrong_layout_are_read_as_meant(typed, meant):
    assert keyboard_layout(typed) == meant


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["а"], "а"), (["а", "б"], "а и б"), (["а", "б", "в"], "а, б и в")],
)
def test_a_list_is_joined_with_and_before_the_last(words, expected):
    assert join_and(iter(words)) == expected


def render(template: str, **values: object) -> str:
    return Template("{% load russian %}" + template).render(Context(values))


def test_filters_write_dates_and_nothing_for_no_date():
    day = date(2026, 10, 5)

    assert render("{{ day|long_date }}", day=day) == f"5{NBSP}октября{NBSP}2026{NBSP}г."
    assert render("{{ day|short_date }}", day=day) == "05.10.2026"
    assert render("{{ day|long_date }}{{ day|short_date }}", day=None) == ""


def test_filters_write_a_moment_as_the_day_it_is_here(settings):
    settings.TIME_ZONE = "Europe/Moscow"
    late = datetime(2026, 10, 4, 22, 30, tzinfo=UTC)

    assert render("{{ moment|short_date }}", moment=late) == "05.10.2026"


def test_filter_gives_the_word_for_a_number():
    assert render('{{ 5|plural_ru:"пара,пары,пар" }}') == "пар"
    assert render('{{ number|plural_ru:"пара, пары, пар" }}', number=2) == "пары"
