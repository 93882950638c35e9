"""School years: a day of the year such as «10-01» as a date, and the year that is on now."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass


def next_date(month_day: str, since: datetime.date) -> datetime.date:
    """The first date with this month and day that isn't before `since`."""
    date = _date_in(since.year, month_day)
    return date if date >= since else _date_in(since.year + 1, month_day)


def _date_in(year: int, month_day: str) -> datetime.date:
    """29 February is the 28th where the year has none."""
    month, day = map(int, month_day.split("-"))
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def months_between(first: datetime.date, second: datetime.date) -> int:
    """How many calendar months `second` is on from `first`, whatever the days."""
    return (second.year - first.year) * 12 + second.month - first.month


@dataclass(frozen=True, slots=True)
class Year:
    """A cycle from a day to a day; «2026/2027» where it spans two calendar years."""

    starts_on: datetime.date
    ends_on: datetime.date

    def __str__(self) -> str:
        return year_label(self.starts_on, self.ends_on)


def year_label(starts_on: datetime.date, ends_on: datetime.date) -> str:
    if starts_on.year == ends_on.year:
        return str(starts_on.year)
    return f"{starts_on.year}/{ends_on.year}"


def year_on(starts: str, ends: str, today: datetime.date) -> Year:
    """The cycle with these first and last days that is on today, or else the next one."""
    first = _date_in(today.year - 1, starts)
    while next_date(ends, first) < today:
        first = _date_in(first.year + 1, starts)
    return Year(first, next_date(ends, first))
