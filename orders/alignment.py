"""Which line of a list became which, when lines were rewritten, moved in or taken out."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

# A line that has less than this in common with another is another one.
ALIKE = 0.45
# Every line is compared with every other one only while these are few.
MOST_COMPARED = 2500


def moved(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Place of an old line → its place now; lines that are gone are left out."""
    places: dict[int, int] = {}
    left: list[int] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, other, end in matcher.get_opcodes():
        if tag == "equal":
            places.update(zip(range(first, last), range(other, end), strict=True))
        elif tag != "insert":
            left += range(first, last)
    free = sorted(set(range(len(new))) - set(places.values()))
    if len(left) * len(free) > MOST_COMPARED:
        # A long list whose lines all changed, as when a term did: line by line.
        return places | {
            here: there
            for here, there in zip(left, free, strict=False)
            if _likeness(old[here], new[there]) >= ALIKE
        }
    likeness = sorted(
        (-_likeness(old[here], new[there]), here, there) for here in left for there in free
    )
    taken: set[int] = set()
    for unlike, here, there in likeness:
        if -unlike >= ALIKE and here not in places and there not in taken:
            places[here] = there
            taken.add(there)
    return places


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0
