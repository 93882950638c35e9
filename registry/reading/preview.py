"""What a file looks like before it is read: sheets, first rows, each column with samples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from core.errors import FileError
from core.i18n import gettext as _

from .grid import Row, fill_merged, is_filled, turn
from .heading import mark_of
from .layout import Layout, Told, data_rows, find_layout
from .sheets import Sheet, sheets_of
from .values import as_line

MAX_FIELDS = 300  # rows of a form on its side
SAMPLED_ROWS, SAMPLES, SHOWN_SAMPLE = 200, 3, 60
OFFERED_HEADERS, SHOWN_CELLS, SHOWN_CELL = 20, 5, 20


@dataclass(frozen=True, slots=True)
class Preview:
    """`headers` are rows that may hold the headings, with their first words."""

    layout: Layout
    sheets: list[str]
    headers: list[tuple[int, str]]
    columns: list[dict[str, Any]]


def preview_of(
    content: bytes, base: str, told: Told, remembered: Mapping[str, str] | None = None
) -> Preview:
    """The file as it would be read. Raises `FileError`."""
    sheets = list(sheets_of(content))
    layout, sheet = find_layout(sheets, base, told, remembered)
    table = table_of(layout, sheet)
    headers = [
        (number, _first_words(row))
        for number, row in enumerate(table[:OFFERED_HEADERS], 1)
        if any(map(is_filled, row))
    ]
    if layout.header > OFFERED_HEADERS:
        headers.append((layout.header, _first_words(table[layout.header - 1])))
    names = list(dict.fromkeys(one.name for one in sheets if one.name))
    return Preview(layout, names, headers, column_lines(layout, table))


def table_of(layout: Layout, sheet: Sheet) -> list[Row]:
    """All rows of the sheet as the layout counts them, merged values in each of their cells."""
    rows = sheet.load(None)
    if layout.sideways:
        if len(rows) > MAX_FIELDS:
            raise FileError(
                _("Таблица, где люди стоят в столбцах, слишком длинная: больше %(limit)s строк.")
                % {"limit": MAX_FIELDS}
            )
        rows = turn(rows)
    return fill_merged(rows, sheet.merged(), below=layout.header, sideways=layout.sideways)


def column_lines(layout: Layout, table: list[Row]) -> list[dict[str, Any]]:
    """Every column that holds something: its meaning and the first values that stand in it."""
    body = [row for _number, row in islice(data_rows(layout, table), SAMPLED_ROWS)]
    headings = dict(layout.heads.every)
    places = {place.index: place for place in layout.places}
    width = max([len(row) for row in body] + [index + 1 for index in (*headings, *places)] + [0])
    lines = []
    for index in range(width):
        texts = (as_line(row[index]) for row in body if index < len(row))
        samples = list(dict.fromkeys(text[:SHOWN_SAMPLE] for text in texts if text))[:SAMPLES]
        place = places.get(index)
        if not samples and not place and headings.get(index, "") in ("", *layout.unknown):
            continue  # a title, an empty column
        heading = place.heading if place else headings.get(index, "")
        lines.append(
            {
                "index": index,
                "mark": mark_of(index, sideways=layout.sideways),
                "heading": heading,
                "name": place.column.name if place else "",
                "how": place.how if place else "",
                "is_pair": heading in layout.from_pair,
                "is_repeated": heading in layout.repeated,
                "is_unknown": not place and heading in ("", *layout.unknown),
                "samples": samples,
            }
        )
    return lines


def _first_words(row: Row) -> str:
    filled = (as_line(value)[:SHOWN_CELL] for value in row if is_filled(value))
    return " · ".join(islice(filled, SHOWN_CELLS))
