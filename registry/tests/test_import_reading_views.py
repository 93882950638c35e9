"""The page on which a person says how a file is read, and the questions about namesakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.audit import timeline
from registry.actions import apply_import, check_file
from registry.choices import Base, ImportState
from registry.models import ImportBatch, Person, RememberedHeading
from schools.models import School

from .shapes import SHAPES
from .spreadsheets import MENTEE_HEAD, mentee, mentees_book, workbook

FIRST = "Пробная Анна Ильинична"
OWN_WORDS = next(shape.content for shape in SHAPES if shape.file.startswith("12"))


@pytest.fixture
def client(curator: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(curator)


def check(school: School, content: bytes, actor: Any = None) -> ImportBatch:
    return check_file(school, base=Base.MENTEES, filename="база.xlsx", content=content, actor=actor)


def reading(batch: ImportBatch) -> str:
    return reverse("registry:import_reading", args=[batch.pk])


def post(client: Client, batch: ImportBatch, **data: str) -> Any:
    given = {"sheet": "Sheet", "lies": "rows", "header": "1", "view": "1/0/Sheet"}
    return client.post(reading(batch), given | data)


def test_the_check_shows_how_each_column_was_read_with_samples(
    client: Client, school: School
) -> None:
    batch = check(school, OWN_WORDS)

    text = client.get(batch.get_absolute_url()).content.decode()

    assert "Самоделкина Вика Олеговна · Кубиков Данил Игоревич" in text
    assert "по содержанию" in text
    assert text.count("не узнана, не загрузится") == 2
    assert reading(batch) in text


def test_a_correction_reads_the_file_anew_and_is_remembered(
    client: Client, school: School, curator: User
) -> None:
    batch = check(school, OWN_WORDS)

    response = post(client, batch, column_0="full_name", column_3="request")

    assert response.url == batch.get_absolute_url()
    assert [row.data["request"] for row in batch.rows.all()] == ["петь", "лепить"]
    assert "class_name" not in batch.rows.first().data
    kept = RememberedHeading.objects.visible_to(curator).values_list("key", "name")
    assert set(kept) == {("откуда", ""), ("куда звонить", ""), ("чего хочет", "request")}
    assert timeline(batch).filter(verb="import.corrected").get().actor == curator


def test_another_header_shows_its_columns_before_anything_is_read(
    client: Client, school: School
) -> None:
    batch = check(school, mentees_book(mentee(FIRST)))

    text = post(client, batch, sheet="Лист1", header="2").content.decode()

    batch.refresh_from_db()
    assert batch.told == {}
    assert "строка 2: Пробная" in text
    assert 'name="view" value="2/0/Лист1"' in text


def test_another_sheet_is_guessed_anew(client: Client, school: School) -> None:
    other = [["Сводка"], [], MENTEE_HEAD, mentee("Второв Пётр Ильич")]
    batch = check(school, workbook([MENTEE_HEAD, mentee(FIRST)], other))

    response = client.get(
        reading(batch),
        {"sheet": "Лист2", "lies": "rows", "header": "1", "view": "1/0/Лист1"},
        headers={"HX-Request": "true", "HX-Target": "reading"},
    )

    text = response.content.decode()
    assert "<html" not in text
    assert "Второв Пётр Ильич" in text
    assert 'value="3/0/Лист2"' in text


def test_a_table_is_turned_on_request(client: Client, school: School) -> None:
    batch = check(school, mentees_book(mentee(FIRST)))

    text = client.get(
        reading(batch), {"sheet": "Лист1", "lies": "columns", "header": "1", "view": "1/0/Лист1"}
    ).content.decode()

    assert "столбец 1" in text


def test_two_columns_for_one_thing_are_refused_with_what_was_chosen(
    client: Client, school: School
) -> None:
    batch = check(school, OWN_WORDS)

    text = post(
        client, batch, column_0="full_name", column_1="request", column_3="request"
    ).content.decode()

    assert "Оставьте одну колонку" in text
    assert '<option value="request" selected>' in text
    assert RememberedHeading.objects.count() == 0


def test_without_a_name_nothing_is_read(client: Client, school: School) -> None:
    batch = check(school, OWN_WORDS)

    text = post(client, batch, column_1="class_name").content.decode()

    assert "Покажите, в какой колонке ФИО" in text


def test_a_column_that_is_no_column_is_refused(client: Client, school: School) -> None:
    batch = check(school, OWN_WORDS)

    text = post(client, batch, column_0="full_name", column_1="__class__").content.decode()

    batch.refresh_from_db()
    assert (batch.told, "Не сохранено" in text) == ({}, True)


def test_a_file_that_is_loaded_is_not_read_otherwise(client: Client, school: School) -> None:
    batch = apply_import(check(school, mentees_book(mentee(FIRST))), actor=None)

    assert client.get(reading(batch)).status_code == 404
    assert post(client, batch).status_code == 404


@pytest.fixture
def asked(client: Client, school: School) -> ImportBatch:
    apply_import(check(school, mentees_book(mentee(FIRST, year=2012))), actor=None)
    return check(school, mentees_book(mentee(FIRST, year=2013)))


def answer(client: Client, batch: ImportBatch, who: Any) -> str:
    url = reverse("registry:import_answer", args=[batch.pk])
    response = client.post(url, {"who_2": str(who)}, follow=True)
    return response.content.decode()


def test_a_namesake_is_a_question_with_both_births_and_the_button_waits(
    client: Client, asked: ImportBatch
) -> None:
    text = client.get(asked.get_absolute_url()).content.decode()

    assert "В файле: 2013 г. р., 8А" in text
    assert "в базе он 2012 г. р., 8А" in text
    assert reverse("registry:import_apply", args=[asked.pk]) not in text


def test_the_same_person_gets_the_birth_of_the_file(client: Client, asked: ImportBatch) -> None:
    text = answer(client, asked, Person.objects.get().pk)

    assert "<ins>2013</ins>" in text
    apply_import(ImportBatch.objects.get(pk=asked.pk), actor=None)
    assert Person.objects.get().birth_year == 2013


def test_another_person_is_added(client: Client, asked: ImportBatch) -> None:
    answer(client, asked, 0)

    apply_import(ImportBatch.objects.get(pk=asked.pk), actor=None)
    years = Person.objects.order_by("birth_year").values_list("birth_year", flat=True)
    assert list(years) == [2012, 2013]


def test_an_answer_can_be_taken_back(client: Client, asked: ImportBatch) -> None:
    answer(client, asked, 0)

    client.post(reverse("registry:import_ask_again", args=[asked.pk]))

    asked.refresh_from_db()
    assert (asked.counts["asked"], asked.told) == (1, {})


@pytest.mark.parametrize("who", [999_999_999, "x", ""])
def test_an_answer_that_nobody_offered_changes_nothing(
    client: Client, asked: ImportBatch, who: Any
) -> None:
    answer(client, asked, who)

    asked.refresh_from_db()
    assert (asked.counts["asked"], asked.state, asked.told) == (1, ImportState.CHECKED, {})


def test_what_was_changed_on_reading_is_counted_with_examples_and_by_row(
    client: Client, school: School
) -> None:
    batch = check(school, mentees_book(mentee(FIRST, contacts="8(900)100-00-01")))

    text = client.get(batch.get_absolute_url()).content.decode()
    rows = client.get(batch.get_absolute_url(), {"show": "fix-phone"}).content.decode()

    assert "Телефоны записаны в одном виде" in text
    assert "«8(900)100-00-01» → «+7 900 100 00 01»" in text
    assert "Что поправлено при чтении" in rows
