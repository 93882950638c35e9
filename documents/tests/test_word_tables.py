"""What a table of the DOCX needs to look like that of the PDF, in Word and in LibreOffice."""

from __future__ import annotations

import dataclasses
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from documents.paper import (
    AcquaintanceList,
    Block,
    Column,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from documents.testing import make_paper
from documents.word import docx_of

# Parts of a table's properties in the order of the standard (ECMA-376, CT_TblPr).
IN_ORDER = [
    qn(f"w:{name}")
    for name in ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
]


def read(*blocks: Block) -> WordDocument:
    return docx.Document(BytesIO(docx_of(make_paper(blocks=blocks))))


def ruled(count: int = 2) -> Table:
    return Table(tuple(Column(str(n)) for n in range(count)), (("слово",) * count,))


@pytest.mark.parametrize(
    "block", [ruled(), Signatures((Signature("Директор", "А. П. Иванова"),))], ids=["rows", "sign"]
)
def test_properties_of_a_table_stand_in_the_order_in_which_word_reads_them(block: Block) -> None:
    (table,) = read(block).tables

    names = [child.tag for child in table._tbl.tblPr]

    assert names == [name for name in IN_ORDER if name in names]


def test_titles_of_columns_stand_in_the_middle_of_the_head() -> None:
    (table,) = read(ruled()).tables

    placed = [{cell.vertical_alignment for cell in row.cells} for row in table.rows]

    assert placed == [{WD_ALIGN_VERTICAL.CENTER}, {None}]


def test_cells_of_a_dense_table_leave_more_room_for_words() -> None:
    def side(count: int) -> int:
        (table,) = read(ruled(count)).tables
        return int(table._tbl.tblPr.find(f".//{qn('w:left')}[@{qn('w:type')}]").get(qn("w:w")))

    assert (side(2), side(6)) == (90, 60)


def test_who_gets_acquainted_has_room_to_sign() -> None:
    (table,) = read(AcquaintanceList(("Иванова А. П.", "Петров Б. В."))).tables

    assert [bool(row.height and row.height > Pt(25)) for row in table.rows] == [False, True, True]


def test_a_row_without_empty_cells_is_as_high_as_its_text() -> None:
    (table,) = read(ruled()).tables

    assert [row.height for row in table.rows] == [None, None]


def test_a_table_keeps_off_the_text_above_it() -> None:
    document = read(Paragraph("к приказу"), ruled())

    (above,) = [one for one in document.paragraphs if one.text == "к приказу"]

    assert above.paragraph_format.space_after == Pt(10)


def test_a_signature_may_be_kept_with_what_stands_below_it_in_libreoffice() -> None:
    """Which keeps no table whose rows may not be torn: its lines stay together instead."""
    (table,) = read(Signatures((Signature("Директор", "А. П. Иванова"),))).tables

    assert "w:cantSplit" not in table._tbl.xml
    assert all(
        paragraph.paragraph_format.keep_together
        for cell in table.rows[0].cells
        for paragraph in cell.paragraphs
    )


def test_columns_of_a_table_are_as_wide_as_their_cells() -> None:
    (table,) = read(Signatures((Signature("Директор", "А. П. Иванова"),))).tables

    assert [column.width for column in table.columns] == [
        cell.width for cell in table.rows[0].cells
    ]


def test_the_title_of_a_table_is_as_large_as_its_letters() -> None:
    document = read(dataclasses.replace(ruled(), title="Формы"))

    (title,) = [one for one in document.paragraphs if one.text == "Формы"]

    cell = document.tables[0].rows[1].cells[0].paragraphs[0]
    assert title.runs[0].font.size == cell.runs[0].font.size


@pytest.mark.parametrize("dated", [False, True])
def test_the_line_to_sign_on_does_not_go_on_below_itself(dated: bool) -> None:
    line = Signature("Директор", "А. П. Иванова", dated=dated)
    (table,) = read(Signatures((line,))).tables

    cell = table.rows[0].cells[1]

    # Half of the height of the letters is how wide a stroke is in Times New Roman.
    assert set(cell.text) == {"_"}
    assert cell.width is not None
    assert len(cell.text) * 13 / 2 <= cell.width.pt


def test_a_day_keeps_off_the_name_before_it() -> None:
    (table,) = read(Signatures((Signature("Директор", "А. П. Иванова", dated=True),))).tables

    day = table.rows[0].cells[3]

    assert day.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert day.width is not None
    assert day.width.pt - len(day.text) * 13 / 2 > 10
