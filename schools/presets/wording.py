"""A preset in the words of the school that takes it, or reads it before it does.

What an order is filled with later keeps its placeholders; the rest is said once and for all, as an
act that is adopted doesn't change with the school's vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.terms import expand

from .orders import template_places

if TYPE_CHECKING:
    from .files import Preset

# Parts of an order's kind that are filled when one is drafted.
FILLED_LATER = ("title", "preamble", "control", "points")
# Not words of the act: the made-up school and the words themselves.
AS_WRITTEN = ("school", "terms")
NUMBER_MASK = "rules.orders.number_mask"
# Where those who learn are called so, they are of the kind «student»; a «pupil» is of elsewhere.
STUDENT_WORD = "студент"
KINDS_OF_RULES = ("participants.mentee_kinds", "participants.mentor_kinds")


def said(preset: Preset) -> Preset:
    """The preset with its terms in the words in use."""
    texts = {key: _said(value) for key, value in preset.texts.items() if key != "orders"}
    orders = {code: _order(row) for code, row in preset.texts.get("orders", {}).items()}
    return replace(
        preset,
        title=expand(preset.title),
        description=expand(preset.description),
        signatory=_said(preset.signatory),
        regulation=_said(preset.regulation),
        rules=_rules(preset.rules),
        forms=[_form(row) for row in preset.forms],
        directions=_said(preset.directions),
        texts=texts | ({"orders": orders} if orders else {}),
    )


def _rules(rules: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = _said(rules)
    for key in KINDS_OF_RULES:
        kinds = (found.get(key) or {}).get("value") or []
        if _learners_are_students() and "pupil" in kinds and "student" not in kinds:
            place = kinds.index("pupil") + 1
            found[key] = {**found[key], "value": [*kinds[:place], "student", *kinds[place:]]}
    return found


def _form(row: Mapping[str, Any]) -> dict[str, Any]:
    """A form of students with pupils is one with those of elsewhere and stays."""
    form: dict[str, Any] = _said(row)
    kinds = {key: form[key] for key in ("mentor_kind", "mentee_kind")}
    if _learners_are_students() and "student" not in kinds.values():
        form |= {key: "student" if kind == "pupil" else kind for key, kind in kinds.items()}
    return form


def _learners_are_students() -> bool:
    return expand("{student}") == STUDENT_WORD


def _order(row: Mapping[str, Any]) -> dict[str, Any]:
    order = {key: value if key in FILLED_LATER else _said(value) for key, value in row.items()}
    if "annexes" in row:
        # Their titles are filled later too.
        order["annexes"] = [{**_said(annex), "title": annex["title"]} for annex in row["annexes"]]
    return order


def _said(value: Any) -> Any:
    if isinstance(value, str):
        return expand(value)
    if isinstance(value, Mapping):
        return {key: _said(inner) for key, inner in value.items()}
    return [_said(inner) for inner in value] if isinstance(value, list) else value


def wording_problems(document: Mapping[str, Any]) -> Iterator[str]:
    """Placeholders that name no term, where nothing else is put in."""
    rest = {key: value for key, value in document.items() if key not in AS_WRITTEN}
    yield from _problems({**rest, "programme": {**rest["programme"], "title": ""}}, "")


def _problems(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, str):
        yield from template_places(value, place, {})
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            where = f"{place}.{key}" if place else key
            if where == "texts.orders":
                yield from _order_problems(inner, where)
            elif where != NUMBER_MASK:
                yield from _problems(inner, where)
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _problems(inner, f"{place}[{number}]")


def _order_problems(orders: Mapping[str, Any], place: str) -> Iterator[str]:
    for code, order in orders.items():
        for key in ("name", "fields"):
            yield from _problems(order.get(key, ""), f"{place}.{code}.{key}")
        for number, annex in enumerate(order.get("annexes", []), start=1):
            inner = f"{place}.{code}.annexes[{number}].columns"
            yield from _problems(annex.get("columns", []), inner)
