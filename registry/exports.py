"""Files out of a table: headings, rows, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from core.i18n import gettext as _

Row = Sequence[Any]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
WIDTH = 24
# What a spreadsheet may take for a formula or a number: a telephone among them.
RUNS = ("=", "+", "-", "@", "\t", "\r")


def xlsx_of(
    title: str, headings: Sequence[str], rows: Iterable[Row], *, glossary: Sequence[Row] = ()
) -> bytes:
    """A sheet with a frozen head and filters, and one that says what its columns mean.

    Text stays text, whatever it begins with.
    """
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options | {"in_memory": False}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        dated = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"})
        sheet = book.add_worksheet(title[:31])
        sheet.set_column(0, len(headings) - 1, WIDTH)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        sheet.write_row(0, 0, headings, head)
        number = 0
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(number, column, value, dated)
                elif isinstance(value, int):
                    sheet.write_number(number, column, value, wrapped)
                elif value:
                    sheet.write_string(number, column, str(value), wrapped)
        sheet.autofilter(0, 0, number, len(headings) - 1)
        if glossary:
            _add_glossary(book, glossary, head, wrapped)
    return file.getvalue()


def _add_glossary(book: Any, lines: Sequence[Row], head: Any, wrapped: Any) -> None:
    sheet = book.add_worksheet(_("Что в столбцах"))
    sheet.set_column(0, 0, WIDTH * 2)
    sheet.set_column(1, 1, WIDTH * 4)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate((_("Столбец"), _("Что в нём"))):
        sheet.write_string(0, column, title, head)
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line):
            sheet.write_string(number, column, str(text), wrapped)


def csv_of(headings: Sequence[str], rows: Iterable[Row]) -> bytes:
    """With semicolons and a mark of UTF-8, as Excel expects it where commas are decimal."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(map(_text, headings))
    writer.writerows([[_text(value) for value in row] for row in rows])
    return file.getvalue().encode("utf-8-sig")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y")
    text = str(value)
    return f"'{text}" if text.startswith(RUNS) else text
