"""Workbooks that an import hands out: the same file with its mistakes marked, an empty one."""

from __future__ import annotations

import datetime
import math
import re
import warnings
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from core.errors import FileError
from core.i18n import gettext as _

from .choices import RowStatus
from .column_help import column_help
from .models import ImportBatch, ImportRow
from .reading.columns import REASONS, TEMPLATE, columns_by_name
from .reading.layout import NOTHING_TOLD, Layout, Told, find_layout
from .reading.sheets import Sheet, sheets_of

# Keeping the look of a bigger file takes more memory than a server should give to one click.
MAX_KEPT_BYTES = 30 * 1024 * 1024
WRONG, REPEATED = "FFC7CE", "FFEB9C"
REASON_WIDTH = 70


def marked_workbook(batch: ImportBatch) -> bytes:
    """The file as it came, wrong cells coloured, with a column that says what to mend.

    An .xls, an .ods, a CSV, or a file too big to be kept as it looked, becomes a plain workbook
    with the same sheet. Of a form on its side the reasons stand in a row under it. Raises
    `FileError` where the file is no longer kept, or can't be read any more.
    """
    rows = batch.rows.filter(status__in=[RowStatus.WRONG, RowStatus.REPEATED]).order_by("number")
    marks = {row.number: row for row in rows}
    content = bytes(batch.content)
    if not content:
        raise FileError(_("Этот файл в системе больше не хранится. Загрузите его заново."))
    if _is_xlsx(content) and _unpacked_size(content) <= MAX_KEPT_BYTES:
        with suppress(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError):
            # openpyxl gives up on styles and parts that the reader never looks at
            return _marked_original(content, batch.columns, marks)
    return _marked_copy(batch, marks)


def error_text(error: dict[str, str]) -> str:
    """«Год рождения: «2031» — этот год ещё не наступил. Нужно: …»."""
    value = f"«{error['value']}» — " if error["value"] else ""
    text = f"{error['column']}: {value}{error['reason']}."
    if not error["allowed"]:
        return text
    return f"{text} " + _("Нужно: %(allowed)s.") % {"allowed": error["allowed"]}


def _reason(row: ImportRow) -> str:
    if row.status == RowStatus.REPEATED:
        return " ".join(note["text"] for note in row.notes)
    return "\n".join(error_text(error) for error in row.errors)


def _is_xlsx(content: bytes) -> bool:
    if not content.startswith(b"PK") or not zipfile.is_zipfile(BytesIO(content)):
        return False
    return "[Content_Types].xml" in zipfile.ZipFile(BytesIO(content)).namelist()


def _unpacked_size(content: bytes) -> int:
    return sum(part.file_size for part in zipfile.ZipFile(BytesIO(content)).infolist())


def _marked_original(content: bytes, columns: dict[str, Any], marks: dict[int, ImportRow]) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that are lost: the reader wants the rows back
        book = openpyxl.load_workbook(BytesIO(content), keep_links=False)
        _quiet_formulas(book, content)
    sheet = book[columns["sheet"]]
    book.active = sheet
    sideways, header = bool(columns.get("sideways")), columns["header"]
    at = _reasons_at(sheet, header, sideways=sideways)
    if header:
        title = _write(_cell(sheet, header, at, sideways=sideways), REASONS)
        title.font = Font(bold=True)
    if not sideways:
        sheet.column_dimensions[get_column_letter(at)].width = REASON_WIDTH
    for number, row in marks.items():
        is_wrong = row.status == RowStatus.WRONG
        fill = PatternFill("solid", start_color=WRONG if is_wrong else REPEATED)
        _write(_cell(sheet, number, at, sideways=sideways), _reason(row)).fill = fill
        for error in row.errors if is_wrong else ():
            sheet[error["cell"]].fill = fill
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _quiet_formulas(book: openpyxl.Workbook, content: bytes) -> None:
    """Whoever opens the workbook gets what the formulas came to, not the formulas."""
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
             if cell.data_type == "f"]  # fmt: skip
    if not cells:
        return
    values = openpyxl.load_workbook(BytesIO(content), data_only=True, keep_links=False)
    for cell in cells:
        value = values[cell.parent.title][cell.coordinate].value
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def _reasons_at(sheet: Any, header: int, *, sideways: bool) -> int:
    """Where the reasons go: where they stood before, else beyond the last heading."""
    if not header:
        return int(sheet.max_row if sideways else sheet.max_column) + 1
    if sideways:
        head = [
            (cell.row, cell.value) for (cell,) in sheet.iter_rows(min_col=header, max_col=header)
        ]
    else:
        head = [(cell.column, cell.value) for cell in sheet[header]]
    own = [place for place, value in head if value == REASONS]
    filled = [place for place, value in head if value not in (None, "")]
    return int(own[0] if own else max(filled, default=0) + 1)


def _cell(sheet: Any, number: int, at: int, *, sideways: bool) -> Cell:
    cell: Cell = sheet.cell(at, number) if sideways else sheet.cell(number, at)
    return cell


def _write(cell: Cell, text: str) -> Cell:
    """As text, whatever it begins with."""
    cell.value = text
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _marked_copy(batch: ImportBatch, marks: dict[int, ImportRow]) -> bytes:
    (layout, source), file = _read_sheet(batch), BytesIO()
    table, merged = source.load(None), source.merged()
    sideways, header = layout.sideways, layout.header
    width = max(map(len, table), default=0)
    wrong = {error["cell"] for row in marks.values() for error in row.errors}
    with _text_workbook(file, in_order=not merged) as book:
        styles: dict[str, Any] = {
            RowStatus.WRONG: book.add_format({"bg_color": f"#{WRONG}", "text_wrap": True}),
            RowStatus.REPEATED: book.add_format({"bg_color": f"#{REPEATED}", "text_wrap": True}),
        }
        dated = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet(_sheet_name(source.name))
        for (top, left), (bottom, right) in merged:
            sheet.merge_range(top, left, bottom, right, "")
        if not sideways:
            sheet.set_column(width, width, REASON_WIDTH)
        for index, row in enumerate(table):
            for place, value in enumerate(row):
                cell = f"{get_column_letter(place + 1)}{index + 1}"
                style = styles[RowStatus.WRONG] if cell in wrong else None
                _write_value(sheet, index, place, value, style, dated)
            if not sideways:
                _write_reason(sheet, (index, width), index + 1, header, marks, styles)
        for index in range(width if sideways else 0):
            _write_reason(sheet, (len(table), index), index + 1, header, marks, styles)
    return file.getvalue()


def _write_reason(
    sheet: Any,
    cell: tuple[int, int],
    number: int,
    header: int,
    marks: dict[int, ImportRow],
    styles: dict[str, Any],
) -> None:
    if number == header:
        sheet.write_string(*cell, REASONS)
    elif mark := marks.get(number):
        sheet.write_string(*cell, _reason(mark), styles[mark.status])


def _read_sheet(batch: ImportBatch) -> tuple[Layout, Sheet]:
    """The sheet that was read, by what was kept of the reading; guessed anew where nothing was."""
    kept = batch.columns
    told = NOTHING_TOLD
    if kept.get("header") is not None:
        told = Told(kept.get("sheet"), kept["header"], bool(kept.get("sideways")))
    return find_layout(sheets_of(bytes(batch.content)), batch.base, told)


def _sheet_name(name: str) -> str | None:
    """What Excel allows of it; LibreOffice allows more."""
    name = re.sub(r"[\\/?*\[\]:]", " ", name).strip("' ")[:31]
    return name or None


def _text_workbook(file: BytesIO, *, in_order: bool = True) -> xlsxwriter.Workbook:
    options = {"constant_memory": in_order, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(file, options | {"in_memory": False})


def _write_value(sheet: Any, row: int, column: int, value: Any, style: Any, dated: Any) -> None:
    if isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, style or dated)
    elif isinstance(value, int | float) and math.isfinite(value):
        sheet.write_number(row, column, value, style)
    elif value not in (None, ""):
        sheet.write_string(row, column, str(value), style)
    elif style is not None:
        sheet.write_blank(row, column, None, style)


def empty_workbook(base: str, *, forms: Iterable[str], directions: Iterable[str]) -> bytes:
    """The columns of a base with nothing under them; how to fill them in stands on a second sheet.

    Forms and directions are chosen from the school's own.
    """
    found, lists = columns_by_name(base), {"form": list(forms), "direction": list(directions)}
    names = [name for name in TEMPLATE[base] if name != "direction" or lists["direction"]]
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1,
                                "bg_color": "#E9ECFB"})  # fmt: skip
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet, guide = book.add_worksheet(_("База")), book.add_worksheet(_("Как заполнять"))
        sheet.freeze_panes(1, 1)
        guide.set_column(0, 0, 40)
        guide.set_column(1, 1, 80)
        for index, name in enumerate(names):
            column = found[name]
            sheet.write_string(0, index, column.title, head)
            sheet.set_column(index, index, 26, day if column.read == "date" else None)
            guide.write_string(index, 0, column.title, head)
            guide.write_string(index, 1, str(column_help(base, name)), wrapped)
            if options := lists.get(name):
                _offer(sheet, guide, index, len(names) + 2, options)
    return file.getvalue()


def _offer(sheet: Any, guide: Any, column: int, start: int, options: list[str]) -> None:
    """A list to choose from. What is not on it is warned of, not forbidden: the check says more."""
    place = column + 2
    for number, option in enumerate(options):
        guide.write_string(start + number, place, option)
    letter = get_column_letter(place + 1)
    guide.set_column(place, place, None, None, {"hidden": True})
    last = start + len(options)
    sheet.data_validation(
        1,
        column,
        5000,
        column,
        {
            "validate": "list",
            "source": f"='{guide.get_name()}'!${letter}${start + 1}:${letter}${last}",
            "error_type": "warning",
        },
    )
