"""Whether changed texts of a regulation can stand; what was not touched is not looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .checking import PROGRAMME, STAGE, road_map, stage_problems
from .orders import Problem, order_problems, template_places
from .shapes import Check, rows

SHAPES: dict[str, Check] = {"road_map": road_map, "programme": PROGRAMME, "stages": rows(STAGE)}


def texts_problems(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the parts that differ, each with its place: «stages[2].title»."""
    found = [
        Problem(f"orders.{code}.{problem.place}", problem.text)
        for code, order in new.get("orders", {}).items()
        if _wording(order) != _wording(old.get("orders", {}).get(code, {}))
        for problem in order_problems(code, order)
    ]
    changed = {key for key in SHAPES if key in new and new[key] != old.get(key)}
    parts = [line for key in sorted(changed) for line in SHAPES[key](new[key], key)]
    parts = parts or [*_year_problems(new, changed)]
    return [*found, *(Problem.of(line) for line in parts)]


def _year_problems(texts: Mapping[str, Any], changed: set[str]) -> Iterator[str]:
    if "programme" in changed:
        yield from template_places(texts["programme"]["title"], "programme.title", {"year": ""})
    if changed & {"programme", "stages"} and "programme" in texts:
        yield from stage_problems(texts["programme"], texts.get("stages", []))


def _wording(order: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in order.items() if key != "position"}
