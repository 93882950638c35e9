"""Files for the tests of the import: made-up people in workbooks and CSV, and hostile ones."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

MENTEE_HEAD = (
    "ФИО наставляемого",
    "Контактные данные для связи (данные представителя)",
    "Год рождения наставляемого",
    "Основной запрос наставляемого",
    "Класс / должность",
    "Дата вхождения в программу",
    "Форма наставничества",
)
MENTOR_HEAD = (
    "ФИО наставника",
    "Контактные данные для связи",
    "Место работы/учебы наставника",
    "Основные компетенции наставника",
    "Дата вхождения в программу",
    "Форма наставничества",
)
JOINED = datetime.date(2026, 9, 7)


def mentee(name: str = "Пробная Анна Ильинична", **changed: Any) -> list[Any]:
    """A line of the mentees' base; keywords change cells: contacts, year, request, place …"""
    cells = {
        "name": name,
        "contacts": "+7 900 000 00 01 (мама)",
        "year": 2012,
        "request": "подтянуть физику",
        "place": "8А",
        "joined": JOINED,
        "form": "учитель – ученик",
    }
    return list((cells | changed).values())


def mentor(name: str = "Образцов Пётр Львович", **changed: Any) -> list[Any]:
    cells = {
        "name": name,
        "contacts": "+7 900 000 00 02, obraztsov@example.org",
        "place": "школа, учитель физики",
        "competencies": "физика, олимпиады",
        "joined": JOINED,
        "form": "учитель – ученик",
    }
    return list((cells | changed).values())


def workbook(*sheets: Iterable[Sequence[Any]], names: Sequence[str] = ()) -> bytes:
    """A workbook with a sheet for each table given."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for index, rows in enumerate(sheets):
        sheet = book.create_sheet(names[index] if names else f"Лист{index + 1}")
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def mentees_book(*rows: Sequence[Any]) -> bytes:
    return workbook([MENTEE_HEAD, *rows])


def mentors_book(*rows: Sequence[Any]) -> bytes:
    return workbook([MENTOR_HEAD, *rows])


def csv_file(
    rows: Iterable[Sequence[Any]], *, separator: str = ";", encoding: str = "utf-8"
) -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(
        [[_shown(value) for value in row] for row in rows]
    )
    return file.getvalue().encode(encoding)


def _shown(value: Any) -> str:
    return value.strftime("%d.%m.%Y") if isinstance(value, datetime.date) else str(value)


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The workbook with one part of the archive replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, data)
    return file.getvalue()


def part_of(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def cells_of(content: bytes) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.values]
