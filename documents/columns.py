"""How wide the columns of a table are, in the PDF and in Word alike: no word of a cell is torn."""

from __future__ import annotations

import re

from .paper import MANY_COLUMNS, VERY_MANY_COLUMNS, Table
from .text import tied

# How many letters fit across a sheet in each size of letters; lying on its side it has more room.
LETTERS, LETTERS_DENSE, LETTERS_TINY = 80, 92, 128
ON_ITS_SIDE = 1.6
# What the edges of a cell take, in letters, with some room for wide ones or with none; a longer
# word than this may be torn.
EDGES, EDGES_TIGHT, LONGEST_WORD = 3, 2, 24
# Words that are tied together stay on one line.
_SPACES = re.compile("[ \n\t]+")


def column_shares(table: Table, *, landscape: bool = False) -> list[float]:
    """Per cent of the table for each column: as asked, but wide enough for its longest word.

    Where not all of the words fit, the longest of them are torn, and no others.
    """
    total = sum(column.width for column in table.columns)
    asked = [100 * column.width / total for column in table.columns]
    room = _letters(len(table.columns)) * (ON_ITS_SIDE if landscape else 1)
    words = _longest_words(table)
    for edges in (EDGES, EDGES_TIGHT):
        needed = [100 * (word + edges) / room for word in words]
        if sum(needed) <= 100:
            break
    else:
        return _capped(needed)
    short = [max(need - share, 0.0) for need, share in zip(needed, asked, strict=True)]
    spare = [max(share - need, 0.0) for need, share in zip(needed, asked, strict=True)]
    taken = sum(short) / sum(spare) if sum(spare) else 0.0
    return [
        share + more - less * taken for share, more, less in zip(asked, short, spare, strict=True)
    ]


def _capped(needed: list[float]) -> list[float]:
    """Each what it needs, but the greedy ones alike, so that the sum is 100."""
    left, cap = 100.0, 0.0
    for place, need in enumerate(sorted(needed)):
        cap = left / (len(needed) - place)
        if need > cap:
            break
        left -= need
    return [min(need, cap) for need in needed]


def _letters(columns: int) -> int:
    if columns >= VERY_MANY_COLUMNS:
        return LETTERS_TINY
    return LETTERS_DENSE if columns >= MANY_COLUMNS else LETTERS


def _longest_words(table: Table) -> list[int]:
    rows = [row for row in table.rows if len(row) == len(table.columns)]
    return [
        min(
            max(
                (
                    len(word)
                    for text in _texts(table, rows, place)
                    for word in _SPACES.split(tied(text))
                ),
                default=1,
            ),
            LONGEST_WORD,
        )
        for place in range(len(table.columns))
    ]


def _texts(table: Table, rows: list[tuple[str, ...]], place: int) -> list[str]:
    return [table.columns[place].title, *(row[place] for row in rows)]
