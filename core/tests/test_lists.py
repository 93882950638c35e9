"""A list keeps everything in its address, asks the same queries, and shows only what is visible."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from accounts.testing import make_user
from core.testing import queries_of
from schools.models import Direction

URL = "/test-directions/"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("core.tests.list_urls")]


@pytest.fixture
def client(curator, signed_in) -> Client:
    return signed_in(curator)


def make_directions(school, number: int, **fields) -> list[Direction]:
    start = Direction.objects.count()
    return [
        Direction.objects.create(
            school=school, code=f"d{start + i}", name=f"Направление {start + i:03}", **fields
        )
        for i in range(number)
    ]


def names(response) -> list[str]:
    return [row.name for row in response.context["object_list"]]


def test_a_list_shows_only_visible_rows(client, school, other_school) -> None:
    Direction.objects.all().delete()
    make_directions(other_school, 2)
    [mine] = make_directions(school, 1)

    assert names(client.get(URL)) == [mine.name]


def test_without_the_permission_the_answer_is_403(school, signed_in) -> None:
    mentor = make_user(Role.MENTOR, school)

    assert signed_in(mentor).get(URL).status_code == 403


def test_somebody_not_signed_in_is_asked_to(client, school) -> None:
    response = Client().get(URL)

    assert response.status_code == 302


def test_the_number_of_queries_does_not_depend_on_the_rows(client, school) -> None:
    one = queries_of(client, URL)
    make_directions(school, 40)

    assert queries_of(client, URL) == one


def test_a_page_counts_once(client, school) -> None:
    make_directions(school, 60)
    with CaptureQueriesContext(connection) as captured:
        client.get(URL)

    counts = [
        q for q in captured.captured_queries if "COUNT(" in q["sql"] and "direction" in q["sql"]
    ]
    assert len(counts) == 1


def test_pages_hold_25_rows_unless_another_size_is_asked(client, school) -> None:
    make_directions(school, 60)

    assert len(names(client.get(URL))) == 25
    assert len(names(client.get(f"{URL}?size=50"))) == 50
    assert len(names(client.get(f"{URL}?size=7"))) == 25


def test_a_page_past_the_end_is_the_last_one(client, school) -> None:
    make_directions(school, 30)

    assert client.get(f"{URL}?page=99").context["page_obj"].number == 2


def test_rows_are_sorted_by_the_column_asked(client, school) -> None:
    Direction.objects.all().delete()
    first, second = make_directions(school, 2)

    assert names(client.get(f"{URL}?sort=-code")) == [second.name, first.name]
    assert names(client.get(f"{URL}?sort=code")) == [first.name, second.name]


def test_a_column_that_does_not_sort_is_no_order(client, school) -> None:
    assert client.get(f"{URL}?sort=school__slug").context["sort"] == "name"


def test_a_list_of_counted_rows_without_a_sort_has_the_models_order(client, school) -> None:
    Direction.objects.all().delete()
    first, second = make_directions(school, 2)

    page = client.get(f"{URL}counted/")

    assert names(page) == [first.name, second.name]
    assert page.context["page_obj"].paginator.object_list.ordered


def test_filters_stay_in_the_links_of_sorting_and_pages(client, school) -> None:
    make_directions(school, 60)

    html = client.get(f"{URL}?q=Направление&sort=-name").content.decode()

    for href in re.findall(r'href="(\?[^"]+)"', html):
        assert "q=%D0%9D" in href


def test_nothing_found_offers_to_drop_the_filters(client, school) -> None:
    html = client.get(f"{URL}?q=такого-нет").content.decode()

    assert "Ничего не нашлось" in html
    assert "Направлений нет" not in html


def test_an_empty_list_offers_the_first_step(client, school) -> None:
    Direction.objects.all().delete()

    html = client.get(URL).content.decode()

    assert "Направлений нет" in html
    assert "Добавить" in html


def test_htmx_gets_the_table_alone(client, school) -> None:
    response = client.get(URL, headers={"HX-Request": "true", "HX-Target": "list"})

    html = response.content.decode()
    assert "<table" in html
    assert "<html" not in html
    assert "HX-Request" in response["Vary"]


def test_htmx_restoring_history_gets_the_whole_page(client, school) -> None:
    headers = {
        "HX-Request": "true",
        "HX-Target": "list",
        "HX-History-Restore-Request": "true",
    }

    assert "<html" in client.get(URL, headers=headers).content.decode()


def test_an_optional_column_is_shown_once_chosen_and_remembered(client, school) -> None:
    title = '<td data-label="Особая категория"'

    before = client.get(URL).content.decode()
    chosen = client.get(f"{URL}?col=&col=sensitive").content.decode()
    remembered = client.get(URL).content.decode()
    dropped = client.get(f"{URL}?col=").content.decode()

    assert [title in html for html in (before, chosen, remembered, dropped)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_export_gets_the_filters_and_the_columns_but_no_page(client, school) -> None:
    make_directions(school, 60)
    page = client.get(f"{URL}?q=Направление&page=2&size=25&col=sensitive")

    exported = client.get(page.context["export_url"]).content.decode().split("|")

    assert exported[:4] == ["Название", "Код", "Школа", "Особая категория"]
    assert len(exported) == 4 + 60


def test_a_bulk_action_reaches_only_visible_rows(client, school, other_school) -> None:
    [mine] = make_directions(school, 1)
    [foreign] = make_directions(other_school, 1)

    answer = client.post(f"{URL}bulk/", {"ids": [mine.pk, foreign.pk, "x"]})

    assert answer.content.decode() == mine.code


def test_the_row_can_be_chosen_and_its_first_cell_is_its_head(client, school) -> None:
    html = client.get(f"{URL}bulk/").content.decode()

    assert 'name="ids"' in html
    assert 'form="bulk-form"' in html
    assert '<th scope="row"' in html
