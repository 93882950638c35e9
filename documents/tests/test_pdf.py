"""The PDF of a paper, read back: its text, its page, its margins."""

from __future__ import annotations

import dataclasses
import datetime
import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.paper import Annex, Column, Paper, Paragraph, Point, Points, Table
from documents.pdf import pdf_of
from documents.rendering import html_of
from documents.testing import full_paper, leftmost, make_paper, text_of_pdf, top_line

A4 = (595.3, 841.9)
MM = 72 / 25.4
PARAGRAPH = Paragraph("Слово за словом складывается предложение приказа. " * 12)


def read(paper: Paper) -> PdfReader:
    return PdfReader(BytesIO(pdf_of(paper)))


def test_everything_that_a_paper_says_is_in_its_text() -> None:
    text = text_of_pdf(pdf_of(full_paper()))

    for words in (
        "Муниципальное общеобразовательное учреждение «Школа № 1»",
        "(Школа № 1)",
        "Управление образования города Примерска",
        "Беренче мәктәп",
        "ПРИКАЗ 05.10.2026 № 12 г. Примерск О текущей программе наставничества",
        "ПРИКАЗЫВАЮ:",
        "1. Закрепить пары:",
        "1.1. Иванова А. П. – Петров Б. В.",
        "2. Вести учёт. Ответственный: Иванова А. П. Срок: до 15.10.2026.",
        "Фамилия, имя, отчество: Петров Борис",
        "Рекомендации наставника Первая строка Вторая строка",
        "С приказом ознакомлены:",
        "Приложение № 1 к приказу от 05.10.2026 № 12 Список пар",
        "AAAA-BBBB-CCCC",
    ):
        assert words in text
    assert re.search(r"Директор\s+А\. С\. Примерова", text)


def test_a_stamp_that_comes_first_stands_above_the_letterhead() -> None:
    text = text_of_pdf(pdf_of(full_paper()))

    assert text.index("УТВЕРЖДАЮ") < text.index("Управление образования")


def test_a_page_is_a4_and_the_file_is_for_ever() -> None:
    reader = read(full_paper())

    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(A4, abs=0.1)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "ru"
    assert (
        b'pdfaid:part="2" pdfaid:conformance="A"' in reader.trailer["/Root"]["/Metadata"].get_data()
    )


@pytest.mark.parametrize("margin", [20, 30])
def test_the_left_margin_is_what_the_retention_demands(margin: int) -> None:
    paper = make_paper(retention_margin=margin, blocks=(PARAGRAPH,) * 20)

    for page in read(paper).pages:
        assert leftmost(page) == pytest.approx(margin * MM, abs=1)


def test_pages_are_numbered_from_the_second() -> None:
    pages = read(make_paper(blocks=(PARAGRAPH,) * 30)).pages

    tops = [top_line(page) for page in pages]
    assert len(pages) > 2
    assert tops[0].startswith("Управление образования")
    assert tops[1:] == [str(number) for number in range(2, len(pages) + 1)]


def test_an_annex_begins_on_a_page_of_its_own() -> None:
    annex = Annex("Приложение № 1", "Состав", (Paragraph("Текст приложения"),))
    pages = read(make_paper(blocks=(Paragraph("Текст приказа"), annex))).pages

    assert len(pages) == 2
    assert "Приложение № 1" not in pages[0].extract_text()
    assert "Приложение № 1" in pages[1].extract_text()


@pytest.mark.parametrize("count", range(1, 8))
def test_a_signature_never_stands_alone_on_a_page(count: int) -> None:
    """However the text falls, something of it is on the page of the signature."""
    paper = make_paper()
    blocks = (PARAGRAPH, *paper.blocks[:2], *(PARAGRAPH,) * count, *paper.blocks[2:])

    last = read(dataclasses.replace(paper, blocks=blocks)).pages[-1].extract_text()

    words = last.split()
    assert "Примерова" in words
    assert len(words) > 8


def test_a_long_annex_repeats_the_head_of_its_table_and_loses_no_row() -> None:
    columns = (Column("№ п/п", 6), Column("Наставляемый", 40), Column("Класс", 20))
    rows = tuple((str(n), f"Наставляемый{n}", "8 «Б»") for n in range(1, 301))
    annex = Annex("Приложение № 1", "Список", (Table(columns, rows),))

    pages = read(make_paper(blocks=(Paragraph("Приказ"), annex))).pages

    texts = [page.extract_text() for page in pages[1:]]
    assert len(texts) > 4
    assert all("Класс" in text for text in texts)
    found = re.findall(r"Наставляемый(\d+)", " ".join(texts))
    assert [int(number) for number in found] == list(range(1, 301))


HOSTILE = [
    "<script>alert(1)</script> & </p><h1>x",
    "{{ paper.title }} {% include 'x' %}",
    "Ы" * 400,
    '<img src="file:///etc/passwd"><link rel=stylesheet href="http://127.0.0.1/x">',
    "\x00\x1b]0;x\x07 \ud800 ёЁ № ₽ ☐ 𝔘 שלום",
]


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "template", "long", "links", "signs"])
def test_hostile_text_is_only_text(text: str) -> None:
    table = Table((Column(text), Column("Ещё")), ((text, text),), title=text)
    blocks = (Paragraph(text), Points((Point(text, text, text),)), table)
    paper = make_paper(title=text, place=text, number=text, blocks=blocks)

    html = html_of(paper)
    reader = PdfReader(BytesIO(pdf_of(paper)))

    assert "<script" not in html
    assert "<img" not in html
    assert "<link" not in html
    shown = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    visible = re.sub("[\\s\x00-\x1f\ud800𝔘-]", "", text.partition("]0")[0])
    assert visible[:40] in shown


def test_a_long_word_stays_on_the_page() -> None:
    html = pdf_of(make_paper(blocks=(Paragraph("Ы" * 400),)))

    for page in PdfReader(BytesIO(html)).pages:
        assert leftmost(page) == pytest.approx(30 * MM, abs=1)
    assert text_of_pdf(html).count("Ы") >= 400


def test_words_are_whole_so_that_a_search_finds_them() -> None:
    name = "Достопримечательникова Александра Константиновича"
    text = text_of_pdf(pdf_of(make_paper(blocks=(Paragraph(f"{name}, " * 40),))))

    assert text.count(name) == 40


def test_a_preview_is_the_sheet_alone_without_styles_of_its_own() -> None:
    html = html_of(full_paper(), preview=True)

    assert html.lstrip().startswith("<article")
    assert "style=" not in html
    assert "<html" not in html


def test_a_draft_leaves_room_for_date_and_number() -> None:
    html = html_of(make_paper(), preview=True)

    assert 'class="paper-date is-blank"' in html
    assert 'class="paper-number is-blank"' in html


def test_a_paper_that_has_no_number_shows_no_line_for_it() -> None:
    paper = make_paper(numbered=False, date=datetime.date(2026, 10, 5))

    assert "paper-requisites" not in html_of(paper)
