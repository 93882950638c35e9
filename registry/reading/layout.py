"""Where the table begins, which way it lies, and what each of its columns is.

What a person said (`Told`) is taken as it stands. Else the row with the most known headings is the
header: upright first, then the form that lies on its side, then a table without headings that
mean anything, by a column that holds names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import FileError
from core.i18n import gettext as _

from ..choices import Base
from .body import data_rows, has_rows
from .columns import columns_by_name
from .grid import Row, letters_of, merged_across, turn
from .heading import Heads, Place, read_heads, with_mistyped
from .names_found import UNDER_A_HEADING, content_name, names_in
from .sheets import Sheet

__all__ = [
    "Layout",
    "Place",
    "Told",
    "data_rows",
    "find_layout",
    "letters_of",
    "read_header",
    "read_layout",
]

HEADER_WITHIN = 30
FIELDS_WITHIN = 80  # of a form on its side
SEEN_ROWS = 60
NAMES = frozenset(("full_name", "last_name"))
FEW = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What a person said of the reading; what is None or absent is guessed."""

    sheet: str | None = None
    header: int | None = None
    sideways: bool | None = None
    columns: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Told:
        columns = {int(index): name for index, name in data.get("columns", {}).items()}
        return cls(data.get("sheet"), data.get("header"), data.get("sideways"), columns)


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class Layout:
    """The header row and its columns: filled ones, ones that a pair fills, and strangers.

    Of a form on its side a «row» is a column of the sheet and the other way round.
    """

    base: str
    sheet: str
    header: int
    heads: Heads
    sideways: bool = False
    depth: int = 1
    other_sheets: list[str] = field(default_factory=list)

    @property
    def places(self) -> tuple[Place, ...]:
        return self.heads.places

    @property
    def from_pair(self) -> tuple[str, ...]:
        return self.heads.from_pair

    @property
    def unknown(self) -> tuple[str, ...]:
        return self.heads.unknown

    @property
    def repeated(self) -> tuple[str, ...]:
        return self.heads.repeated

    @property
    def has_name(self) -> bool:
        return any(place.column.name in NAMES for place in self.places)

    def place_of(self, name: str) -> Place | None:
        return next((place for place in self.places if place.column.name == name), None)


def find_layout(
    sheets: Iterable[Sheet],
    base: str,
    told: Told = NOTHING_TOLD,
    remembered: Mapping[str, str] | None = None,
) -> tuple[Layout, Sheet]:
    """The sheet and how it is read. Raises `FileError` where there is no table of this base."""
    known = remembered or {}
    every = list(sheets)
    asked = [sheet for sheet in every if told.sheet in (None, sheet.name)] or every
    if told.header is not None:
        sheet = _separated(asked, base, told, known)
        layout = _mended(_as_told(sheet, base, told, known))
        return _by_what_stands_there(layout, sheet, told), sheet
    found = _by_headings(asked, base, told, known)
    if not found:
        _refuse_other_base(asked, base)
        found = _by_names(asked, base, told, known)
    if not found:
        raise _no_header(base)
    sheet = found[0][1]
    layout = _by_what_stands_there(_mended(found[0][0]), sheet, told)
    layout.other_sheets.extend(
        other.name
        for one, other in found[1:]
        if other.name not in (sheet.name, *layout.other_sheets)
        and len(one.places) > 1  # a guide names columns too
        and one.sideways == layout.sideways
    )
    return layout, sheet


def read_layout(
    sheet: Sheet,
    base: str,
    *,
    header: int,
    sideways: bool = False,
    told: Mapping[int, str] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> Layout:
    """The sheet with this header row (0 for none), read as one row of headings or as two."""
    head = _head(sheet, sideways, max(header + SEEN_ROWS, SEEN_ROWS))
    merged = merged_across(sheet.merged(), sideways=sideways)
    one = _layout_at(head, header, base, sheet.name, sideways, merged, remembered or {}, told)
    names = [place.index for place in one.places if place.column.name in NAMES]
    if not names:
        guessed = names_in(head[header:])
        if guessed is not None and guessed.index not in (told or {}):
            return replace(one, heads=one.heads.with_name(base, guessed.index, sideways=sideways))
    return one


def _by_content(layout: Layout, body: list[Row], told: Mapping[int, str]) -> Heads:
    """Columns without a heading that says anything, where what stands in them does."""
    heads = layout.heads
    headings = dict(heads.every)
    read = {one.index for one in heads.places} | set(told)
    read |= {index for index, text in headings.items() if text not in heads.unknown}
    for index in range(max(map(len, body), default=0)):
        if index in read:
            continue
        name = content_name(row[index] for row in body if index < len(row))
        may = index not in headings or name in UNDER_A_HEADING
        if name and may and layout.place_of(name) is None:
            heads = heads.with_content(layout.base, name, index, sideways=layout.sideways)
            layout = replace(layout, heads=heads)
    return heads


def read_header(row: Row, number: int, base: str, sheet: str = "") -> Layout:
    """One row of headings by itself."""
    return Layout(base, sheet, number, read_heads(row, [], base))


# --- guesses


def _by_headings(
    sheets: list[Sheet], base: str, told: Told, known: Mapping[str, str]
) -> list[tuple[Layout, Sheet]]:
    """Layouts that have a name by their headings, the best first."""
    upright = [] if told.sideways else _best_of(sheets, base, known, sideways=False)
    most = max((len(layout.places) for layout, _sheet in upright), default=0)
    if told.sideways is False or (most >= FEW and not told.sideways):
        return upright
    lying = _best_of(sheets, base, known, sideways=True)
    return lying if lying and len(lying[0][0].places) > most else upright


def _best_of(
    sheets: list[Sheet], base: str, known: Mapping[str, str], *, sideways: bool
) -> list[tuple[Layout, Sheet]]:
    found = []
    for sheet in sheets:
        head = _head(sheet, sideways, SEEN_ROWS)
        merged = merged_across(sheet.merged(), sideways=sideways)
        layouts = [
            _layout_at(head, number, base, sheet.name, sideways, merged, known)
            for number in range(1, min(len(head), HEADER_WITHIN) + 1)
        ]
        layouts = [layout for layout in layouts if layout.has_name]
        if layouts:
            best = max(layouts, key=lambda layout: len(layout.places))
            found.append((has_rows(best, head), best, sheet))
    found.sort(key=lambda one: (one[0], len(one[1].places)), reverse=True)
    return [(layout, sheet) for _has_rows, layout, sheet in found]


def _layout_at(
    head: list[Row],
    number: int,
    base: str,
    name: str,
    sideways: bool,
    merged: Mapping[tuple[int, int], tuple[int, int]],
    known: Mapping[str, str],
    told: Mapping[int, str] | None = None,
) -> Layout:
    """One row of headings, or two where the one above joins several and more is known so."""
    row = head[number - 1] if 0 < number <= len(head) else []
    if number == 0 and head:
        row = [""] * max(map(len, head))
    options: dict[str, Any] = {"remembered": known, "told": told or {}, "sideways": sideways}
    one = Layout(base, name, number, read_heads(row, [], base, **options), sideways)
    if number < 2:
        return one
    above = head[number - 2]
    tops = [
        above[merged.get((number - 2, index), (0, index))[1]]
        if merged.get((number - 2, index), (0, index))[1] < len(above)
        else ""
        for index in range(max(len(above), len(row)))
    ]
    two = Layout(base, name, number, read_heads(row, tops, base, **options), sideways, depth=2)
    least = len(one.places)
    if not told:
        least = max(least, len(read_heads(above, [], base, **options).places))
    return two if len(two.places) > least and two.has_name else one


def _by_names(
    sheets: list[Sheet], base: str, told: Told, known: Mapping[str, str]
) -> list[tuple[Layout, Sheet]]:
    """Tables whose headings say nothing of a name, by the column in which names stand."""
    found = []
    for sheet in sheets:
        for sideways in (False, True) if told.sideways is None else (told.sideways,):
            guessed = names_in(_head(sheet, sideways, SEEN_ROWS))
            if guessed is not None:
                found.append((guessed.number, sideways, guessed, sheet))
                break
    found.sort(key=lambda one: one[0], reverse=True)
    return [
        (
            read_layout(sheet, base, header=guessed.header, sideways=sideways, remembered=known),
            sheet,
        )
        for _number, sideways, guessed, sheet in found
    ]


def _separated(sheets: list[Sheet], base: str, told: Told, known: Mapping[str, str]) -> Sheet:
    """The sheet that is meant; of a CSV, the separator that makes the best table of it."""
    if len(sheets) == 1 or sheets[0].name:
        return sheets[0]
    free = Told(sideways=told.sideways)
    found = _by_headings(sheets, base, free, known) or _by_names(sheets, base, free, known)
    return found[0][1] if found else max(sheets, key=_width)


def _width(sheet: Sheet) -> int:
    return sum(len(row) for row in sheet.load(HEADER_WITHIN))


def _mended(layout: Layout) -> Layout:
    if not layout.unknown:
        return layout
    heads = with_mistyped(layout.base, layout.heads, sideways=layout.sideways)
    return replace(layout, heads=heads)


def _by_what_stands_there(layout: Layout, sheet: Sheet, told: Told) -> Layout:
    head = _head(sheet, layout.sideways, layout.header + SEEN_ROWS)
    return replace(layout, heads=_by_content(layout, head[layout.header :], told.columns))


def _as_told(sheet: Sheet, base: str, told: Told, known: Mapping[str, str]) -> Layout:
    return read_layout(
        sheet,
        base,
        header=told.header or 0,
        sideways=bool(told.sideways),
        told=told.columns,
        remembered=known,
    )


def _head(sheet: Sheet, sideways: bool, number: int) -> list[Row]:
    return turn(sheet.load(FIELDS_WITHIN)) if sideways else sheet.load(number)


# --- refusals


def _refuse_other_base(sheets: list[Sheet], base: str) -> None:
    other = Base.MENTEES if base == Base.MENTORS else Base.MENTORS
    seen = [row for sheet in sheets for row in sheet.load(HEADER_WITHIN)]
    heads = (read_heads(row, [], other, is_exact=True) for row in seen)
    if any(place.column.name in NAMES for found in heads for place in found.places):
        raise FileError(
            _("Похоже, это %(other)s: нет колонки «%(name)s». Выберите другую базу или файл.")
            % {"other": Base(other).label, "name": columns_by_name(base)["full_name"].title}
        )


def _no_header(base: str) -> FileError:
    return FileError(
        _(
            "Не нашли строку с заголовками: в первых %(rows)s строках нет колонки «%(name)s». "
            "Возьмите образец таблицы на странице загрузки."
        )
        % {"rows": HEADER_WITHIN, "name": columns_by_name(base)["full_name"].title}
    )
