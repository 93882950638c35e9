"""The value of a rule as a person reads it."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.russian.dates import long_date

from .rules import Rule


def value_in_words(rule: Rule, value: Any) -> str:
    """«5», «да», «куратор, наставник»; «не задано» for None."""
    if value is None:
        return _("не задано")
    if rule.kind == "bool":
        return _("да") if value else _("нет")
    if rule.kind == "choice":
        return str(dict(rule.options).get(value, value))
    if rule.kind == "choices":
        titles = dict(rule.options)
        return ", ".join(str(titles.get(code, code)) for code in value)
    if rule.kind in ("items", "points"):
        return "; ".join(item["title"] for item in value)
    if rule.kind == "lines":
        return "; ".join(value)
    if rule.kind == "day":
        return day_in_words(value)
    return str(value)


def day_in_words(month_day: str) -> str:
    """«1 октября» of «10-01»."""
    month, day = map(int, month_day.split("-"))
    return long_date(datetime.date(2026, month, day)).rpartition(" 2026")[0]
