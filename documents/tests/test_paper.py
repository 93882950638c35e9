"""A paper goes to JSON and comes back the same; anything else is refused with its place."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.codec import clean
from documents.paper import Column, Paper, PaperError, Paragraph, Point, Points, Table
from documents.pdf import pdf_of
from documents.rendering import html_of
from documents.testing import full_paper, make_paper, text_of_docx, text_of_pdf
from documents.word import docx_of

printable = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
)


def test_a_paper_with_every_block_comes_back_the_same() -> None:
    paper = full_paper()

    assert Paper.from_json(paper.to_json()) == paper


@given(text=printable, day=st.none() | st.dates())
def test_any_text_and_date_come_back_the_same(text: str, day: datetime.date | None) -> None:
    paper = Paper(kind="x", heading=text, title=text, date=day, blocks=(Paragraph(text),))

    assert Paper.from_json(paper.to_json()) == paper


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"blocks": [{"type": "mystery"}]}, "paper.blocks[0]: no block of type 'mystery'"),
        ({"blocks": [{"type": "paragraph"}]}, "paper.blocks[0]: text missing"),
        ({"blocks": "text"}, "paper.blocks: a list expected, not str"),
        ({"title": 5}, "paper.title: str expected, not int"),
        ({"date": "05.10.2026"}, "a date like 2026-10-05"),
        ({"retention_margin": 25}, "paper.retention_margin: 25 is none of"),
        ({"colour": "red"}, "paper: unknown colour"),
        ({"letterhead": []}, "paper.letterhead: a mapping expected, not list"),
    ],
)
def test_what_is_no_paper_is_refused_with_its_place(change: dict, place: str) -> None:
    data = full_paper().to_json() | change

    with pytest.raises(PaperError) as refusal:
        Paper.from_json(data)

    assert place in str(refusal.value)


def test_an_annex_holds_no_annex() -> None:
    data = full_paper().to_json()
    annex = next(block for block in data["blocks"] if block["type"] == "annex")
    annex["blocks"] = [dict(annex)]

    with pytest.raises(PaperError, match="no block of type 'annex'"):
        Paper.from_json(data)


def test_a_row_without_a_cell_for_each_column_is_refused() -> None:
    columns = full_paper().to_json()["blocks"]
    table = next(block for block in columns if block["type"] == "table")
    table["rows"].append(["one", "two"])

    with pytest.raises(PaperError, match="a cell for each column"):
        Table(columns=(), rows=())
    with pytest.raises(PaperError, match="a cell for each column"):
        Paper.from_json(full_paper().to_json() | {"blocks": [table]})


def test_signs_that_no_file_can_hold_are_left_out() -> None:
    assert clean("а\x00б\x1bв\r\nг\td\ud800") == "абв\nг\td"


def test_a_row_of_one_cell_heads_a_section_across_the_table() -> None:
    columns = (Column("№", 6), Column("Мероприятие", 40), Column("Срок", 20))
    table = Table(columns=columns, rows=(("Подготовка",), ("1", "Опрос", "май")))

    html = html_of(make_paper(blocks=(table,)))

    assert 'class="paper-table-section" colspan="3"><p>Подготовка</p>' in html
    assert html.count("colspan") == 1


def test_points_are_numbered_three_deep() -> None:
    third = Point("Третий", executor="куратор")
    paper = make_paper(
        blocks=(Points((Point("Первый", points=(Point("Второй", points=(third,)),)),)),)
    )

    text = text_of_pdf(pdf_of(paper))

    assert "1. Первый 1.1. Второй 1.1.1. Третий Ответственный: куратор." in text
    assert "1.1.1. Третий Ответственный: куратор." in text_of_docx(docx_of(paper))
