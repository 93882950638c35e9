"""Dates as Russian papers write them and as people type them."""

import re
from datetime import date, datetime

from django.utils.functional import Promise

from core.i18n import gettext_lazy as _

from .text import NBSP

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
# «98» is a year of birth, «26» a school year.
_LAST_SHORT_YEAR_OF_THIS_CENTURY = 50

_TIME = r"(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_BY_DAY = re.compile(rf"(\d{{1,2}})([./\- ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")
_BY_YEAR = re.compile(rf"(\d{{4}})([./-])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_IN_WORDS = re.compile(r"[«\"]?(\d{1,2})[»\"]? ([а-я]+)\.? (\d{4})")
_YEAR_WORD = re.compile(r"\s*(г\.?|год[а]?)$")


class DateFormatError(ValueError):
    """What was given is no date or year; says in words why. `code` tells it to programs.

    Codes: empty, unreadable, no_such_date, year_out_of_range.
    """

    def __init__(self, code: str, message: str | Promise, value: object) -> None:
        super().__init__(code, message, value)
        self.code = code
        self.message = message
        self.value = value

    def __str__(self) -> str:
        return str(self.message) % {"value": self.value}


def long_date(day: date) -> str:
    """«5 октября 2026 г.», never broken over two lines."""
    return NBSP.join([str(day.day), MONTHS[day.month - 1], str(day.year), "г."])


def short_date(day: date) -> str:
    """«05.10.2026»."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def period(start: date, end: date) -> str:
    """«с 5 октября 2026 г. по 28 мая 2027 г.», both days included."""
    preposition = "со" if start.day == 2 else "с"
    return f"{preposition}{NBSP}{long_date(start)} по{NBSP}{long_date(end)}"


def parse_date(value: object) -> date:
    """The day that a cell or a person means; raises DateFormatError with the reason."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _clean(value)
    if match := _BY_DAY.fullmatch(text):
        day, _sign, month, year = match.groups()
        return _build(value, _full_year(year), int(month), int(day))
    if match := _BY_YEAR.fullmatch(text):
        year, _sign, month, day = match.groups()
        return _build(value, int(year), int(month), int(day))
    if (match := _IN_WORDS.fullmatch(text)) and (number := _month(match[2])):
        return _build(value, int(match[3]), number, int(match[1]))
    raise DateFormatError(
        "unreadable", _("Не удалось прочитать дату «%(value)s». Нужно так: 01.09.2026."), value
    )


def _clean(value: object) -> str:
    text = _YEAR_WORD.sub("", " ".join(str("" if value is None else value).lower().split()))
    if not text:
        raise DateFormatError("empty", _("Дата не указана."), value)
    return text


def _month(word: str) -> int | None:
    """«сентября», «сентябрь», «сент», «сен»; three letters at least."""
    if word == "май":
        word = "мая"
    stem = word if word in MONTHS else word.rstrip("ь")
    fitting = [number for number, month in enumerate(MONTHS, 1) if month.startswith(stem)]
    return fitting[0] if len(word) >= 3 and len(fitting) == 1 else None


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= _LAST_SHORT_YEAR_OF_THIS_CENTURY else 1900)


def _build(value: object, year: int, month: int, day: int) -> date:
    _check_year(year, value)
    try:
        return date(year, month, day)
    except ValueError:
        raise DateFormatError("no_such_date", _("Такой даты нет: «%(value)s»."), value) from None


def _check_year(year: int, value: object) -> int:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateFormatError(
            "year_out_of_range", _("Такого года не может быть: «%(value)s»."), value
        )
    return year
