"""The road map of a programme as its act prints it.

Its words are Russian whatever the language of the interface.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation

from core.clock import today
from core.russian.cases import Case
from documents.paper import MANY_COLUMNS, Column, Inner, Paper, Paragraph, Stamp, Table, is_wide
from documents.papers import letterhead_of
from schools.models import Programme
from schools.road_map import layout_of, road_map_rows
from schools.titles import title_in

_NARROWEST, _WIDEST = 6, 40
# Millimetres: of a sheet between its margins, of a letter of a table, of a cell's padding.
_PAGE, _LETTER, _PADDING = 170, 2.1, 4
_LYING_PAGE = 257
# Room to write by hand in a column where nothing is said yet.
_BY_HAND = 28
_DENSE_LETTER = 1.85
# What a column says at most and on the whole, beyond which it gets no wider.
_MUCH = 120
_SHORTEST_WORD, _LONGEST_WORD = 4, 15
_WORD = "дорожная карта"


def road_map_paper(programme: Programme) -> Paper:
    """The road map by itself, as the annex of its act."""
    with translation.override("ru"):
        regulation, title = programme.regulation, layout_of(programme).title
        blocks = road_map_blocks(programme)
        rest = title[len(_WORD) :].strip(' «»"') if title.lower().startswith(_WORD) else title
        return Paper(
            kind="road_map",
            heading=_WORD.upper(),
            title=rest or programme.title,
            letterhead=letterhead_of(programme.school),
            landscape=is_wide(blocks),
            blocks=(
                Stamp(("Приложение", f"к {title_in(regulation.title, Case.DATIVE)}")),
                *([Paragraph(programme.title, align="center", indent=False)] if rest else []),
                *blocks,
            ),
        )


def road_map_blocks(programme: Programme) -> tuple[Inner, ...]:
    """The act's own columns; a section that has a title is headed by it."""
    with translation.override("ru"):
        layout = layout_of(programme)
        sections = road_map_rows(programme, today())
    rows: list[tuple[str, ...]] = []
    for section in sections:
        if section.title:
            rows.append((section.title,))
        rows += [row.texts for row in section.rows]
    # A table of one column has no other rows than these.
    cells = [row.texts for section in sections for row in section.rows]
    heads = [column.title for column in layout.columns]
    widths = _widths([*zip(heads, *cells, strict=True)])
    columns = tuple(map(Column, heads, widths))
    return (Table(columns=columns, rows=tuple(rows)),)


def _widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """In millimetres: each holds its longest word, the rest goes to those that say more."""
    is_dense = len(columns) >= MANY_COLUMNS
    page, letter = (_LYING_PAGE, _DENSE_LETTER) if is_dense else (_PAGE, _LETTER)
    least = [_least(texts, letter) for texts in columns]
    wishes = [_wish(texts[1:]) for texts in columns]
    rest = max(page - sum(least), 0) / (sum(wishes) or 1)
    return [low + round(rest * wish) for low, wish in zip(least, wishes, strict=True)]


def _least(texts: Sequence[str], letter: float) -> int:
    words = (word for text in texts for word in text.replace("-", "- ").split())
    longest = max(map(len, words), default=0)
    least = round(min(max(longest, _SHORTEST_WORD), _LONGEST_WORD) * letter + _PADDING)
    return least if any(texts[1:]) else max(least, _BY_HAND)


def _wish(texts: Sequence[str]) -> float:
    """Half of the longest cell, half of the usual one."""
    lengths = [len(text) for text in texts] or [0]
    return min((max(lengths) + sum(lengths) / len(lengths)) / 2, _MUCH)


def width_of(texts: Sequence[str]) -> int:
    """As wide as the longest cell wants to be, within reason."""
    return min(max(*map(len, texts), _NARROWEST), _WIDEST)
