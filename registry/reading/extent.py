"""How much memory the parts of a workbook would take once a parser lays them out.

A sheet becomes a rectangle and a shared text a copy for each cell that points to it, so a small
file can ask for all memory there is; the parser then ends the whole process.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from itertools import islice, pairwise

from core.errors import FileError
from core.i18n import gettext as _

MAX_AREA = 1_500_000
MAX_TEXT_BYTES = 200 * 1024 * 1024

# Nothing in these can run past a tag, so a file can't make them slow.


def _outside(columns: str, rows: str) -> re.Pattern[bytes]:
    """A cell that lies elsewhere, or does not say where in the usual way."""
    return re.compile(rf"<c(?! r=\"(?:{columns})(?:{rows})\")(?![A-Za-z])".encode())


# Rectangles that are always small enough, the wide ones first: within them nothing is counted.
_OUTSIDE = (
    _outside("[A-Z]|[A-C][A-Z]", r"\d{1,4}|1[01]\d{3}"),
    _outside("[A-Z]", r"\d{1,4}|[1-4]\d{4}|5[0-6]\d{3}"),
    _outside("[A-M]", r"\d{1,5}|10\d{4}|11[0-4]\d{3}"),
)
_PREFIXED = re.compile(rb"<[^\s<>:/]+:")
_PREFIXED_CELL = re.compile(rb"<[^\s<>:/]+:c[\s/>]")
_NOT_PLAIN = re.compile(rb"<(?:c[\t\r\n>]|c (?!r=\"[A-Z]{1,3}\d{1,7}\")|[^\s<>:/]+:c[\s>])")
_PLAIN_COLUMN = re.compile(rb"<c r=\"([A-Z]{1,3})")
_PLAIN_ROW = re.compile(rb"<c r=\"[A-Z]{1,3}(\d{1,7})")
_CELL = re.compile(rb"<(?:[^\s<>:/]+:)?c(\s[^<>]*)?>")
_ROW = re.compile(rb"<(?:[^\s<>:/]+:)?row(\s[^<>]*)?>")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']\s*\$?([A-Za-z]*)\$?(\d*)\s*[\"']")
_SHARED_TEXT = re.compile(rb"<(?:[^\s<>:/]+:)?si\b")
_VALUE = re.compile(rb"<(?:[^\s<>:/]+:)?v[^<>]*>\s{0,9}(\d{1,9})")


class Extent:
    """Counts the cells of a part, piece by piece; pieces end before a tag, never inside."""

    def __init__(self) -> None:
        self.cells = self.pieces = 0
        self._rectangle = self._since = 0

    def add(self, data: bytes, *, is_prefixed: bool) -> None:
        """Cheap for what spreadsheet programs write."""
        self.cells += data.count(b"<c") + (data.count(b":c") if is_prefixed else 0)
        if self.cells > MAX_AREA:
            raise FileError(_("В файле слишком много ячеек. Разделите его на части."))
        if is_prefixed and _PREFIXED_CELL.search(data):
            self._rectangle = len(_OUTSIDE)
        while self._rectangle < len(_OUTSIDE) and _OUTSIDE[self._rectangle].search(data):
            self._rectangle, self._since = self._rectangle + 1, self.pieces
        self.pieces += 1

    def is_near(self, pieces: Iterable[bytes]) -> bool:
        """Whether all cells lie in one of the rectangles; `pieces` are what was added, again."""
        if self._rectangle == len(_OUTSIDE):
            return False
        # What came before lay in a wider rectangle, which may not be this one.
        return not any(map(_OUTSIDE[self._rectangle].search, islice(pieces, self._since)))


def has_prefixes(data: bytes) -> bool:
    """Whether a tag may be «x:c» as well as «c»: readers take one for the other."""
    return _PREFIXED.search(data) is not None


def is_plain(pieces: Iterable[bytes]) -> bool:
    """Whether each cell says where it stands, in the way that spreadsheet programs write it."""
    return not any(map(_NOT_PLAIN.search, pieces))


def fits_with_empty_cells(pieces: Iterable[bytes]) -> bool:
    """Whether what lies around all cells of plain pieces is small; some of them may be empty."""
    columns: set[bytes] = set()
    last_row = 0
    for data in pieces:
        columns.update(_PLAIN_COLUMN.findall(data))
        last_row = max(last_row, *map(int, {b"0", *_PLAIN_ROW.findall(data)}))
    return last_row * max(map(_column_number, columns), default=0) <= MAX_AREA


def check_corner(pieces: Iterable[bytes]) -> None:
    """Refuse filled cells that stand too far apart."""
    corner = _Corner()
    for data in pieces:
        corner.add(data)
    if corner.row * corner.column > MAX_AREA:
        raise FileError(
            _(
                "Заполненные ячейки стоят слишком далеко друг от друга: до строки %(row)s. "
                "Удалите лишнее за пределами таблицы."
            )
            % {"row": corner.row}
        )


class _Corner:
    """The last row and column with content.

    Cells without an address follow each other in the row, rows without a number likewise.
    """

    def __init__(self) -> None:
        self.row = self.column = 0
        self._row = self._in_row = 0
        self._has_unplaced = False

    def add(self, data: bytes) -> None:
        for match in _CELL.finditer(data):
            attributes = match[1] or b""
            if attributes.endswith(b"/"):
                continue  # no content: formatting alone takes no memory
            place = _PLACE.search(attributes)
            if place is None:
                self._has_unplaced = True
                continue
            self.row = max(self.row, int(place[2][:9] or 0))
            self.column = max(self.column, _column_number(place[1][:4]))
        self._walk(data)

    def _walk(self, data: bytes) -> None:
        rows = list(_ROW.finditer(data))
        bounds = [match.start() for match in rows] + [len(data)]
        self._in_row += _cells(data, 0, bounds[0])
        widest = self._in_row
        for match, end in zip(rows, bounds[1:], strict=True):
            place = _PLACE.search(match[1] or b"")
            self._row = max(self._row + 1, int(place[2][:9] or 0) if place else 0)
            self._in_row = _cells(data, match.start(), end)
            widest = max(widest, self._in_row)
        if self._has_unplaced:
            self.row, self.column = max(self.row, self._row), max(self.column, widest)


def _cells(data: bytes, start: int, end: int) -> int:
    return data.count(b"<c", start, end) + data.count(b":c", start, end)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class TextLengths:
    """How long each text of the shared ones is, with its marks; given piece by piece."""

    def __init__(self) -> None:
        self.lengths = array("q")
        self._is_open = False

    def add(self, data: bytes, *, is_prefixed: bool) -> None:
        if not is_prefixed and b"<si" not in data:
            if self._is_open:
                self.lengths[-1] += len(data)
            return
        starts = [match.start() for match in _SHARED_TEXT.finditer(data)]
        if self._is_open:
            self.lengths[-1] += starts[0] if starts else len(data)
        for start, end in pairwise([*starts, len(data)]):
            self.lengths.append(end - start)
        self._is_open = self._is_open or bool(starts)

    def end_part(self) -> None:
        self._is_open = False


def count_values(data: bytes, *, is_prefixed: bool) -> int:
    return data.count(b"<v") + (data.count(b":v") if is_prefixed else 0)


def copied_text(data: bytes, lengths: array[int]) -> int:
    """What the shared texts would take if each cell had its own copy. Numbers count as well."""
    known = len(lengths)
    return sum(lengths[index] for index in map(int, _VALUE.findall(data)) if index < known)
