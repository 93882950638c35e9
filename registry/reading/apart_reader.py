"""The process that reads an .xls or .ods for `apart`: bytes in, JSON out.

Runs by itself, without Django, and knows nothing but its limits.
"""

from __future__ import annotations

import datetime
import io
import json
import resource
import sys
import zipfile
from typing import Any
from xml.etree import ElementTree

BROKEN, LOCKED, TOO_BIG = 3, 4, 5
MAX_SHEETS = 50
MAX_AREAS = 20_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def main() -> int:
    kind, limits = sys.argv[1], json.loads(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        tables = read(content, kind, limits)
    except MemoryError:
        return TOO_BIG
    except BaseException as error:  # noqa: BLE001  a panic of the parser is no Exception
        return LOCKED if "assword" in str(error) else BROKEN
    sys.stdout.write(json.dumps(tables, default=_told))
    return 0


def read(content: bytes, kind: str, limits: dict[str, int]) -> list[Any]:
    from python_calamine import (  # noqa: PLC0415  after the limits are set
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    areas = merged_of_ods(content) if kind == "ods" else {}
    tables = []
    for index, about in enumerate(book.sheets_metadata[:MAX_SHEETS]):
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_index(index)
        rows = sheet.to_python(skip_empty_area=False, nrows=limits["rows"])
        merged = areas.get(about.name) if kind == "ods" else sheet.merged_cell_ranges
        tables.append([about.name, [row[: limits["columns"]] for row in rows], merged or []])
    return tables


def merged_of_ods(content: bytes) -> dict[str, list[Any]]:
    """The merged areas of each sheet, which the parser doesn't tell."""
    found: dict[str, list[Any]] = {}
    areas: list[Any] = []
    row = column = 0
    with zipfile.ZipFile(io.BytesIO(content)).open("content.xml") as part:
        for event, element in ElementTree.iterparse(part, ("start", "end")):  # noqa: S314  no DTD
            if event == "start":
                if element.tag == f"{_TABLE}table":
                    areas = found.setdefault(element.get(f"{_TABLE}name", ""), [])
                    row = 0
                elif element.tag == f"{_TABLE}table-row":
                    column = 0
            elif element.tag in _CELLS:
                down, right = _number(element, "rows-spanned"), _number(element, "columns-spanned")
                if down * right > 1 and len(areas) < MAX_AREAS:
                    areas.append([[row, column], [row + down - 1, column + right - 1]])
                column += _number(element, "columns-repeated")
            elif element.tag == f"{_TABLE}table-row":
                row += _number(element, "rows-repeated")
                element.clear()
    return found


def _number(element: ElementTree.Element, name: str) -> int:
    return int(element.get(f"{_TABLE}number-{name}", "1"))


def _told(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return ["moment", value.isoformat()]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
