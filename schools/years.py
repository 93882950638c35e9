"""School years: a day of the year such as «10-01» as a date, and the year that is on now."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


def next_date(month_day: str, since: datetime.date) -> datetime.date:
    """The first date with this month and day that isn't before `since`."""
    month, day = map(int, month_day.split("-"))
    date = datetime.date(since.year, month, day)
    return date if date >= since else date.replace(year=since.year + 1)


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
    month, day = map(int, starts.split("-"))
    first = datetime.date(today.year - 1, month, day)
    while next_date(ends, first) < today:
        first = first.replace(year=first.year + 1)
    return Year(first, next_date(ends, first))
