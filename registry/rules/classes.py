"""What a class is called a year later, and from which day it is."""

from __future__ import annotations

import datetime
import re

from schools.choices import OrganisationKind

LAST_CLASS = 11
SCHOOL_YEAR_MONTH = 9
DAYS_OF_NEW_LISTS = 60
_NUMBERED = re.compile(r"(\d{1,2})(?!\d)(.*)", re.DOTALL)
_COURSE = re.compile(r"(\d)(\s*-?й?\s*курс.*)", re.IGNORECASE | re.DOTALL)


def next_class(name: str, kind: str) -> str | None:
    """«8А» → «9А», the last class → "" (they leave); None where the name says no year.

    Groups of a college are named in a hundred ways: only «2 курс» is read there.
    """
    pattern = _NUMBERED if kind == OrganisationKind.SCHOOL else _COURSE
    match = pattern.fullmatch(name.strip())
    if match is None:
        return None
    number = int(match[1])
    if kind == OrganisationKind.SCHOOL:
        if not 1 <= number <= LAST_CLASS:
            return None
        if number == LAST_CLASS:
            return ""
    return f"{number + 1}{match[2]}"


def school_year_start(day: datetime.date) -> datetime.date:
    """The first of September that the school year of the day began with; in summer the next."""
    year = day.year if day.month >= SCHOOL_YEAR_MONTH - 3 else day.year - 1
    return datetime.date(year, SCHOOL_YEAR_MONTH, 1)


def change_day(day: datetime.date) -> datetime.date:
    """From which day a list of that day is true: one of autumn, from the first of September."""
    start = datetime.date(day.year, SCHOOL_YEAR_MONTH, 1)
    return start if 0 <= (day - start).days <= DAYS_OF_NEW_LISTS else day


def class_order(name: str) -> tuple[int, str]:
    """2А before 10А; groups without a number at the end."""
    match = re.match(r"\d+", name)
    return (int(match[0]) if match else 10_000, name)
