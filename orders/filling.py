"""The texts of an order out of its kind's templates and of what was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.russian.dates import long_date
from registry.rules import Appointee
from schools.models import Programme
from schools.templating import Value, fill
from schools.texts import OrderKind, OrderPoint

from .inputs import OrderInput
from .naming import named, tidy
from .points import Points
from .rules import order_values

FILLED = ("title", "preamble", "points", "control")
_SPACES = re.compile(" {2,}")

Values = Mapping[str, Value]
# What a repeated point may name besides, once for each of its repeats.
Repeats = Callable[[OrderPoint], Sequence[Values]]


def filled_texts(kind: OrderKind, programme: Programme, given: OrderInput) -> dict[str, Any]:
    """Title, preamble, points and control of an order of this kind."""
    values = _values(kind, programme, given)

    def repeats(point: OrderPoint) -> Sequence[Values]:
        """Points for pairs are filled by those who know pairs."""
        if not point.is_for_each_appointed:
            return []
        return [appointee_values(one) for one in given.appointees if one.role == point.role]

    return {
        "title": _line(fill(kind.title, values)),
        "preamble": fill(kind.preamble, values).strip(),
        "points": filled_points(kind.points, values, repeats=repeats, has=given.has),
        "control": _line(fill(kind.control, values)),
    }


def filled_points(
    points: Sequence[OrderPoint],
    values: Values,
    *,
    repeats: Repeats,
    has: Callable[[str], bool] = lambda _name: True,
    is_inner: bool = False,
) -> Points:
    """Points with their sub-points. `has` says whether a field or a role was filled."""
    rows: Points = []
    for point in points:
        if point.when and not has(point.when):
            continue
        is_repeated = point.is_for_each_pair or point.is_for_each_appointed
        for more in repeats(point) if is_repeated else [{}]:
            known = {**values, **more}
            text = tidy(_SPACES.sub(" ", fill(point.text, known))).strip()
            row: dict[str, Any] = {
                # A sub-point is a line in the editor.
                "text": _line(text) if is_inner else text,
                "executor": _line(fill(point.executor, known)),
                "due": _line(fill(point.due, known)),
            }
            inner = filled_points(point.points, known, repeats=repeats, has=has, is_inner=True)
            rows.append(row | ({"points": inner} if inner else {}))
    return rows


def filled_titles(
    kind: OrderKind, programme: Programme, given: OrderInput, values: Values | None = None
) -> list[str]:
    """Titles of the annexes; `values` are what they may name besides."""
    values = {**_values(kind, programme, given), **(values or {})}
    return [_line(fill(annex.title, values)) for annex in kind.annexes]


def appointee_values(appointee: Appointee) -> dict[str, Value]:
    part = appointee.direction or appointee.form
    return {
        "person": lambda case: named([appointee.person], case),
        "scope": part.name if part else "",
    }


def _values(kind: OrderKind, programme: Programme, given: OrderInput) -> dict[str, Value]:
    """What any text of the order may name; a field that was left empty says nothing."""
    asked = {field.code: given.fields.get(field.code) for field in kind.fields}
    return {
        **order_values(programme, kind),
        **{
            code: value if isinstance(value, str) else long_date(value) if value else ""
            for code, value in asked.items()
        },
    }


def _line(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines()).strip()
