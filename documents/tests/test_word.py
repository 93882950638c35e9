"""The DOCX says the same as the PDF, in the same order, on the same page."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Pt

from documents.paper import (
    MANY_COLUMNS,
    Annex,
    Column,
    Field,
    Fields,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from documents.pdf import pdf_of
from documents.testing import full_paper, make_paper, text_of_docx, text_of_pdf
from documents.word import docx_of


def read(paper: Paper) -> WordDocument:
    return docx.Document(BytesIO(docx_of(paper)))


def words(text: str) -> list[str]:
    """Words in their order, without the lines that are left to write on and page numbers."""
    return [word for word in re.sub(r"_{3,}", " ", text).split() if not word.isdecimal()]


def test_it_says_the_same_as_the_pdf_in_the_same_order() -> None:
    paper = full_paper()
    check = paper.check

    in_pdf = words(text_of_pdf(pdf_of(paper)).replace(check, " "))
    in_word = words(text_of_docx(docx_of(paper)))

    assert in_word == in_pdf


@pytest.mark.parametrize("margin", [20, 30])
def test_the_page_is_a4_with_the_margins_of_the_paper(margin: int) -> None:
    section = read(make_paper(retention_margin=margin)).sections[0]

    sizes = [section.page_width, section.page_height, section.left_margin, section.right_margin]
    assert [round(size.mm) for size in sizes] == [210, 297, margin, 10]


def test_lines_are_as_high_as_in_the_pdf_and_so_pages_break_at_the_same_places() -> None:
    """The style of python-docx has 1.15 of the font's own height, which is 1.15 of the letters."""
    style = read(make_paper()).styles["Normal"].paragraph_format

    assert float(style.line_spacing or 0) * 1.149 == pytest.approx(1.2, abs=0.01)


def test_pages_are_numbered_from_the_second() -> None:
    section = read(make_paper()).sections[0]

    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_head_of_a_long_table_is_repeated() -> None:
    rows = tuple((str(n), "Наставляемый") for n in range(300))
    annex = Annex("Приложение № 1", "Список", (Table((Column("№"), Column("Кто")), rows),))

    table = read(make_paper(blocks=(Paragraph("Приказ"), annex))).tables[0]

    assert len(table.rows) == 301
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml


def test_an_annex_begins_on_a_page_of_its_own() -> None:
    annex = Annex("Приложение № 1", "Состав", (Paragraph("Текст"),))

    document = read(make_paper(blocks=(Paragraph("Приказ"), annex)))

    breaks = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["Приложение №\xa01"]


def test_the_code_stands_under_the_first_page() -> None:
    section = read(full_paper()).sections[0]

    footer = section.first_page_footer
    assert "AAAA-BBBB-CCCC" in footer.paragraphs[0].text
    assert "graphic" in footer._element.xml


@pytest.mark.parametrize("text", ["<w:p> & ]]>", "\x00\x1b\ud800 а", "Ы" * 400])
def test_hostile_text_does_not_break_the_file(text: str) -> None:
    document = read(make_paper(title=text, number=text, blocks=(Paragraph(text),)))

    assert document.core_properties.language == "ru-RU"


def test_a_table_of_many_columns_is_set_in_smaller_letters() -> None:
    def size_of(count: int) -> float:
        table = Table(tuple(Column(str(n)) for n in range(count)), (("слово",) * count,))
        word = docx.Document(BytesIO(docx_of(make_paper(blocks=(table,)))))
        size = word.tables[0].rows[1].cells[0].paragraphs[0].runs[0].font.size
        assert size is not None
        return size.pt

    assert (size_of(MANY_COLUMNS - 1), size_of(MANY_COLUMNS)) == (11, 10)


def test_the_signature_stays_with_who_prepared_the_paper() -> None:
    def kept(executor: str) -> bool:
        (table,) = read(make_paper(executor=executor)).tables
        return bool(table.rows[0].cells[0].paragraphs[0].paragraph_format.keep_with_next)

    assert (kept("Орлова Вера"), kept("")) == (True, False)


def test_a_bold_line_stays_with_what_it_heads() -> None:
    document = read(make_paper(blocks=(Paragraph("1. Предмет", bold=True), Paragraph("1.1. Так."))))

    kept = {one.text: bool(one.paragraph_format.keep_with_next) for one in document.paragraphs}

    assert (kept["1. Предмет"], kept["1.1. Так."]) == (True, False)


def test_the_name_stands_at_the_right_margin_beside_the_last_line_of_the_post() -> None:
    post = "Исполняющий обязанности директора муниципального учреждения"
    (table,) = read(make_paper(blocks=(Signatures((Signature(post, "А. П. Иванова"),)),))).tables

    assert "w:tblCellMar" in table._tbl.tblPr.xml
    assert {cell.vertical_alignment for cell in table.rows[0].cells} == {WD_ALIGN_VERTICAL.BOTTOM}


def test_the_mark_of_a_signature_is_a_table_of_its_own_on_the_same_page() -> None:
    """Two tables without a line between them are one to Word."""
    mark = Table((Column("ПОДПИСАНО"),), (("Иванова А. П.",),))
    document = read(make_paper(blocks=(Signatures((Signature("Директор", "А. И."),)), mark)))

    signed, marked = document.tables
    between = signed._tbl.getnext()
    assert between.tag.endswith("}p")
    assert between.getnext() is marked._tbl
    assert all(
        cell.paragraphs[0].paragraph_format.keep_with_next
        for row in (*signed.rows, *marked.rows)
        for cell in row.cells
    )


def test_the_line_of_a_form_goes_on_behind_what_is_filled_in() -> None:
    rows = (Field("Форма", "учитель – учитель"), Field("Срок", ""))
    document = read(make_paper(blocks=(Fields(rows),)))

    lines = [one for one in document.paragraphs if one.text.startswith(("Форма", "Срок"))]

    assert [line.text.endswith("\t") for line in lines] == [True, True]
    assert all('w:leader="underscore"' in line._p.xml for line in lines)


def test_the_name_in_the_second_language_keeps_off_that_in_russian() -> None:
    head = Letterhead(name="Школа", short_name="СОШ", second_name="Мектеп")
    document = read(make_paper(letterhead=head))

    (second,) = [one for one in document.paragraphs if one.text == "Мектеп"]

    assert second.paragraph_format.space_before == Pt(5)


def test_word_tears_no_word_at_the_end_of_a_line() -> None:
    """As in the PDF: a name is whole, and a search finds it."""
    assert "autoHyphenation" not in read(make_paper()).settings.element.xml
