"""What stands in a cell: text, a date, a year, a form. What can't be read says why, in words."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from core.i18n import gettext as _
from core.russian.cases import Gender
from core.russian.text import fold

OLDEST = 1920
FIRST_JOINED = 2000
YEARS_AHEAD = 2
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\u200b-\u200f\ufffe\uffff]"
)
_EXCEL_EPOCH = datetime.date(1899, 12, 30)
_EXCEL_DAYS = range(3_653, 73_051)  # 1910 to 2099
_YEAR = re.compile(r"(\d{4})\s*(?:г\.?|год|г\.?\s*р\.?)?")
_DATE = re.compile(r"(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{4}|\d{2})\s*(?:г\.?|год)?")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?")
# «1 сентября 2026 г.», «"01" сент. 2026», «01-сен-26», «сент. 2011»
_WORDED = re.compile(
    r"(?:[«\"]?(\d{1,2})[»\"]?[\s.\-]*)?([а-я]{3,8})\.?[\s.,\-]*(\d{4}|\d{2})\s*(?:г\.?|года?)?(?:\s*р\.?)?"
)
_SCHOOL_YEAR = re.compile(
    r"(\d{4})\s*[/\-\u2013]\s*(\d{4}|\d{2})(?:\s*(?:уч\.?|учебный)\s*(?:г\.?|год))?"
)
_MONTHS = (
    "янв январь января", "фев февр февраль февраля", "мар март марта", "апр апрель апреля",
    "май мая", "июн июнь июня", "июл июль июля", "авг август августа",
    "сен сент сентябрь сентября", "окт октябрь октября", "ноя нояб ноябрь ноября",
    "дек декабрь декабря",
)  # fmt: skip
_MONTH_OF = {word: month for month, words in enumerate(_MONTHS, 1) for word in words.split()}
_NOTHING = frozenset(("-", "\u2013", "\u2014", "--", "---", "_", "."))
_NO_VALUE = _NOTHING | {"нет", "н/д", "не указан", "не указана", "не указано", "неизвестно", "?"}
LONGEST_NOTHING = 12
NO_DAY = -1
_DASHES = re.compile(r"[\s\-\u2010-\u2015\u2212/]+")
_EMAIL_INSIDE = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_RUNS = frozenset("=+-@\t\r\n")
_MEN, _WOMEN = ("м", "муж", "мужской"), ("ж", "жен", "женский")
# What Django's validator, which takes its time, would let through for certain.
SURE_URL = 200
_SURE_URL = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,20}(?:/[A-Za-z0-9._~/-]*)?"
)
_valid_url = URLValidator(schemes=["http", "https"])


class ValueProblem(ValueError):
    """A value that can't be taken: why, and what would be."""

    def __init__(self, reason: str, allowed: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.allowed = allowed


def as_text(value: Any) -> str:
    """The cell as its reader sees it; lines are kept, control characters are not."""
    if isinstance(value, str):
        text = value if value.isascii() else unicodedata.normalize("NFC", value)
        if not text.isprintable():
            text = _CONTROL.sub("", text).replace("\r\n", "\n")
        text = text.strip()
        # Our own CSV puts an apostrophe before what a spreadsheet would run.
        return text[1:].strip() if text[:1] == "'" and text[1:2] in _RUNS else text
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.strftime("%d.%m.%Y") if is_day else value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y")
    return "" if value is None else str(value)


def as_line(value: Any) -> str:
    return " ".join(as_text(value).split())


def within(text: str, limit: int) -> str:
    if limit and len(text) > limit:
        raise ValueProblem(
            _("слишком длинно: %(length)s знаков") % {"length": len(text)},
            _("не больше %(limit)s знаков") % {"limit": limit},
        )
    return text


def read_date(value: Any) -> datetime.date:
    """A date cell, a number that Excel shows as a date, or a date typed as text."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    days = _whole(value)
    if days is not None and days in _EXCEL_DAYS:
        return _EXCEL_EPOCH + datetime.timedelta(days=days)
    text = fold(as_line(value))
    if text.isdecimal() and int(text[:6]) in _EXCEL_DAYS:
        return _EXCEL_EPOCH + datetime.timedelta(days=int(text))
    parts = _date_parts(text)
    if parts is None or parts[2] == NO_DAY:
        raise ValueProblem(_("не похоже на дату"), _allowed_date())
    try:
        return datetime.date(*parts)
    except ValueError as error:
        raise ValueProblem(_("такой даты нет"), _allowed_date()) from error


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if math.isfinite(value) and value == int(value) else None


def _date_parts(text: str) -> tuple[int, int, int] | None:
    """Year, month, day; NO_DAY where only the month is told."""
    if match := _DATE.fullmatch(text):
        day, month, year = map(int, match.groups())
        return (year + 2000 if year < 100 else year, month, day)
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
        return year, month, day
    match = _WORDED.fullmatch(text)
    if match and (month := _MONTH_OF.get(match[2], 0)):
        year = int(match[3])
        return (year + 2000 if year < 100 else year, month, int(match[1] or NO_DAY))
    return None


def _allowed_date() -> str:
    return _("дата вида 01.09.2026")


def read_joined_on(value: Any, today: datetime.date) -> datetime.date:
    day = _first_day(value) or read_date(value)
    if not FIRST_JOINED <= day.year <= today.year + YEARS_AHEAD:
        raise ValueProblem(
            _("дата вне разумных пределов"),
            _("с %(first)s по %(last)s год")
            % {"first": FIRST_JOINED, "last": today.year + YEARS_AHEAD},
        )
    return day


def _first_day(value: Any) -> datetime.date | None:
    """Of «сентябрь 2026», and of «2026/2027», a year that begins in September."""
    text = fold(as_line(value)) if isinstance(value, str) else ""
    if (match := _SCHOOL_YEAR.fullmatch(text)) and int(match[2][-2:]) == (int(match[1]) + 1) % 100:
        return datetime.date(int(match[1]), 9, 1)
    parts = _date_parts(text)
    return datetime.date(parts[0], parts[1], 1) if parts and parts[2] == NO_DAY else None


def shown_date(text: str) -> str:
    return datetime.date.fromisoformat(text).strftime("%d.%m.%Y")


def says_nothing(value: Any, *, is_typed: bool) -> bool:
    """A dash for an empty cell; «нет» where a date, an address, a choice would stand."""
    if not isinstance(value, str) or len(value) > LONGEST_NOTHING:
        return False
    text = value.strip().lower()
    return text in (_NO_VALUE if is_typed else _NOTHING)


def read_birth(value: Any, today: datetime.date) -> tuple[datetime.date | None, int]:
    """The day where it is told, and the year. Either may stand in either column."""
    day: datetime.date | None = None
    if (year := _whole(value)) is not None:
        day = read_date(value) if year in _EXCEL_DAYS else None
    elif match := _YEAR.fullmatch(text := fold(as_line(value))):
        year = int(match[1])
    elif (parts := _date_parts(text)) and parts[2] == NO_DAY:
        year = parts[0]
    else:
        day, year = _birthday(value, today), 0
    year = day.year if day else year
    if year > today.year or (day and day > today):
        raise ValueProblem(_("этот год ещё не наступил"), _allowed_year(today))
    if year < OLDEST:
        raise ValueProblem(_("слишком давно для года рождения"), _allowed_year(today))
    return day, year


def _birthday(value: Any, today: datetime.date) -> datetime.date:
    try:
        day = read_date(value)
    except ValueProblem as problem:
        if problem.reason == _("такой даты нет"):
            raise
        raise ValueProblem(_("не похоже на год рождения"), _allowed_year(today)) from problem
    # «05.03.72» is of the last century: nobody is born in the future.
    return day.replace(year=day.year - 100) if day > today and _is_short(value) else day


def _is_short(value: Any) -> bool:
    return isinstance(value, str) and not re.search(r"\d{4}", value)


def _allowed_year(today: datetime.date) -> str:
    return _("год четырьмя цифрами, от %(first)s до %(last)s") % {
        "first": OLDEST,
        "last": today.year,
    }


def choice_key(text: str) -> str:
    """Forms and directions are the same whatever their dashes, spaces and capitals."""
    return _DASHES.sub("-", fold(text)).strip("-.,;«»\"' ")


def read_choice(value: Any, choices: Mapping[str, int], names: str, reason: str) -> int:
    found = choices.get(choice_key(as_line(value)))
    if found is None:
        raise ValueProblem(reason, names)
    return found


def read_gender(value: Any) -> str:
    word = fold(as_line(value)).strip(".")
    if word in _MEN:
        return str(Gender.MALE.value)
    if word in _WOMEN:
        return str(Gender.FEMALE.value)
    raise ValueProblem(_("непонятно, какой пол"), _("«м» или «ж»"))


def read_email(value: Any) -> str:
    """The address; of a cell with something else in it, the one address that it has."""
    line = as_line(value)
    text = line.removeprefix("mailto:").lower()
    found = _EMAIL_INSIDE.findall(text) if " " in text or "," in text or ";" in text else ()
    if len(found) == 1 and _is_email_and_more(line, found[0]):
        text = found[0]
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueProblem(
            _("не похоже на адрес почты"), _("адрес вида imya@example.org")
        ) from error
    return text


def _is_email_and_more(line: str, address: str) -> bool:
    """The rest has to be a telephone or a word of whose it is: else it is a slip in the address."""
    rest = without_email(line, address)
    return "@" not in rest and (not rest or any(map(str.isdigit, rest)) or len(rest) < 20)


def without_email(line: str, address: str) -> str:
    at = line.lower().find(address)
    rest = line[:at] + line[at + len(address) :] if at >= 0 else line
    rest = re.sub(r"(?i)\b(e-?mail|эл\.?\s*почта|почта)\s*:?", " ", rest)
    return " ".join(rest.split()).strip(" ,;/()<>:|")


def email_in(text: str) -> str:
    """The address inside «+7 900 …, imya@example.org»; none where there are two."""
    found = {address.lower() for address in _EMAIL_INSIDE.findall(text)} if "@" in text else set()
    if len(found) != 1:
        return ""
    try:
        return read_email(found.pop())
    except ValueProblem:
        return ""


def read_url(value: Any) -> str:
    text = as_line(value)
    if "://" not in text:
        text = f"https://{text}"
    if len(text) < SURE_URL and _SURE_URL.fullmatch(text):
        return text
    try:
        _valid_url(text)
    except ValidationError as error:
        raise ValueProblem(_("не похоже на ссылку"), _("адрес вида https://example.org")) from error
    return text


def read_places(value: Any) -> int:
    text = as_line(value)
    if not text.isdecimal() or not 1 <= int(text[:9]) <= 50:
        raise ValueProblem(_("не похоже на число мест"), _("целое число от 1 до 50"))
    return int(text)
