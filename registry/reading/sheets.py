"""The sheets of a workbook, or of a CSV once for each separator that it might have."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from core.errors import FileError
from core.i18n import gettext as _

from .apart import Merged, Table, read_apart
from .extent import MAX_AREA
from .guard import check_file

Row = list[Any]

SEPARATORS = (";", ",", "\t", "|")
MAX_SHEETS = 50
# No line of a table has so many characters.
ENDLESS = 200_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """`load(30)` gives the first 30 rows, `load(None)` all of them, blank ones included.

    `merged` are the first and last cell of each merged area: only the first holds its value.
    """

    name: str
    load: Callable[[int | None], list[Row]]
    merged: Callable[[], list[Merged]] = list


def sheets_of(content: bytes) -> Iterator[Sheet]:
    """What may hold the table, in the order to look in. Raises `FileError`."""
    kind = check_file(content)
    if kind == "xlsx":
        return _workbook_sheets(content)
    if kind == "csv":
        return _csv_sheets(decode(content))
    return _read_sheets(read_apart(content, kind))


def _workbook_sheets(content: bytes) -> Iterator[Sheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        for index, about in enumerate(workbook.sheets_metadata[:MAX_SHEETS]):
            is_seen = about.visible == SheetVisibleEnum.Visible
            if about.typ == SheetTypeEnum.WorkSheet and is_seen:
                sheet = workbook.get_sheet_by_index(index)
                yield Sheet(about.name, _loader(sheet), _merged_of(sheet))
    except CalamineError as error:
        raise FileError(
            _("Файл повреждён. Откройте его в Excel или LibreOffice и сохраните заново как .xlsx.")
        ) from error


def _loader(sheet: CalamineSheet) -> Callable[[int | None], list[Row]]:
    return lambda number: sheet.to_python(skip_empty_area=False, nrows=number)


def _merged_of(sheet: CalamineSheet) -> Callable[[], list[Merged]]:
    return lambda: list(sheet.merged_cell_ranges or ())


def _read_sheets(tables: list[Table]) -> Iterator[Sheet]:
    for table in tables:
        yield Sheet(table.name, _cut(table.rows), partial(_merged_in, table))


def _cut(rows: list[Row]) -> Callable[[int | None], list[Row]]:
    return lambda number: rows[:number]


def _merged_in(table: Table) -> list[Merged]:
    return table.merged


def _csv_sheets(text: str) -> Iterator[Sheet]:
    for separator in SEPARATORS:
        yield Sheet("", _csv_loader(text, separator))


def _csv_loader(text: str, separator: str) -> Callable[[int | None], list[Row]]:
    def load(number: int | None) -> list[Row]:
        if number is None and text.count(separator) + text.count("\n") > MAX_AREA:
            raise FileError(_("В файле слишком много ячеек. Разделите его на части."))
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
        try:
            return list(islice(reader, number))
        except csv.Error as error:
            raise FileError(
                _("Файл CSV не читается около строки %(line)s: проверьте в ней кавычки.")
                % {"line": reader.line_num}
            ) from error

    return load


def _is_endless(text: str) -> bool:
    """Whether a line never seems to end: its cells would take a hundred times its own memory."""
    end = "\n" if "\n" in text else "\r"
    start = 0
    while (place := text.find(end, start)) >= 0:
        if place - start > ENDLESS:
            return True
        start = place + 1
    return len(text) - start > ENDLESS


def decode(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or else what Excel in Russia saves: Windows-1251."""
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "")
    for name in [encoding] if encoding else ["utf-8", "cp1251"]:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and not _is_endless(text):
            return text
    raise FileError(_("Это не таблица. Нужен файл Excel, LibreOffice или CSV."))
