"""No file that leaves the house has a cell that a spreadsheet program would run."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from monitoring import exports as figures_out
from registry.exports import csv_of, xlsx_of

RUNNING = ["=1+1", "+7 900 000 00 00", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A1"]
# Each is looked at by a test here or beside it, cell by cell.
WRITERS = {
    "monitoring/exports.py",
    "registry/exports.py",
    "registry/holdings_files.py",
    "registry/workbooks.py",
}
WRITES = re.compile(r"^\s*(?:import|from) (?:xlsxwriter|openpyxl|tablib|csv)\b", re.MULTILINE)
READERS = {"registry/reading/sheets.py"}
NOT_OURS = re.compile(r"(^|/)(tests|benchmarks|migrations|\.venv|node_modules|var)/")


def test_no_other_module_writes_spreadsheets() -> None:
    root = Path(settings.BASE_DIR)
    found = {
        path.relative_to(root).as_posix()
        for path in root.glob("*/**/*.py")
        if not NOT_OURS.search(path.relative_to(root).as_posix())
        and WRITES.search(path.read_text(encoding="utf-8"))
    }

    assert found - READERS == WRITERS


@pytest.mark.parametrize("text", RUNNING)
def test_a_workbook_keeps_it_as_text(text: str) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx_of("Лист", [text], [[text]], glossary=[[text] * 2]))
    )

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("text", RUNNING)
def test_a_csv_puts_an_apostrophe_before_it(text: str) -> None:
    lines = csv.reader(io.StringIO(csv_of([text], [[text]]).decode("utf-8-sig")), delimiter=";")

    assert [cell for line in lines for cell in line] == [f"'{text}"] * 2


@pytest.mark.parametrize("text", RUNNING)
def test_the_figures_keep_it_as_text(text: str) -> None:
    assert str(figures_out._cell(text)).startswith("'")
