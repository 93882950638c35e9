"""Where the lines of a paper end."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.paper import Column, Paper, Point, Points, Table
from documents.pdf import pdf_of
from documents.testing import make_paper, pieces_of

TIED = "5\u00a0октября\u00a02026\u00a0г."
HYPHEN = "\u2010"
APPOINTED = (
    "Назначить Гоголя Николая Фомича, преподавателя-организатора ОБЗР, наставником"
    " Петрова-Водкина Кузьмы Сергеевича, студента 10 «А» группы, на срок с"
    f" {TIED} по 28 мая 2027 г."
)


def lines_of(paper: Paper) -> list[str]:
    """The lines of the first page from the top."""
    rows: dict[int, str] = {}
    for _x, y, text in pieces_of(PdfReader(BytesIO(pdf_of(paper))).pages[0]):
        rows[round(y)] = rows.get(round(y), "") + text
    return [" ".join(rows[y].split()) for y in sorted(rows, reverse=True)]


@pytest.mark.parametrize("more", ["", "Ещё", "И ещё", "Есть и ещё"])
def test_a_line_is_full_before_words_that_stay_together(more: str) -> None:
    """However the text falls, a line ends where the next word no longer fits."""
    paper = make_paper(blocks=(Points((Point(f"{more} {APPOINTED}".strip()),)),))

    lines = lines_of(paper)

    assert not {"наставником", "Сергеевича,"} & set(lines)
    assert any(TIED.replace("\u00a0", " ") in line for line in lines)


def test_the_head_of_a_table_breaks_at_a_space_before_it_tears_a_word() -> None:
    columns = (Column("№ п/п", 6), Column("Фамилия, имя, отчество", 20), Column("За что", 54))

    lines = lines_of(make_paper(blocks=(Table(columns, (("1", "Ким", "успех"),)),)))

    assert not any(HYPHEN in line for line in lines)


def test_a_word_of_the_head_that_is_longer_than_its_column_is_torn_by_its_syllables() -> None:
    long = "Человеконенавистничество"
    columns = (Column(long, 10), *(Column(long, 10) for _place in range(4)))

    lines = lines_of(make_paper(blocks=(Table(columns, (("1",) * 5,)),)))

    assert any(line.count(HYPHEN) == 5 for line in lines)
