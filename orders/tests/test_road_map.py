"""The road map on paper."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.choices import Role
from accounts.testing import make_user
from documents.paper import Table
from orders.road_map import road_map_blocks
from schools.testing import make_line

COLUMNS = ("number", "title", "result", "term", "responsible", "documents")


@pytest.fixture
def mapped(programme):
    """Six columns in the act's own words, thirty lines."""
    titles = ("№ п/п", "Дела", "Итог", "Когда", "Кто", "Бумаги")
    columns = [{"key": key, "title": title} for key, title in zip(COLUMNS, titles, strict=True)]
    programme.regulation.texts = {
        "road_map": {"title": "Дорожная карта внедрения", "columns": columns}
    }
    programme.regulation.save()
    for number in range(30):
        make_line(programme, number=f"1.{number}", theme="Люди" if number % 2 else "Бумаги")
    return programme


def table_of(programme) -> Table:
    (table,) = road_map_blocks(programme)
    assert isinstance(table, Table)
    return table


def test_the_table_has_the_columns_of_the_act(mapped):
    assert [column.title for column in table_of(mapped).columns][1:3] == ["Дела", "Итог"]


def test_a_theme_heads_its_lines_across_the_table(mapped):
    mapped.regulation.texts["road_map"]["group_by"] = "theme"
    mapped.regulation.save()

    assert [row for row in table_of(mapped).rows if len(row) == 1] == [("Бумаги",), ("Люди",)]


def test_the_column_of_numbers_holds_its_longest_number(mapped):
    make_line(mapped, number="10.10.10")

    table = table_of(mapped)

    assert table.columns[0].width > 8 * 2


def test_an_empty_map_prints_its_heads(programme):
    assert table_of(programme).rows == ()


def test_the_head_is_repeated_on_each_page_of_the_pdf(mapped, signed_in, school):
    client = signed_in(make_user(Role.MENTOR, school))

    response = client.get(reverse("orders:road_map_pdf", args=[mapped.pk]))

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]
    assert len(pages) > 1
    assert [page for page in pages if "Когда" not in page] == []
    assert "Мероприятие 30" in pages[-1]


def test_the_map_of_another_school_is_not_printed(other_school, signed_in, school):
    client = signed_in(make_user(Role.COORDINATOR, school))
    programme = other_school.programmes.get()

    assert client.get(reverse("orders:road_map_docx", args=[programme.pk])).status_code == 404


def test_the_column_that_says_most_is_the_widest(mapped):
    make_line(mapped, number="1", title="Провести опрос всех, кто хочет стать наставником. " * 4)

    widths = [column.width for column in table_of(mapped).columns]

    assert max(widths) == widths[1]


def test_a_column_that_says_nothing_yet_leaves_room_to_write(programme):
    make_line(programme, term_text="", responsible="", starts_on=None, ends_on=None)

    widths = {column.title: column.width for column in table_of(programme).columns}

    assert min(widths["Сроки"], widths["Ответственные"]) >= 28
