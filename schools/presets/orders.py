"""What a kind of order may say: its shape, and whether its parts agree with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from core.i18n import gettext as _
from schools.choices import AppointedRole
from schools.rules import mask_problems
from schools.templating import (
    APPOINTED_VALUES,
    CHANGE_VALUES,
    MESSAGE_VALUES,
    ORDER_VALUES,
    PAIR_VALUES,
    template_problems,
)
from schools.texts import (
    ANNEX_KINDS,
    APPOINTED,
    AUTO,
    FIELD_KINDS,
    HAND,
    MESSAGE_SIDES,
    PAIRS,
)

from .shapes import Check, boolean, code, name, one_of, rows, table, text_up_to, whole

LONGEST_TEXT = 5000
APPOINTED_ROLE = one_of(*AppointedRole.values)


def point_of(depth: int) -> Check:
    """A point with sub-points, as deep as an order goes."""
    inner = {"points": rows(point_of(depth - 1))} if depth else {}
    return table(
        {"text": text_up_to(LONGEST_TEXT)},
        {
            "executor": text_up_to(300),
            "due": text_up_to(300),
            "repeat": one_of(PAIRS, APPOINTED),
            "role": APPOINTED_ROLE,
            "when": code,
            **inner,
        },
    )


ORDER = table(
    {
        "name": text_up_to(200),
        "title": text_up_to(500),
        "preamble": text_up_to(LONGEST_TEXT),
        "points": rows(point_of(2), at_least=1),
    },
    {
        "control": text_up_to(500),
        "series": code,
        "number_mask": text_up_to(50),
        "numbering": one_of(AUTO, HAND),
        "fields": rows(
            table(
                {"code": name, "title": text_up_to(200)},
                {"kind": one_of(*FIELD_KINDS), "required": boolean},
            )
        ),
        "appoints": rows(
            table({"role": APPOINTED_ROLE}, {"minimum": whole(0, 50), "maximum": whole(1, 50)})
        ),
        "annexes": rows(
            table(
                {"kind": one_of(*ANNEX_KINDS), "title": text_up_to(300)},
                {"role": APPOINTED_ROLE, "columns": rows(text_up_to(100), at_least=1)},
            )
        ),
        "approval_sheet": boolean,
        "agreed_first": boolean,
        "agreed_in_turn": boolean,
        "representation": boolean,
        "messages": table({}, {side: text_up_to(300) for side in MESSAGE_SIDES}),
        "acquaintance": boolean,
        "optional": boolean,
    },
)


class Problem(NamedTuple):
    """What is wrong with a part of a kind: `place` is «points[2].text»."""

    place: str
    text: str

    @classmethod
    def of(cls, line: str) -> Problem:
        """Of «points[2].text: нужен непустой текст.», as checks say it."""
        place, _colon, words = line.lstrip(".").partition(": ")
        return cls(place, words)

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def order_problems(order_code: str, order: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong with one kind, each with its place inside of it."""
    row = {key: value for key, value in order.items() if key != "position"}
    found = list(ORDER(row, "")) or list(order_disagreements(order_code, row, ""))
    return [Problem.of(line) for line in found]


def repeated(values: list[str], place: str) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield _("%(place)s: «%(value)s» повторяется.") % {"place": place, "value": value}


def template_places(template: str, place: str, allowed: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{place}: {problem}" for problem in template_problems(template, allowed))


def _message_problems(order: Mapping[str, Any], place: str) -> Iterator[str]:
    for side, message in order.get("messages", {}).items():
        yield from template_places(message, f"{place}.messages.{side}", MESSAGE_VALUES)


def order_disagreements(order_code: str, order: Mapping[str, Any], place: str) -> Iterator[str]:
    fields = {field["code"]: "" for field in order.get("fields", [])}
    known = ORDER_VALUES | fields
    change = CHANGE_VALUES.get(order_code, {})
    if change:
        known |= PAIR_VALUES | change
    yield from _of_flags(order, place, changes_pair=bool(change))
    yield from repeated([field["code"] for field in order.get("fields", [])], f"{place}.fields")
    for field in sorted(set(fields) & set(ORDER_VALUES | PAIR_VALUES | APPOINTED_VALUES | change)):
        yield _("%(place)s.fields: «%(code)s» уже занято.") % {"place": place, "code": field}
    for key in ("title", "preamble", "control"):
        yield from template_places(order.get(key, ""), f"{place}.{key}", known)
    yield from _message_problems(order, place)
    roles = [part["role"] for part in order.get("appoints", [])]
    yield from repeated(roles, f"{place}.appoints")
    for number, part in enumerate(order.get("appoints", []), start=1):
        if part.get("minimum", 1) > part.get("maximum", part.get("minimum", 1)):
            yield _("%(place)s.appoints[%(number)s]: minimum больше, чем maximum.") % {
                "place": place,
                "number": number,
            }
    yield from _point_problems(order["points"], f"{place}.points", known, {*fields, *roles}, roles)
    for number, annex in enumerate(order.get("annexes", []), start=1):
        inner = f"{place}.annexes[{number}]"
        yield from template_places(annex["title"], f"{inner}.title", known)
        if "role" in annex and annex["role"] not in roles:
            yield from one_of(*roles)(annex["role"], f"{inner}.role")
    if "number_mask" in order:
        for problem in mask_problems(order["number_mask"]):
            yield f"{place}.number_mask: {problem}"


def _of_flags(order: Mapping[str, Any], place: str, *, changes_pair: bool) -> Iterator[str]:
    if order.get("optional") and not changes_pair:
        yield _("%s.optional: так можно сказать только о приказе, который меняет пару.") % place


def _point_problems(
    points: list[Mapping[str, Any]],
    place: str,
    known: Mapping[str, str],
    conditions: set[str],
    roles: list[str],
) -> Iterator[str]:
    for number, point in enumerate(points, start=1):
        inner = f"{place}[{number}]"
        repeat = point.get("repeat")
        more = {PAIRS: PAIR_VALUES, APPOINTED: APPOINTED_VALUES}.get(str(repeat), {})
        for key in ("text", "executor", "due"):
            yield from template_places(point.get(key, ""), f"{inner}.{key}", {**known, **more})
        if repeat == APPOINTED and point.get("role") not in roles:
            yield from one_of(*roles)(point.get("role"), f"{inner}.role")
        if "when" in point and point["when"] not in conditions:
            yield from one_of(*sorted(conditions))(point["when"], f"{inner}.when")
        yield from _point_problems(
            point.get("points", []), f"{inner}.points", {**known, **more}, conditions, roles
        )
