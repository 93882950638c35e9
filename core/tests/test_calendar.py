"""Working days of Russia, and periods of whole months with both ends in them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar import (
    add_months,
    add_working_days,
    is_at_least_months,
    is_at_most_months,
    is_working_day,
    last_day_of_period,
    working_days_before,
)

days = st.dates(date(2013, 1, 1), date(2040, 12, 31))
month_numbers = st.integers(min_value=1, max_value=36)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 5, 28), True),
        (date(2026, 5, 30), False),
        (date(2026, 5, 31), False),
        (date(2026, 1, 8), False),
        (date(2026, 1, 9), False),
        (date(2026, 1, 12), True),
        (date(2026, 2, 23), False),
        (date(2026, 3, 9), False),
        (date(2026, 5, 1), False),
        (date(2026, 5, 11), False),
        (date(2026, 6, 12), False),
        (date(2026, 11, 4), False),
        (date(2026, 12, 31), False),
        (date(2025, 11, 1), True),
        (date(2027, 2, 20), True),
        (date(2027, 2, 22), False),
        (date(2027, 11, 5), False),
    ],
)
def test_working_days_follow_the_production_calendar(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 5, 30), True),  # an ordinary Saturday
        (date(2026, 5, 31), False),  # Sunday
        (date(2026, 5, 9), False),  # a holiday on a Saturday
        (date(2026, 5, 11), True),  # off in place of that Saturday
        (date(2026, 3, 9), False),  # off in place of a Sunday
        (date(2026, 1, 9), True),  # moved from Saturday 3 January
        (date(2026, 12, 31), False),  # moved from Sunday 4 January
        (date(2027, 2, 20), True),  # a Saturday that all work
        (date(2027, 2, 22), True),  # off in place of that Saturday
    ],
)
def test_a_week_of_six_days_knows_no_days_off_moved_from_saturdays(day, works):
    assert is_working_day(day, six_day=True) is works


def test_exceptions_of_the_school_go_before_the_calendar():
    holiday, monday = date(2026, 5, 1), date(2026, 5, 25)
    exceptions = {holiday: True, monday: False}

    assert is_working_day(holiday, exceptions=exceptions)
    assert not is_working_day(monday, exceptions=exceptions)
    assert is_working_day(date(2026, 5, 26), exceptions=exceptions)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 5, 29), 5, date(2026, 5, 22)),
        (date(2026, 5, 31), 5, date(2026, 5, 25)),
        (date(2026, 5, 12), 1, date(2026, 5, 8)),
        (date(2026, 1, 12), 1, date(2025, 12, 30)),
        (date(2027, 2, 24), 1, date(2027, 2, 20)),
        (date(2026, 5, 29), 0, date(2026, 5, 29)),
    ],
)
def test_working_days_before_a_day(day, number, expected):
    assert working_days_before(day, number) == expected


def test_days_before_skip_the_exceptions_of_the_school():
    exceptions = {date(2026, 5, 25): False}

    assert working_days_before(date(2026, 5, 29), 5, exceptions=exceptions) == date(2026, 5, 21)


def test_days_before_count_saturdays_of_a_week_of_six():
    assert working_days_before(date(2026, 5, 29), 5, six_day=True) == date(2026, 5, 23)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 5, 22), 5, date(2026, 5, 29)),
        (date(2026, 5, 8), 1, date(2026, 5, 12)),
        (date(2026, 12, 30), 1, date(2027, 1, 11)),
    ],
)
def test_working_days_after_a_day(day, number, expected):
    assert add_working_days(day, number) == expected


@settings(deadline=None)
@given(day=days, number=st.integers(min_value=1, max_value=60), six_day=st.booleans())
def test_so_many_working_days_lie_between(day, number, six_day):
    end = add_working_days(day, number, six_day=six_day)

    passed = [day + timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert sum(is_working_day(each, six_day=six_day) for each in passed) == number
    assert is_working_day(end, six_day=six_day)


@settings(deadline=None)
@given(days)
def test_a_week_of_six_works_whenever_a_week_of_five_does(day):
    assert is_working_day(day, six_day=True) or not is_working_day(day)


def test_unknown_years_have_the_holidays_by_law():
    assert not is_working_day(date(2040, 5, 9))
    assert is_working_day(date(2040, 5, 14))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 9, 1), 3, date(2026, 12, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 9, 1), 12, date(2027, 9, 1)),
        (date(2026, 9, 1), 0, date(2026, 9, 1)),
    ],
)
def test_months_are_added_by_the_calendar(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 9, 1), 3, date(2026, 11, 30)),
        (date(2026, 9, 1), 12, date(2027, 8, 31)),
        (date(2026, 9, 15), 1, date(2026, 10, 14)),
        (date(2026, 11, 29), 3, date(2027, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 2, 1), 1, date(2027, 2, 28)),
    ],
)
def test_last_day_of_a_period_is_included(start, months, expected):
    assert last_day_of_period(start, months) == expected


@pytest.mark.parametrize(
    ("end", "months", "enough"),
    [
        (date(2026, 11, 30), 3, True),
        (date(2026, 11, 29), 3, False),
        (date(2026, 12, 1), 3, True),
        (date(2027, 8, 31), 12, True),
        (date(2027, 8, 30), 12, False),
    ],
)
def test_shortest_period_counts_both_days(end, months, enough):
    assert is_at_least_months(date(2026, 9, 1), end, months) is enough


@pytest.mark.parametrize(
    ("end", "months", "fits"),
    [
        (date(2027, 8, 31), 12, True),
        (date(2027, 9, 1), 12, False),
        (date(2027, 9, 30), 12, False),
        (date(2026, 11, 30), 3, True),
    ],
)
def test_longest_period_counts_both_days(end, months, fits):
    assert is_at_most_months(date(2026, 9, 1), end, months) is fits


@settings(deadline=None)
@given(start=days, months=month_numbers)
def test_a_period_of_whole_months_is_neither_longer_nor_shorter(start, months):
    end = last_day_of_period(start, months)

    assert is_at_least_months(start, end, months)
    assert is_at_most_months(start, end, months)
    assert not is_at_least_months(start, end - timedelta(days=1), months)
    assert not is_at_most_months(start, end + timedelta(days=1), months)
