"""An annex whose pages lie on their side, in the PDF and in Word."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT
from pypdf import PdfReader

from documents.paper import Annex, Column, Paper, Paragraph, Table, is_wide
from documents.pdf import pdf_of
from documents.testing import leftmost, make_paper, top_line
from documents.word import docx_of

MM = 72 / 25.4
STANDS, LIES = (210, 297), (297, 210)
WIDE = Table(tuple(Column(f"Графа {n}") for n in range(7)), (("слово",) * 7,) * 40)


@pytest.fixture
def paper() -> Paper:
    """An order with a wide annex between two that are not."""
    annexes = (
        Annex("Приложение № 1", "Первое", (Paragraph("Текст"),)),
        Annex("Приложение № 2", "Второе", (WIDE,), landscape=True),
        Annex("Приложение № 3", "Третье", (Paragraph("Текст"),)),
    )
    return make_paper(blocks=(Paragraph("Приказ"), *annexes), retention_margin=30)


def test_only_its_own_pages_lie_in_the_pdf(paper: Paper) -> None:
    pages = PdfReader(BytesIO(pdf_of(paper))).pages

    sizes = [(round(p.mediabox.width / MM), round(p.mediabox.height / MM)) for p in pages]
    assert sizes == [STANDS, STANDS, LIES, LIES, STANDS]


def test_the_numbers_of_pages_go_on(paper: Paper) -> None:
    pages = PdfReader(BytesIO(pdf_of(paper))).pages

    assert [top_line(page) for page in pages][1:] == ["2", "3", "4", "5"]


def test_a_turned_sheet_is_bound_at_its_upper_edge(paper: Paper) -> None:
    """So that no text goes into the binding when the sheet lies in the file with the others."""
    page = PdfReader(BytesIO(pdf_of(paper))).pages[2]

    assert leftmost(page) >= 20 * MM - 1
    assert docx.Document(BytesIO(docx_of(paper))).sections[1].top_margin.mm == pytest.approx(
        30, abs=0.1
    )


def test_only_its_own_pages_lie_in_word(paper: Paper) -> None:
    sections = docx.Document(BytesIO(docx_of(paper))).sections

    sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in sections]
    assert sizes == [STANDS, LIES, STANDS]
    assert sections[1].orientation == WD_ORIENT.LANDSCAPE
    assert sections[0].left_margin == sections[2].left_margin


def test_its_first_page_in_word_has_a_number_like_the_others(paper: Paper) -> None:
    sections = docx.Document(BytesIO(docx_of(paper))).sections

    assert [s.different_first_page_header_footer for s in sections] == [True, False, False]
    assert all(section.header.is_linked_to_previous for section in list(sections)[1:])


def test_nothing_stands_between_its_table_and_the_next_page_in_word(paper: Paper) -> None:
    """An empty line below a table that fills its page would be a page of its own."""
    (table,) = docx.Document(BytesIO(docx_of(paper))).tables

    below = table._tbl.getnext()

    assert "w:sectPr" in below.xml


def test_a_paper_that_lies_throughout_has_the_same_margins_in_the_pdf_and_in_word() -> None:
    paper = make_paper(blocks=(WIDE,), landscape=True)

    page = PdfReader(BytesIO(pdf_of(paper))).pages[1]
    (section,) = docx.Document(BytesIO(docx_of(paper))).sections

    assert leftmost(page) == pytest.approx(10 * MM, abs=4)
    sides = [section.left_margin, section.right_margin, section.top_margin, section.bottom_margin]
    assert [round(side.mm) for side in sides if side] == [10, 10, 15, 15]


def test_its_table_in_word_is_as_wide_as_the_lying_page(paper: Paper) -> None:
    (table,) = docx.Document(BytesIO(docx_of(paper))).tables

    assert sum(column.width.mm for column in table.columns) == pytest.approx(257, abs=1)


def test_a_table_of_many_columns_wants_a_lying_page() -> None:
    narrow = Table((Column("А"), Column("Б")), ())

    assert is_wide([Paragraph("Текст"), WIDE])
    assert not is_wide([Paragraph("Текст"), narrow])


def test_a_paper_that_lies_anyway_is_not_turned() -> None:
    lying = make_paper(landscape=True, blocks=(Annex("Приложение", "О", (WIDE,), landscape=True),))

    assert len(docx.Document(BytesIO(docx_of(lying))).sections) == 1
