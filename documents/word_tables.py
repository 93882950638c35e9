"""Tables of a DOCX of ours: rows that stay whole, lines around cells, room beside the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table, _Cell

from . import paper as parts
from .text import lines_of, tied
from .word_page import TINY

SMALL = Pt(11)
DENSE = Pt(10)
# What stands above and below the text of a cell, and at its sides.
PADDING, PADDING_DENSE = Pt(3), Pt(2)
SIDES, SIDES_DENSE = Pt(4.5), Pt(3)
# How high a cell is that is left for a hand, in its letters.
TO_FILL = 1.9
# The properties of a table in the order in which Word reads them.
_PROPERTIES = ("w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def size_of(columns: int) -> Length:
    if columns >= parts.VERY_MANY_COLUMNS:
        return TINY
    return DENSE if columns >= parts.MANY_COLUMNS else SMALL


def set_widths(table: Table, widths: Sequence[Length]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def add_row(
    table: Table,
    texts: Sequence[str],
    widths: Sequence[Length],
    *,
    align: int,
    size: Length = SMALL,
) -> None:
    row = table.add_row()
    if not all(texts):
        row.height = Length(int(size * TO_FILL) + 2 * _padding(size))
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        for index, line in enumerate(lines_of(text) or [""]):
            paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
            paragraph.alignment = align
            paragraph.add_run(tied(line)).font.size = size
        _space(cell, size)


def add_section(table: Table, text: str, size: Length) -> None:
    """A row across all the columns."""
    cells = table.add_row().cells
    cell = cells[0].merge(cells[-1])
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(tied(text))
    run.font.size, run.bold = size, True
    _space(cell, size)


def _space(cell: _Cell, size: Length) -> None:
    cell.paragraphs[0].paragraph_format.space_before = _padding(size)
    cell.paragraphs[-1].paragraph_format.space_after = _padding(size)


def _padding(size: Length) -> Length:
    return PADDING if size >= SMALL else PADDING_DENSE


def repeat_head(table: Table) -> None:
    """The first row stands on each page, its titles in the middle of it."""
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  python-docx has no name for it
    for cell in head.cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def keep_rows_whole(table: Table) -> None:
    for row in table._tbl.tr_lst:  # noqa: SLF001  python-docx has no name for it
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def keep_lines_together(table: Table) -> None:
    """Rows stay whole by their text: LibreOffice keeps no table of rows that may not be torn with
    what stands below it.
    """
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_together = True


def keep_with_next(table: Table) -> None:
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def pad_sides(table: Table, width: Length) -> None:
    """How far the text keeps from the sides of its cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(round(width.pt * 20)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    _put_property(table, margins)


def rule(table: Table) -> None:
    """Lines around every cell; a document of the school's own may lack the style for them."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    _put_property(table, borders)


def _put_property(table: Table, element: Any) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001  python-docx has no name for it
    names = [qn(name) for name in _PROPERTIES]
    later = names[names.index(element.tag) + 1 :]
    for child in properties:
        if child.tag in later:
            child.addprevious(element)
            return
    properties.append(element)
