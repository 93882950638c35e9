"""All that is held about a person as files: to be read (PDF, DOCX), to be read by a machine.

Papers are Russian whatever the language of the interface, so the words here pass gettext by.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence

import xlsxwriter

from core.clock import now
from core.russian.cases import Case
from core.russian.dates import long_date
from core.terms import expand
from documents.choices import FileFormat
from documents.paper import Block, Column, Letterhead, Paper, Paragraph, Table

from .life_hooks import HeldTable
from .models import Person

_NAME = "Сведения"
_WIDTH = 24
_WIDEST = 60
_LONGEST_CELL = 32_000


def holdings_paper(person: Person, tables: Sequence[HeldTable]) -> Paper:
    school = person.school
    blocks: list[Block] = [
        Paragraph(
            expand("Здесь всё, что {school} хранит об этом человеке в системе наставничества, на ")
            + f"{long_date(now().date())} Контактов других людей здесь нет."
        )
    ]
    blocks += [_table(table) for table in tables]
    return Paper(
        kind="holdings",
        heading="СПРАВКА",
        title=f"о данных, которые хранятся о {person.full_name_in(Case.PREPOSITIONAL)}",
        letterhead=Letterhead(name=school.name, short_name=school.short_name),
        blocks=tuple(blocks),
        landscape=True,
    )


def _table(table: HeldTable) -> Table:
    """A column is as wide as its longest word, and as its words on the whole ask for."""
    rows = tuple(tuple(str(cell) for cell in row) for row in table.rows)
    columns = []
    for number, title in enumerate(table.headings):
        cells = [str(title), *(row[number] for row in rows)]
        longest = max(len(word) for cell in cells for word in cell.split() or [""])
        middling = sum(map(len, cells)) // len(cells)
        columns.append(Column(str(title), max(longest + 2, min(middling, _WIDEST))))
    return Table(title=table.title, columns=tuple(columns), rows=rows)


def holdings_zip(person: Person, tables: Sequence[HeldTable]) -> bytes:
    """Four files of one content."""
    from documents.actions.files import MAKERS  # noqa: PLC0415  loads the PDF engine

    paper = holdings_paper(person, tables)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for ending in (FileFormat.PDF, FileFormat.DOCX):
            archive.writestr(f"{_NAME}.{ending}", MAKERS[ending](paper))
        archive.writestr(f"{_NAME}.json", _json(person, tables))
        archive.writestr(f"{_NAME}.xlsx", _xlsx(tables))
    return file.getvalue()


def _json(person: Person, tables: Sequence[HeldTable]) -> str:
    data = {
        "made_at": now().isoformat(timespec="seconds"),
        "school": person.school.name,
        "person": person.full_name,
        "tables": [
            {
                "key": table.key,
                "title": table.title,
                "columns": [str(title) for title in table.headings],
                "rows": [[str(cell) for cell in row] for row in table.rows],
            }
            for table in tables
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _xlsx(tables: Sequence[HeldTable]) -> bytes:
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for number, table in enumerate(tables, start=1):
            title = "".join(sign for sign in table.title if sign not in "[]:*?/\\'")
            sheet = book.add_worksheet(f"{number}. {title}"[:31])
            sheet.set_column(0, max(len(table.headings) - 1, 0), _WIDTH)
            sheet.write_row(0, 0, [str(one) for one in table.headings], head)
            for line, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row):
                    sheet.write_string(line, column, str(cell)[:_LONGEST_CELL], wrapped)
    return file.getvalue()
