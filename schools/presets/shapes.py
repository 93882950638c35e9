"""Small checks of a document read from a file; each yields «place: what is allowed» in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from core.i18n import gettext as _
from schools.rules import is_writable

Check = Callable[[Any, str], Iterator[str]]

_CODE = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


def text(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield _("%s: нужен непустой текст.") % place
    elif not is_writable(value):
        yield _("%s: в тексте есть знак, которого на бумаге не бывает.") % place


def text_up_to(longest: int) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        yield from text(value, place)
        if isinstance(value, str) and len(value) > longest:
            yield _("%(place)s: не длиннее %(longest)s знаков.") % {
                "place": place,
                "longest": longest,
            }

    return check


def code(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, str) or not _CODE.fullmatch(value) or len(value) > 50:
        yield _("%s: нужны латинские буквы, цифры и дефисы, до 50 знаков.") % place


def name(value: Any, place: str) -> Iterator[str]:
    """A code that can stand in braces as a placeholder."""
    if not isinstance(value, str) or not _NAME.fullmatch(value) or len(value) > 50:
        yield _("%s: нужны латинские буквы, цифры и подчёркивания, до 50 знаков.") % place


def boolean(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield _("%s: нужно true или false.") % place


def whole(low: int, high: int) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            yield _("%(place)s: нужно целое число от %(low)s до %(high)s.") % {
                "place": place,
                "low": low,
                "high": high,
            }

    return check


def month_day(value: Any, place: str) -> Iterator[str]:
    match = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        # A common year: a term on 29 February would be no date three years of four.
        datetime.date(2026, *map(int, match.groups() if match else (0, 0)))
    except ValueError:
        yield _("%s: нужен день года вида «10-01».") % place


def one_of(*options: str) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, str) or value not in options:
            yield _("%(place)s: допустимо одно из: %(options)s.") % {
                "place": place,
                "options": ", ".join(options),
            }

    return check


def rows(check: Check, *, at_least: int = 0) -> Check:
    """A list, each item of which passes `check`."""

    def check_rows(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield _("%s: нужен список.") % place
        elif len(value) < at_least:
            yield _("%(place)s: нужно не меньше %(count)s.") % {"place": place, "count": at_least}
        else:
            for number, item in enumerate(value, start=1):
                yield from check(item, f"{place}[{number}]")

    return check_rows


def named(check: Check) -> Check:
    """A table of any codes, the value of each passing `check`."""

    def check_named(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield _("%s: нужна таблица.") % place
            return
        for key, item in value.items():
            yield from code(key, f"{place}.{key}")
            yield from check(item, f"{place}.{key}")

    return check_named


def table(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A table with these keys and no others."""
    known = {**required, **(optional or {})}

    def check_table(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield _("%s: нужна таблица.") % place
            return
        for key in value:
            if key not in known:
                yield _("%(place)s: такого ключа нет, допустимы: %(keys)s.") % {
                    "place": f"{place}.{key}" if place else key,
                    "keys": ", ".join(known),
                }
        for key, check in known.items():
            inner = f"{place}.{key}" if place else key
            if key in value:
                yield from check(value[key], inner)
            elif key in required:
                yield _("%s: этого ключа не хватает.") % inner

    return check_table


def anything(value: Any, place: str) -> Iterator[str]:
    """Checked elsewhere, by its own words."""
    yield from ()
