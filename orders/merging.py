"""Texts of a draft filled anew: what was edited by hand stays, and what the data would say of it.

The row keeps the differences in `Order.data["differences"]` until somebody settles them:
`[{part, mine, theirs, place}]`, `mine` None where a point was taken out by hand, `theirs` None
where the data have it no more; `place` is where a point that was taken out would stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .alignment import moved
from .choices import RemarkPart
from .points import Points
from .remarks import text_of_point

Difference = dict[str, Any]
LINES = ("title", "preamble", "control")


def merged_texts(
    old: Mapping[str, Any], new: Mapping[str, Any], current: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Difference]]:
    """Of texts as they were filled, as they are filled now and as they stand."""
    texts: dict[str, Any] = {}
    found: list[Difference] = []
    for name in LINES:
        texts[name], kept = _merged_line(name, old.get(name), new[name], current[name])
        found += kept
    texts["points"], kept = merged_points(old.get("points", []), new["points"], current["points"])
    return texts, [*found, *kept]


def _merged_line(name: str, old: Any, new: str, current: str) -> tuple[str, list[Difference]]:
    if current in (old, new):
        return new, []
    kept = [] if new == old else [_difference(name, current, new)]
    return current, kept


def merged_points(old: Points, new: Points, current: Points) -> tuple[Points, list[Difference]]:
    """The points as they stand, in their order by hand, with what the data have changed."""
    to_current, to_new = moved(_texts(old), _texts(current)), moved(_texts(old), _texts(new))
    result: Points = []
    # Of each new point: how many points of the result stand up to it.
    stands: dict[int, int] = {}
    found: list[Difference] = []
    from_current = {there: here for here, there in to_current.items()}
    for place, point in enumerate(current):
        source = from_current.get(place)
        if source is None:
            result.append(point)
            continue
        target = to_new.get(source)
        theirs = None if target is None else new[target]
        is_mine = point not in (old[source], theirs)
        if is_mine and theirs != old[source]:
            found.append(_difference(RemarkPart.POINT, point, theirs))
        if is_mine or theirs is not None:
            result.append(point if is_mine or theirs is None else theirs)
        if target is not None:
            stands[target] = len(result)
    taken_out = {there: old[here] for here, there in to_new.items() if here not in to_current}
    return result, [*found, *_put_in(result, new, stands, taken_out)]


def _put_in(
    result: Points, new: Points, stands: dict[int, int], taken_out: Mapping[int, Any]
) -> list[Difference]:
    """Points that the data have besides go where they belong; what hands took out is asked."""
    found: list[Difference] = []
    for target, theirs in enumerate(new):
        if target in stands:
            continue
        after = max((at for place, at in stands.items() if place < target), default=0)
        if target in taken_out:
            if theirs != taken_out[target]:
                found.append(_difference(RemarkPart.POINT, None, theirs, place=after))
        elif theirs not in result:
            result.insert(after, theirs)
            for place, at in stands.items():
                stands[place] = at + (at > after)
            stands[target] = after + 1
    return found


def settled(texts: Mapping[str, Any], taken: Sequence[Difference]) -> dict[str, Any]:
    """The texts with these differences taken from the data."""
    values = dict(texts)
    points = list(texts["points"])
    # From the end, so that places in front stay what they were.
    for row in sorted(taken, key=lambda row: -row.get("place", 0)):
        mine, theirs = row["mine"], row["theirs"]
        if row["part"] != RemarkPart.POINT:
            values[row["part"]] = theirs
        elif mine is None:
            points.insert(min(row.get("place", 0), len(points)), theirs)
        elif mine in points:
            place = points.index(mine)
            points[place : place + 1] = [] if theirs is None else [theirs]
    return values | {"points": points}


def _difference(part: str, mine: Any, theirs: Any, *, place: int = 0) -> Difference:
    return {"part": str(part), "mine": mine, "theirs": theirs, "place": place}


def _texts(points: Points) -> list[str]:
    return [text_of_point(point) for point in points]
