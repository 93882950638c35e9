"""Working days of Russia and periods of whole months.

Periods have both ends in them: «с 01.09.2026 по 30.11.2026» is three months, as people and orders
count, so its last day is the one before 1 December.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
NO_EXCEPTIONS: Mapping[date, bool] = {}

_MOVED_FROM = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
# Article 112 of the Labour Code: the days that are off by law, whatever weekday they fall on.
_BY_LAW = frozenset(
    [(1, day) for day in range(1, 9)] + [(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)]
)


def is_working_day(
    day: date, *, exceptions: Mapping[date, bool] = NO_EXCEPTIONS, six_day: bool = False
) -> bool:
    """By the production calendar, working Saturdays included; `exceptions` (day → works) go first.

    With six days a week Saturdays work, and the days off that were moved from a Saturday are
    working days too: article 112 moves a day off, which a Saturday then is not.
    """
    if day in exceptions:
        return exceptions[day]
    days_off, working_weekends = _decreed_days(day.year, six_day)
    if day in working_weekends:
        return True
    return day not in days_off and day.weekday() < (SUNDAY if six_day else SATURDAY)


def add_working_days(
    day: date,
    number: int,
    *,
    exceptions: Mapping[date, bool] = NO_EXCEPTIONS,
    six_day: bool = False,
) -> date:
    """The `number`-th working day after the day, or before it if negative; it does not count."""
    step = ONE_DAY if number > 0 else -ONE_DAY
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day, exceptions=exceptions, six_day=six_day)
    return day


def working_days_before(
    day: date,
    number: int,
    *,
    exceptions: Mapping[date, bool] = NO_EXCEPTIONS,
    six_day: bool = False,
) -> date:
    """The last day to do what is due `number` working days before: 5 before 29.05.2026 is 22.05."""
    return add_working_days(day, -number, exceptions=exceptions, six_day=six_day)


@lru_cache(maxsize=128)
def _decreed_days(year: int, six_day: bool) -> tuple[frozenset[date], frozenset[date]]:
    """Days off of the year, and the days of its weekends that work."""
    russia = holidays.RU(years=year, language="ru")
    days_off = frozenset(
        day for day, name in russia.items() if not six_day or not _was_saturday(day, name)
    )
    return days_off, frozenset(russia.weekend_workdays)


def _was_saturday(day: date, name: str) -> bool:
    """Whether the day is off in place of a Saturday, which a week of six days does not know."""
    if (day.month, day.day) in _BY_LAW:
        return False
    if match := _MOVED_FROM.search(name):
        day_of_month, month, year = map(int, match.groups())
        return date(year, month, day_of_month).weekday() == SATURDAY
    source = day
    while (source.month, source.day) not in _BY_LAW:
        source -= ONE_DAY
    return source.weekday() == SATURDAY


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of_period(start: date, months: int) -> date:
    """The last day of a period of whole months that begins on `start`, both included.

    Three months from 01.09.2026 end on 30.11.2026. From 30.11.2026 they end on 28.02.2027: where
    the month has no such day, the period ends on its last one (article 192 of the Civil Code).
    """
    same_day = add_months(start, months)
    return same_day - ONE_DAY if same_day.day == start.day else same_day


def is_at_least_months(start: date, end: date, months: int) -> bool:
    """Whether «с start по end» inclusive is no shorter: 01.09–30.11 is 3 months, –29.11 is not."""
    return end >= last_day_of_period(start, months)


def is_at_most_months(start: date, end: date, months: int) -> bool:
    """Whether «с start по end» inclusive is no longer: 01.09.2026–31.08.2027 is 12 months."""
    return end <= last_day_of_period(start, months)
