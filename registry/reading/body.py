"""Which rows under the header are people: not blank, not totals, not signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from core.russian.text import fold

from .grid import Row, is_filled
from .values import as_line

if TYPE_CHECKING:
    from .layout import Layout

SHOWN = 80
FEW_CELLS = 3
_TOTAL = re.compile(r"(итого|всего|количество|общее число)\b")
_REMARK = re.compile(
    r"(исполнител|ответственн|составил|составитель|подпись|директор|зам\b|заместител|завуч"
    r"|руководител|куратор|координатор|классный рук|м\.? ?п\.?$|дата\b|примечани|приложени"
    r"|согласован|утвержд|секретар|председател|\*|_{3,}|[«\"]_+|тел\.? исп)"
)


def data_rows(
    layout: Layout, rows: list[Row], skipped: list[tuple[int, str]] | None = None
) -> Iterator[tuple[int, Row]]:
    """Rows under the header in which a known column is filled, with their numbers in the file.

    What was taken for a total, a signature or the header once more is told in `skipped`.
    """
    indexes = [place.index for place in layout.places]
    start = layout.header
    while start < len(rows) and numbers_columns(rows[start]):
        start += 1
    name = layout.place_of("full_name") or layout.place_of("last_name")
    at = name.index if name else -1
    head = name.heading if name else ""
    for number, row in enumerate(rows[start:], start + 1):
        width = len(row)
        cell = row[at] if 0 <= at < width else None
        if _is_plain_name(cell, head):
            yield number, row
        elif not any(is_filled(row[index]) for index in indexes if index < width):
            continue
        elif not _is_remark(row, cell, head):
            yield number, row
        elif skipped is not None:
            told = " ".join(filter(None, map(as_line, row)))
            skipped.append((number, told[:SHOWN]))


def has_rows(layout: Layout, rows: list[Row]) -> bool:
    return next(data_rows(layout, rows), None) is not None


def numbers_columns(row: Row) -> bool:
    """Official forms number their columns under the headings: 1, 2, 3 …"""
    numbers = [as_line(value).strip(".()") for value in row if is_filled(value)]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _is_plain_name(cell: Any, head: str) -> bool:
    """Quick: the common case is two or three words of letters that begin no remark."""
    if not isinstance(cell, str) or cell == head:
        return False
    words = cell.split()
    if not 2 <= len(words) <= FEW_CELLS:
        return False
    return "".join(words).isalpha() and not _REMARK.match(fold(cell.strip()))


def _is_remark(row: Row, cell: Any, head: str) -> bool:
    """A total anywhere; a signature or the header again only where a person would have more."""
    filled = [as_line(value) for value in row if is_filled(value)]
    text = as_line(cell) if is_filled(cell) else ""
    if text:
        is_again = text == head and len(filled) > 1
        firsts = [fold(text)]
    else:
        is_again = False
        firsts = [fold(filled[0])]
    if is_again or any(_TOTAL.match(first) for first in firsts):
        return True
    return len(filled) <= FEW_CELLS and any(_REMARK.match(first) for first in firsts)
