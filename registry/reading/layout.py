"""Where the table begins, and what each of its columns is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from core.errors import FileError
from core.i18n import gettext as _

from ..choices import Base
from .columns import IGNORED, PAIR, Column, column_of, columns_by_name
from .sheets import Row, Sheet
from .values import as_line

HEADER_WITHIN = 30
NAMES = frozenset(("full_name", "last_name"))


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the file: where it stands, what it is, how its author called it."""

    index: int
    column: Column
    heading: str

    def cell(self, number: int) -> str:
        """«C6»."""
        return f"{letters_of(self.index)}{number}"


@dataclass(frozen=True, slots=True)
class Layout:
    """The header row and its columns: filled ones, ones that a pair fills, and strangers."""

    base: str
    sheet: str
    header: int
    places: tuple[Place, ...]
    from_pair: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    other_sheets: list[str] = field(default_factory=list)

    @property
    def has_name(self) -> bool:
        return any(place.column.name in NAMES for place in self.places)

    def place_of(self, name: str) -> Place | None:
        return next((place for place in self.places if place.column.name == name), None)


def find_layout(sheets: Iterable[Sheet], base: str) -> tuple[Layout, Sheet]:
    """The sheet and row with the most known headings. Raises `FileError` where there is none."""
    found: list[tuple[Layout, Sheet]] = []
    seen: list[Row] = []
    for sheet in sheets:
        head = sheet.load(HEADER_WITHIN)
        seen += head
        layouts = [read_header(row, number, base, sheet.name) for number, row in enumerate(head, 1)]
        layouts = [layout for layout in layouts if layout.has_name]
        if layouts:
            found.append((max(layouts, key=lambda layout: len(layout.places)), sheet))
    if not found:
        raise _no_header(seen, base)
    layout, sheet = max(found, key=lambda pair: len(pair[0].places))
    layout.other_sheets.extend(
        other.name
        for one, other in found
        if other.name != sheet.name and len(one.places) > 1  # a guide names columns too
    )
    return layout, sheet


def read_header(row: Row, number: int, base: str, sheet: str = "") -> Layout:
    places: dict[str, Place] = {}
    from_pair, unknown, repeated = [], [], []
    for index, value in enumerate(row):
        heading = as_line(value)
        column = column_of(base, heading) if heading else None
        if not heading or (column and column.read == IGNORED):
            continue
        if column is None:
            unknown.append(heading)
        elif column.read == PAIR:
            from_pair.append(heading)
        elif column.name in places:
            repeated.append(heading)
        else:
            places[column.name] = Place(index, column, heading)
    return Layout(
        base,
        sheet,
        number,
        tuple(places.values()),
        tuple(from_pair),
        tuple(unknown),
        tuple(repeated),
    )


def data_rows(layout: Layout, rows: list[Row]) -> Iterator[tuple[int, Row]]:
    """Rows under the header in which a known column is filled, with their numbers in the file."""
    indexes = [place.index for place in layout.places]
    start = layout.header
    if start < len(rows) and _numbers_columns(rows[start]):
        start += 1
    for number, row in enumerate(rows[start:], start + 1):
        width = len(row)
        if any(_is_filled(row[index]) for index in indexes if index < width):
            yield number, row


def _numbers_columns(row: Row) -> bool:
    """Official forms number their columns under the headings: 1, 2, 3 …"""
    numbers = [as_line(value) for value in row if _is_filled(value)]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _is_filled(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def letters_of(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _no_header(seen: list[Row], base: str) -> FileError:
    other = Base.MENTEES if base == Base.MENTORS else Base.MENTORS
    name = columns_by_name(base)["full_name"].title
    if any(read_header(row, 1, other).has_name for row in seen):
        return FileError(
            _("Похоже, это %(other)s: нет колонки «%(name)s». Выберите другую базу или файл.")
            % {"other": Base(other).label, "name": name}
        )
    return FileError(
        _(
            "Не нашли строку с заголовками: в первых %(rows)s строках нет колонки «%(name)s». "
            "Возьмите образец таблицы на странице загрузки."
        )
        % {"rows": HEADER_WITHIN, "name": name}
    )
