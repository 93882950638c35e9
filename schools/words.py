"""The value of a rule as a person reads it, and the days of a year as people type them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from core.i18n import gettext as _
from core.russian.dates import MONTHS, long_date

from .rules import Rule, is_month_day
from .rules.options import POINT_OPTIONS

# Shown by an example: braces are for the form that asks for it.
MASK = "orders.number_mask"
LIST_KINDS = ("items", "labels", "lines", "points")
_NUMBERS = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")
_IN_WORDS = re.compile(r"(?:до )?(\d{1,2}) ([а-яё]{3,})\.?")


def value_in_words(rule: Rule, value: Any) -> str:
    """«5», «да», «куратор, наставник»; «не задано» for None."""
    if value is None:
        return _("не задано")
    if rule.kind in LIST_KINDS:
        return "; ".join(value_lines(rule, value))
    if rule.kind == "bool":
        return _("да") if value else _("нет")
    if rule.kind == "choice":
        return str(dict(rule.options).get(value, value))
    if rule.kind == "choices":
        titles = dict(rule.options)
        return ", ".join(str(titles.get(code, code)) for code in value)
    if rule.kind == "day":
        return day_in_words(value)
    if rule.key == MASK:
        return _("как «%s»") % value.replace("{number}", "12").replace("{year}", "2026")
    return str(value)


def value_lines(rule: Rule, value: Any) -> list[str]:
    """The lines of a value that is a list of the school's own words; nothing for another kind."""
    if value is None or rule.kind not in LIST_KINDS:
        return []
    if rule.kind == "points":
        return [point_in_words(point) for point in value]
    if rule.kind in ("items", "labels"):
        return [item["title"] for item in value]
    return list(value)


def point_in_words(point: Mapping[str, Any]) -> str:
    """«на входе (при входе в программу)», «зимний замер (15 января)», «замер (50 % срока)»."""
    title, kind = point["title"], point["kind"]
    if kind == "day":
        when = day_in_words(point["value"])
    elif kind == "percent":
        when = _("%s %% срока") % point["value"]
    else:
        when = str(dict(POINT_OPTIONS).get(kind, kind))
    return title if title.casefold() == when.casefold() else f"{title} ({when})"


def day_in_words(month_day: str) -> str:
    """«1 октября» of «10-01»."""
    month, day = map(int, month_day.split("-"))
    return long_date(datetime.date(2026, month, day)).rpartition("\N{NO-BREAK SPACE}2026")[0]


def month_day_of(text: str) -> str | None:
    """«10-01» of «1 октября», «до 1 октября», «1 окт.», «01.10» or itself; else None."""
    words = " ".join(text.lower().split())
    if is_month_day(words):
        return words
    if match := _NUMBERS.fullmatch(words):
        found = f"{int(match[2]):02}-{int(match[1]):02}"
    elif match := _IN_WORDS.fullmatch(words):
        months = [n for n, name in enumerate(MONTHS, 1) if name.startswith(match[2])]
        found = f"{months[0]:02}-{int(match[1]):02}" if len(months) == 1 else ""
    else:
        return None
    return found if is_month_day(found) else None


def allowed_in_words(rule: Rule) -> str:
    """What may stand as the value of a rule."""
    if rule.kind == "int":
        return _("целое число от %(min)s до %(max)s") % {"min": rule.minimum, "max": rule.maximum}
    if rule.kind in ("choice", "choices"):
        options = ", ".join(f"«{title}»" for _code, title in rule.options)
        one = _("одно из: %s") if rule.kind == "choice" else _("одно или несколько из: %s")
        return one % options
    if rule.kind == "points":
        return _("список сроков: %s") % ", ".join(f"«{title}»" for _code, title in POINT_OPTIONS)
    return {
        "bool": _("да или нет"),
        "text": _("текст до 300 знаков"),
        "day": _("день и месяц, например «1 октября»"),
        "items": _("список, каждое с новой строки"),
        "labels": _("название для того, что печатают"),
        "lines": _("список, каждое с новой строки"),
    }[rule.kind]
