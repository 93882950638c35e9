"""Rows and cells of a sheet as they lie: letters, turning, merged areas."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

Row = list[Any]
Merged = tuple[tuple[int, int], tuple[int, int]]
MAX_FILLED = 200_000


def letters_of(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_filled(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def turn(rows: list[Row]) -> list[Row]:
    """Columns become rows."""
    return [list(row) for row in zip_longest(*rows, fillvalue="")]


def oriented(merged: Iterable[Merged], *, sideways: bool) -> list[Merged]:
    if not sideways:
        return list(merged)
    return [((left, top), (right, bottom)) for (top, left), (bottom, right) in merged]


def merged_across(
    merged: Iterable[Merged], *, sideways: bool
) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell of an area within one row to the first one, which holds its value."""
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in oriented(merged, sideways=sideways):
        if top == bottom and right > left and len(cells) < MAX_FILLED:
            cells |= {(top, column): (top, left) for column in range(left, right + 1)}
    return cells


def fill_merged(
    rows: list[Row], merged: Iterable[Merged], *, below: int, sideways: bool
) -> list[Row]:
    """A value merged down over several rows under the header belongs to each of them."""
    left_to_fill = MAX_FILLED
    for (top, left), (bottom, _right) in oriented(merged, sideways=sideways):
        if bottom <= top or top < below or top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and left_to_fill and not is_filled(row[left]):
                row[left] = value
                left_to_fill -= 1
    return rows
