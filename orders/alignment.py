"""Which line of a list became which, when lines were rewritten, moved in or taken out."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

# A line that has less than this in common with another is another one.
ALIKE = 0.45


def moved(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Place of an old line → its place now; lines that are gone are left out."""
    places: dict[int, int] = {}
    unmatched: list[int] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, other, _end in matcher.get_opcodes():
        if tag == "equal":
            places.update(zip(range(first, last), range(other, other + last - first), strict=True))
        elif tag != "insert":
            unmatched += range(first, last)
    free = sorted(set(range(len(new))) - set(places.values()))
    likeness = sorted(
        ((_likeness(old[here], new[there]), -here, -there) for here in unmatched for there in free),
        reverse=True,
    )
    for alike, here, there in likeness:
        if alike >= ALIKE and -here not in places and -there in free:
            places[-here] = -there
            free.remove(-there)
    return places


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0
