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
_LONGEST_CELL = 32_000


def holdings_paper(person: Person, tables: Sequence[HeldTable]) -> Paper:
    school = person.school
    blocks: list[Block] = [
        Paragraph(
            expand("Здесь всё, что {school} хранит об этом человеке в системе наставничества, на ")
            + f"{long_date(now().date())}. Контактов других людей здесь нет."
        )
    ]
    for table in tables:
        width = dict.fromkeys(table.headings[-1:], 20)
        blocks.append(
            Table(
                title=table.title,
                columns=tuple(Column(str(title), width.get(title, 12)) for title in table.headings),
                rows=tuple(tuple(str(cell) for cell in row) for row in table.rows),
            )
        )
    return Paper(
        kind="holdings",
        heading="СПРАВКА",
        title=f"о данных, которые хранятся о {person.full_name_in(Case.PREPOSITIONAL)}",
        letterhead=Letterhead(name=school.name, short_name=school.short_name),
        blocks=tuple(blocks),
    )


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
