"""How much memory the parts of a workbook would take once a parser lays them out.

A sheet becomes a rectangle and a shared text a copy for each cell that points to it, so a small
file can ask for all memory there is; the parser then ends the whole process.
"""

from __future__ import annotations

import re
from itertools import pairwise

from core.errors import FileError
from core.i18n import gettext as _

MAX_AREA = 5_000_000
MAX_TEXT_BYTES = 200 * 1024 * 1024

# Nothing in these can run past a tag, so a file can't make them slow.
_PLAIN_FAR = re.compile(
    rb"<c r=\"(?:[A-Z]{3}|[H-Z][A-Z]|[A-Z]{1,2}(?:\d{6}|[3-9]\d{4}|2[5-9]\d{3}))"
)
_NOT_PLAIN = re.compile(rb"<(?:c[\t\r\n>]|c (?!r=\"[A-Z])|\w{1,20}:c[\s>])")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c(\s[^<>]*)?>")
_ROW = re.compile(rb"<(?:\w{1,20}:)?row(\s[^<>]*)?>")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']\s*\$?([A-Za-z]*)\$?(\d*)\s*[\"']")
_SHARED_TEXT = re.compile(rb"<(?:\w{1,20}:)?si\b")
_VALUE = re.compile(rb"<(?:\w{1,20}:)?v[^<>]*>\s{0,9}(\d{1,9})")


def check_area(data: bytes) -> None:
    """Refuse filled cells that stand too far apart. Cheap for what spreadsheet programs write."""
    if data.count(b"<c") > MAX_AREA:
        raise FileError(_("В файле слишком много ячеек. Разделите его на части."))
    if not _PLAIN_FAR.search(data) and not _NOT_PLAIN.search(data):
        return
    last_row, last_column = _corner(data)
    if last_row * last_column > MAX_AREA:
        raise FileError(
            _(
                "Заполненные ячейки стоят слишком далеко друг от друга: до строки %(row)s. "
                "Удалите лишнее за пределами таблицы."
            )
            % {"row": last_row}
        )


def _corner(data: bytes) -> tuple[int, int]:
    last_row = last_column = 0
    has_unplaced = False
    for match in _CELL.finditer(data):
        attributes = match[1] or b""
        if attributes.endswith(b"/"):
            continue  # no content: formatting alone takes no memory
        place = _PLACE.search(attributes)
        if place is None:
            has_unplaced = True
            continue
        last_row = max(last_row, int(place[2][:9] or 0))
        last_column = max(last_column, _column_number(place[1][:4]))
    if has_unplaced:
        row, column = _corner_of_unplaced(data)
        last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row, last_column


def _corner_of_unplaced(data: bytes) -> tuple[int, int]:
    """Cells without an address follow each other in the row, rows without a number likewise."""
    starts, last_row, last_column = [], 0, 0
    for match in _ROW.finditer(data):
        place = _PLACE.search(match[1] or b"")
        last_row = max(last_row + 1, int(place[2][:9] or 0) if place else 0)
        starts.append(match.start())
    for start, end in pairwise([*starts, len(data)]):
        last_column = max(
            last_column, data.count(b"<c", start, end) + data.count(b":c", start, end)
        )
    return last_row, last_column


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def text_lengths(data: bytes) -> list[int]:
    """How long each text of the shared ones is, with its marks."""
    starts = [match.start() for match in _SHARED_TEXT.finditer(data)]
    return [end - start for start, end in pairwise([*starts, len(data)])] if starts else []


def count_values(data: bytes) -> int:
    return data.count(b"<v") + data.count(b":v")


def copied_text(data: bytes, lengths: list[int]) -> int:
    """What the shared texts would take if each cell had its own copy. Numbers count as well."""
    known = len(lengths)
    return sum(lengths[index] for index in map(int, _VALUE.findall(data)) if index < known)
