"""What stands in a cell, and what is said of what can't be read."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.reading.values import (
    ValueProblem,
    as_line,
    as_text,
    choice_key,
    email_in,
    read_birth,
    read_date,
    read_email,
    read_gender,
    read_joined_on,
    read_places,
    read_url,
    within,
)

TODAY = datetime.date(2026, 11, 21)
DAY = datetime.date(2026, 10, 8)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime.datetime.combine(DAY, datetime.time(12, 30)),
        "08.10.2026",
        "8.10.26",
        "08/10/2026",
        "2026-10-08",
        "2026-10-08 00:00:00",
        " 8 октября 2026 г. ",
        "8 ОКТЯБРЯ 2026",
        "08.10.2026 г.",
        46303.0,
        46303,
    ],
)
def test_a_date_is_read_however_it_is_written(value: object) -> None:
    assert read_date(value) == DAY


@pytest.mark.parametrize("value", ["31.02.2026", "2026-13-01", "0.10.2026", "30 февраля 2026"])
def test_a_day_that_is_not_in_the_calendar_is_said_so(value: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        read_date(value)

    assert (caught.value.reason, caught.value.allowed) == (
        "такой даты нет",
        "дата вида 01.09.2026",
    )


@pytest.mark.parametrize("value", ["вчера", "10.2026", 7, float("inf"), True, "1.2.3.4"])
def test_what_is_no_date_is_said_so(value: object) -> None:
    with pytest.raises(ValueProblem, match="не похоже на дату"):
        read_date(value)


@pytest.mark.parametrize("value", ["08.10.1926", "08.10.2126"])
def test_joining_long_ago_or_far_ahead_is_refused(value: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        read_joined_on(value, TODAY)

    assert caught.value.allowed == "с 2000 по 2028 год"


@settings(deadline=None)
@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2068, 12, 31)))
def test_every_date_is_read_back_from_its_own_text(day: datetime.date) -> None:
    assert read_date(day.strftime("%d.%m.%Y")) == day
    assert read_date(day.isoformat()) == day
    assert read_date(float((day - datetime.date(1899, 12, 30)).days)) == day


@settings(deadline=None)
@given(st.text() | st.floats() | st.integers() | st.booleans() | st.datetimes())
def test_whatever_a_cell_holds_it_is_read_or_refused(value: object) -> None:
    for read in (
        lambda: read_date(value),
        lambda: read_birth(value, TODAY),
        lambda: read_joined_on(value, TODAY),
        lambda: read_gender(value),
        lambda: read_email(value),
        lambda: read_url(value),
        lambda: read_places(value),
    ):
        try:
            read()
        except ValueProblem as problem:
            assert problem.reason  # noqa: PT017  both ends are right


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2012.0, (None, 2012)),
        ("2012", (None, 2012)),
        ("2012 г.", (None, 2012)),
        ("2012 г. р.", (None, 2012)),
        (datetime.date(2012, 5, 1), (datetime.date(2012, 5, 1), 2012)),
        ("01.05.2012", (datetime.date(2012, 5, 1), 2012)),
        ("01.05.72", (datetime.date(1972, 5, 1), 1972)),
        (1920, (None, 1920)),
        (2026, (None, 2026)),
    ],
)
def test_a_birth_is_a_year_or_a_day(value: object, expected: tuple) -> None:
    assert read_birth(value, TODAY) == expected


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (2031.0, "этот год ещё не наступил"),
        ("22.11.2026", "этот год ещё не наступил"),
        (1919, "слишком давно для года рождения"),
        ("две тысячи десятый", "не похоже на год рождения"),
        ("12", "не похоже на год рождения"),
        ("31.02.2012", "такой даты нет"),
    ],
)
def test_a_birth_that_can_not_be_is_refused(value: object, reason: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        read_birth(value, TODAY)

    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "учитель – ученик",
        "Учитель-ученик",
        "учитель — ученик ",
        "УЧИТЕЛЬ  −  УЧЕНИК",
        "учитель/ученик",
    ],
)
def test_a_form_is_the_same_whatever_its_dash(text: str) -> None:
    assert choice_key(text) == "учитель-ученик"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2012.0, "2012"),
        (2.5, "2,5"),
        (79001000001.0, "79001000001"),
        (True, "да"),
        (None, ""),
        (DAY, "08.10.2026"),
        (datetime.datetime.combine(DAY, datetime.time()), "08.10.2026"),
        (datetime.datetime.combine(DAY, datetime.time(9, 5)), "08.10.2026 09:05"),
        ("и\u0306 \x00\x07\ufeff", "й"),
        ("одна\r\nдве", "одна\nдве"),
        ("=1+1", "=1+1"),
        ("'=1+1", "=1+1"),
        ("'кавычка", "'кавычка"),
        ("'", "'"),
        ("+7 900", "+7 900"),
    ],
)
def test_a_cell_is_text_as_its_reader_sees_it(value: object, text: str) -> None:
    assert as_text(value) == text


@settings(deadline=None)
@given(st.text())
def test_text_never_holds_what_the_database_refuses(text: str) -> None:
    assert "\x00" not in as_text(text)
    as_text(text).encode()


def test_a_line_has_single_spaces() -> None:
    assert as_line(" а \n б\t\u00a0в ") == "а б в"


def test_too_long_names_both_numbers() -> None:
    with pytest.raises(ValueProblem) as caught:
        within("а" * 101, 100)

    assert (caught.value.reason, caught.value.allowed) == (
        "слишком длинно: 101 знаков",
        "не больше 100 знаков",
    )


def test_an_address_is_found_in_contacts_only_if_it_is_the_one() -> None:
    assert email_in("+7 900 000 00 00, Anna@Example.org") == "anna@example.org"
    assert email_in("a@example.org, b@example.org") == ""
    assert email_in("нет") == ""
    assert email_in("кто-то@где-то") == ""


@pytest.mark.parametrize(
    ("value", "expected"), [("м", "m"), ("Муж.", "m"), ("ЖЕНСКИЙ", "f"), ("ж.", "f")]
)
def test_gender_is_read_from_its_usual_words(value: str, expected: str) -> None:
    assert read_gender(value) == expected


def test_an_address_of_a_page_may_lack_its_beginning() -> None:
    assert read_url("school.example.org/keis") == "https://school.example.org/keis"
    with pytest.raises(ValueProblem, match="не похоже на ссылку"):
        read_url("javascript:alert(1)")


@pytest.mark.parametrize("value", [0, 51, "много", 2.5, -1])
def test_places_are_from_1_to_50(value: object) -> None:
    with pytest.raises(ValueProblem, match="не похоже на число мест"):
        read_places(value)
