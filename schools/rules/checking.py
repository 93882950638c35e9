"""Whether a document of rules can stand: keys, types, limits, one value against another."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from core.i18n import gettext as _

from .options import POINT_OPTIONS
from .register import LIMIT_PAIRS, RULES
from .rule import Rule

POINT_KINDS = tuple(dict(POINT_OPTIONS))
CODE_LENGTH = 50
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


def check_rules(rules: Mapping[str, Any]) -> list[str]:
    """What is wrong with a rules document, in words that name the key and what is allowed."""
    problems: list[str] = []
    for key, entry in rules.items():
        rule = RULES.get(key)
        if rule is None:
            problems.append(_("«%(key)s»: такого правила нет.") % {"key": key})
        elif not isinstance(entry, Mapping) or "value" not in entry:
            problems.append(_("«%(key)s»: нужно поле value.") % {"key": key})
        elif not set(entry) <= {"value", "clause", "note"}:
            problems.append(_("«%(key)s»: допустимы value, clause и note.") % {"key": key})
        else:
            problems.extend(f"«{key}»: {text}" for text in _check_entry(rule, entry))
    if not problems:
        problems.extend(_crossed_limits(rules))
    return problems


def _crossed_limits(rules: Mapping[str, Any]) -> Iterator[str]:
    for low, high in LIMIT_PAIRS:
        if low in rules and high in rules and rules[low]["value"] > rules[high]["value"]:
            yield _("«%(low)s» больше, чем «%(high)s».") % {
                "low": RULES[low].title,
                "high": RULES[high].title,
            }


def _check_entry(rule: Rule, entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _check_value(rule, entry["value"])
    if "clause" in entry and not _is_text(entry["clause"], longest=50):
        yield _("пункт положения – непустой текст до 50 знаков.")
    if "note" in entry and not _is_text(entry["note"], longest=500):
        yield _("примечание – непустой текст до 500 знаков.")


def is_writable(text: str) -> bool:
    """Whether paper and database can hold every sign of it: no control characters."""
    return all(sign in "\n\r\t" or unicodedata.category(sign) != "Cc" for sign in text)


def _is_text(value: Any, *, longest: int) -> bool:
    return (
        isinstance(value, str)
        and bool(value.strip())
        and len(value) <= longest
        and is_writable(value)
    )


def _is_whole(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def is_month_day(value: Any) -> bool:
    """«10-01». The 29th of February is no day of most years, so it isn't one here."""
    match = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        datetime.date(2026, *map(int, match.groups() if match else (0, 0)))
    except ValueError:
        return False
    return True


def _check_value(rule: Rule, value: Any) -> Iterator[str]:
    yield from _CHECKS[rule.kind](rule, value)


def _check_int(rule: Rule, value: Any) -> Iterator[str]:
    if not _is_whole(value, rule.minimum, rule.maximum):
        yield _("нужно целое число от %(min)s до %(max)s.") % {
            "min": rule.minimum,
            "max": rule.maximum,
        }


def _check_bool(rule: Rule, value: Any) -> Iterator[str]:
    if not isinstance(value, bool):
        yield _("нужно да или нет.")


def _check_text(rule: Rule, value: Any) -> Iterator[str]:
    if not _is_text(value, longest=300):
        yield _("нужен непустой текст до 300 знаков.")
    elif rule.key == "orders.number_mask":
        yield from mask_problems(value)


def _check_choice(rule: Rule, value: Any) -> Iterator[str]:
    if not isinstance(value, str) or value not in dict(rule.options):
        yield _("допустимо одно из: %(options)s.") % {"options": ", ".join(dict(rule.options))}


def _check_choices(rule: Rule, value: Any) -> Iterator[str]:
    if not _are_options(value, dict(rule.options)):
        yield _("допустимы без повторов: %(options)s.") % {"options": ", ".join(dict(rule.options))}


def _check_items(rule: Rule, value: Any) -> Iterator[str]:
    if not _are_items(value):
        yield _("нужен непустой список из code и title, code не повторяются.")


def _check_labels(rule: Rule, value: Any) -> Iterator[str]:
    yield from _check_items(rule, value)
    known = dict(rule.options)
    if _are_items(value) and any(item["code"] not in known for item in value):
        yield _("code: допустимо одно из: %(options)s.") % {"options": ", ".join(known)}


def _check_lines(rule: Rule, value: Any) -> Iterator[str]:
    good = isinstance(value, list) and value and all(_is_text(line, longest=300) for line in value)
    if not good or len(set(value)) != len(value):
        yield _("нужен непустой список строк до 300 знаков без повторов.")


def _check_day(rule: Rule, value: Any) -> Iterator[str]:
    if not is_month_day(value):
        yield _("нужен день года вида «10-01» (месяц и число).")


def _check_points(rule: Rule, value: Any) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield _("нужен непустой список сроков мониторинга.")
        return
    for number, point in enumerate(value, start=1):
        for problem in _point_problems(point):
            yield f"[{number}] {problem}"
    codes = [point.get("code") for point in value if isinstance(point, Mapping)]
    if len(set(map(str, codes))) != len(codes):
        yield _("code сроков не повторяются.")


def _point_problems(point: Any) -> Iterator[str]:
    if not isinstance(point, Mapping) or not {"code", "title", "kind"} <= set(point):
        yield _("нужны code, title и kind.")
        return
    if set(point) - {"code", "title", "kind", "value"}:
        yield _("допустимы code, title, kind и value.")
    if not _is_text(point["code"], longest=CODE_LENGTH) or not _is_text(
        point["title"], longest=300
    ):
        yield _("code и title – непустые тексты.")
    kind, value = point["kind"], point.get("value")
    if kind not in POINT_KINDS:
        yield _("kind: допустимо одно из: %(options)s.") % {"options": ", ".join(POINT_KINDS)}
    elif kind == "day" and not is_month_day(value):
        yield _("value: нужен день года вида «10-01» (месяц и число).")
    elif kind == "percent" and not _is_whole(value, 1, 100):
        yield _("value: нужна доля срока в процентах, от 1 до 100.")
    elif kind not in ("day", "percent") and value is not None:
        yield _("value нужно только для day и percent.")


_CHECKS: dict[str, Callable[[Rule, Any], Iterator[str]]] = {
    "int": _check_int,
    "bool": _check_bool,
    "text": _check_text,
    "choice": _check_choice,
    "choices": _check_choices,
    "items": _check_items,
    "labels": _check_labels,
    "lines": _check_lines,
    "day": _check_day,
    "points": _check_points,
}


def _are_options(value: Any, options: Mapping[str, Any]) -> bool:
    return (
        isinstance(value, list)
        and len(value) > 0
        and all(isinstance(item, str) and item in options for item in value)
        and len(value) == len(set(value))
    )


def _are_items(value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    for item in value:
        if not isinstance(item, Mapping) or set(item) != {"code", "title"}:
            return False
        if not _is_text(item["code"], longest=50) or not _is_text(item["title"], longest=300):
            return False
    return len({item["code"] for item in value}) == len(value)


def mask_problems(mask: str) -> Iterator[str]:
    """A mask of order numbers is any text around one `{number}`; `{year}` may stand there too."""
    rest = mask.replace("{number}", "", 1)
    if rest == mask or set("{}") & set(rest.replace("{year}", "", 1)):
        yield _(
            "в виде номера должно один раз стоять {number}, может стоять {year}: «{number}-од»."
        )
