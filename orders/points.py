"""Points of an order: one shape in the row, in forms and on paper.

`[{"text": …, "executor": …, "due": …, "points": [{"text": …}]}]`; empty parts are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from documents import paper

Points = list[dict[str, Any]]
PARTS = ("text", "executor", "due")
# How the editor writes sub-points: the parts of one are told apart, and one below another.
SHARED, BELOW = "|", ">"


def clean_points(points: Iterable[Mapping[str, Any]]) -> Points:
    """Points without spaces around and without those that say nothing."""
    cleaned = []
    for point in points:
        row: dict[str, Any] = {
            name: text for name in PARTS if (text := str(point.get(name) or "").strip())
        }
        inner = clean_points(point.get("points") or ())
        if inner:
            row["points"] = inner
        if "text" in row or inner:
            cleaned.append({"text": ""} | row)
    return cleaned


def typed_points(points: Iterable[Mapping[str, Any]], *, depth: int = 0) -> str:
    """Sub-points as the editor shows them: one in a line, its own ones below it behind a «>»."""
    lines = []
    for point in points:
        cells = [_one_line(point.get(name, "")) for name in PARTS]
        if SHARED not in cells[0]:
            while len(cells) > 1 and not cells[-1]:
                cells.pop()
        # A text with a bar of its own is told from its executor by having all of the parts.
        rest = [cell.replace(SHARED, "/") for cell in cells[1:]]
        lines.append(f"{BELOW} " * depth + f" {SHARED} ".join([cells[0], *rest]).rstrip(" "))
        if point.get("points"):
            lines.append(typed_points(point["points"], depth=depth + 1))
    return "\n".join(lines)


def read_points(text: str) -> Points:
    """Sub-points of what was typed: «text | executor | term»; a «>» puts one below the former."""
    rows: Points = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        is_below = line.startswith(BELOW) and bool(rows)
        cells = [cell.strip() for cell in line.lstrip(f"{BELOW} ").rsplit(SHARED, len(PARTS) - 1)]
        row = {name: cell for name, cell in zip(PARTS, cells, strict=False) if cell}
        if is_below:
            rows[-1].setdefault("points", []).append(row)
        else:
            rows.append(row)
    return clean_points(rows)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


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
