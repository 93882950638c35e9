"""Dates: as papers write them, and as people type them."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.russian.dates import (
    DateFormatError,
    long_date,
    parse_date,
    period,
    short_date,
)

NBSP = "\u00a0"
FIFTH = date(2026, 10, 5)
any_day = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def test_long_date_is_tied_together():
    assert long_date(FIFTH) == f"5{NBSP}октября{NBSP}2026{NBSP}г."


def test_short_date_has_two_figures_for_day_and_month():
    assert short_date(FIFTH) == "05.10.2026"


def test_period_names_both_days():
    expected = "с 5 октября 2026 г. по 28 мая 2027 г."

    assert period(FIFTH, date(2027, 5, 28)).replace(NBSP, " ") == expected


def test_period_from_the_second_begins_with_so():
    assert period(date(2026, 9, 2), FIFTH).startswith(f"со{NBSP}2{NBSP}сентября")


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 9, 1),
        datetime(2026, 9, 1, 23, 59, tzinfo=UTC),
        "01.09.2026",
        "1.9.2026",
        "01.09.26",
        " 01.09.2026 ",
        "01.09.2026 г.",
        "01.09.2026г",
        "01/09/2026",
        "01-09-2026",
        "01 09 2026",
        "01.09.2026 00:00:00",
        "2026-09-01",
        "2026-09-01T00:00:00",
        "2026-09-01 00:00",
        "1 сентября 2026 г.",
        "1 сентября 2026 года",
        "1\u00a0сентября\u00a02026\u00a0г.",
        "«01» сентября 2026 г.",
        "1 Сент. 2026",
        "1 сентябрь 2026",
    ],
)
def test_first_of_september_is_understood_as_typed(value):
    assert parse_date(value) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3 мая 2026", date(2026, 5, 3)),
        ("3 май 2026", date(2026, 5, 3)),
        ("3 марта 2026", date(2026, 3, 3)),
        ("3 июл 2026", date(2026, 7, 3)),
        ("15.03.98", date(1998, 3, 15)),
        ("29.02.2028", date(2028, 2, 29)),
    ],
)
def test_other_typed_dates(value, expected):
    assert parse_date(value) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("31.02.2026", "no_such_date"),
        ("29.02.2027", "no_such_date"),
        ("31 апреля 2026 г.", "no_such_date"),
        ("01.13.2026", "no_such_date"),
        ("00.01.2026", "no_such_date"),
        ("01.09.0206", "year_out_of_range"),
        ("01.09.3026", "year_out_of_range"),
        ("09.2026", "unreadable"),
        ("01.09", "unreadable"),
        ("01.09/2026", "unreadable"),
        ("сентябрь", "unreadable"),
        ("1 ма 2026", "unreadable"),
        ("1 сенокоса 2026", "unreadable"),
        ("46266", "unreadable"),
        (46266, "unreadable"),
        (True, "unreadable"),
        ("", "empty"),
        (None, "empty"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(value, code):
    with pytest.raises(DateFormatError) as refusal:
        parse_date(value)

    assert refusal.value.code == code


def test_reasons_tell_a_missing_day_from_an_unreadable_one():
    with pytest.raises(ValueError, match=r"^Такой даты нет: «31\.02\.2026»\.$"):
        parse_date("31.02.2026")
    with pytest.raises(ValueError, match=r"^Не удалось прочитать дату «вчера»"):
        parse_date("вчера")


@settings(deadline=None)
@given(any_day)
def test_every_written_date_is_read_back(day):
    assert parse_date(long_date(day)) == day
    assert parse_date(short_date(day)) == day
    assert parse_date(day.isoformat()) == day


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_other_text_is_refused_without_breaking(text):
    with suppress(DateFormatError):
        parse_date(text)
