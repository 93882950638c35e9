"""Points of an order: one shape in the row, in forms and on paper.

`[{"text": …, "executor": …, "due": …, "points": [{"text": …}]}]`; empty parts are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from documents import paper

Points = list[dict[str, Any]]


def clean_points(points: Iterable[Mapping[str, Any]]) -> Points:
    """Points without spaces around and without those that say nothing."""
    cleaned = []
    for point in points:
        row: dict[str, Any] = {
            name: text
            for name in ("text", "executor", "due")
            if (text := str(point.get(name) or "").strip())
        }
        inner = clean_points(point.get("points") or ())
        if inner:
            row["points"] = inner
        if "text" in row or inner:
            cleaned.append({"text": ""} | row)
    return cleaned


def keep_inner(points: Points, before: Iterable[Mapping[str, Any]]) -> Points:
    """The points, each sub-point that was there before with the executor and term it had.

    The editor shows a sub-point as a line of text and knows nothing else of it.
    """
    known = {inner["text"]: inner for point in before for inner in point.get("points", ())}
    for point in points:
        if "points" in point:
            point["points"] = [known.get(inner["text"], inner) for inner in point["points"]]
    return points


def printed_points(points: Iterable[Mapping[str, Any]], control: str) -> tuple[paper.Point, ...]:
    """The points of the paper; who controls the order is its last point."""
    rows = [*points, *([{"text": control}] if control else [])]
    return tuple(_printed(point) for point in rows)


def _printed(point: Mapping[str, Any]) -> paper.Point:
    return paper.Point(
        text=point["text"],
        executor=point.get("executor", ""),
        due=point.get("due", ""),
        points=tuple(_printed(inner) for inner in point.get("points", ())),
    )
