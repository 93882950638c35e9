"""A base as a file: exactly what is shown, nobody without a consent, nothing that runs."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core.models import AuditEvent
from registry import hooks
from registry.actions import check_file, withdraw_consent
from registry.models import MenteeCard
from registry.queries import PairColumns
from registry.testing import make_mentee, make_mentor

MENTORS = "registry:mentor_export"
MENTEES = "registry:mentee_export"


def sheet(response):
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def download(client, name, query="", **data):
    return client.post(reverse(name) + query, {"format": "xlsx", "columns": "form"} | data)


def test_the_base_of_mentors_has_the_15_columns_of_its_form(
    school, curator, signed_in, monkeypatch
):
    card = make_mentor(
        school,
        last_name="Орлов",
        contacts="+7 900 100 00 01, a@example.org",
        workplace="школа",
        post="учитель",
        interests="шахматы",
    )
    columns = PairColumns(names="Птицын П. П.", workplace="8А", form="ученик – ученик")
    monkeypatch.setattr(hooks, "_pair_providers", [lambda base, ids: {card.pk: columns}])

    head, row = sheet(download(signed_in(curator), MENTORS))

    assert head == [
        "ФИО наставника",
        "Контактные данные для связи",
        "Место работы/учебы наставника",
        "Основные компетенции наставника",
        "Важные для программы достижения наставника",
        "Интересы наставника",
        "Желаемый возраст наставляемых",
        "Ресурс времени на программу наставничества",
        "Дата вхождения в программу",
        "ФИО наставляемого (наставляемых)",
        "Форма наставничества",
        "Место работы/учебы наставляемого",
        "Дата завершения программы",
        "Результаты программы",
        "Ссылка на кейс/отзыв наставника, размещенные на сайте организации",
    ]
    assert row[:4] == [
        "Орлов Иван Петрович",
        "+7 900 100 00 01, a@example.org",
        "школа, учитель",
        "математика",
    ]
    assert row[8].strftime("%d.%m.%Y") == "01.09.2026"
    assert row[9:12] == ["Птицын П. П.", "ученик – ученик", "8А"]


def test_the_base_of_mentees_has_the_12_columns_of_its_form(school, curator, signed_in):
    make_mentee(school, last_name="Птицын")

    head, row = sheet(download(signed_in(curator), MENTEES))

    assert head == [
        "ФИО наставляемого",
        "Контактные данные для связи (данные представителя)",
        "Год рождения наставляемого",
        "Основной запрос наставляемого",
        "Дата вхождения в программу",
        "ФИО наставника",
        "Форма наставничества",
        "Место работы/учебы наставника",
        "Дата завершения программы",
        "Результаты программы",
        "Ссылка на кейс/отзыв наставляемого, размещенные на сайте организации",
        "Отметка о прохождении программы",
    ]
    assert row[:4] == ["Птицын Иван Петрович", None, 2012, "подтянуть математику"]


def test_the_file_has_the_rows_order_and_columns_of_the_list(school, curator, signed_in):
    make_mentee(school, last_name="Первый", class_name="8А")
    make_mentee(school, last_name="Второй", class_name="8Б")
    make_mentee(school, last_name="Третий", class_name="9А")
    client = signed_in(curator)
    query = "?class_name=8&sort=-name&col=&col=birth_year&col=passed"
    client.get(reverse("registry:mentee_list") + query)

    head, *rows = sheet(download(client, MENTEES, "?class_name=8&sort=-name", columns="shown"))

    assert head == [
        "ФИО наставляемого",
        "Основной запрос наставляемого",
        "Форма наставничества",
        "ФИО наставника",
        "Год рождения наставляемого",
        "Отметка о прохождении программы",
    ]
    assert [row[0].split()[0] for row in rows] == ["Первый", "Второй"]


def test_nobody_without_a_consent_to_process_the_data_leaves_the_page(school, curator, signed_in):
    make_mentor(school, last_name="Согласный")
    refused = make_mentor(school, last_name="Отозвавший").person
    withdraw_consent(refused.consents.get(kind="personal_data"), actor=curator)
    child = make_mentee(school, last_name="Ребёнок", consents=False).person
    child.consents.create(school=school, kind="personal_data", signer="self", given_on="2026-09-01")
    client = signed_in(curator)

    page = client.get(reverse(MENTORS)).content.decode()
    assert "Не попадёт 1 человек" in page
    assert [row[0].split()[0] for row in sheet(download(client, MENTORS))[1:]] == ["Согласный"]
    assert sheet(download(client, MENTEES))[1:] == []
    html = client.get(reverse("registry:mentor_list")).content.decode()
    assert "Отозвавший" in html


def test_an_archived_card_asks_for_the_consent_too(school, curator, signed_in):
    make_mentor(school, consents=False, state="archived")

    assert sheet(download(signed_in(curator), MENTORS, "?state=all"))[1:] == []


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+7+cmd|' /C calc'!A0", "-2+3", "\t=1"])
def test_nothing_in_the_file_runs(school, curator, signed_in, text):
    make_mentee(school, request=text)
    client = signed_in(curator)

    response = download(client, MENTEES)
    cell = openpyxl.load_workbook(io.BytesIO(response.content)).active["D2"]
    assert (cell.value, cell.data_type) == (text, "s")

    response = download(client, MENTEES, format="csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][3] == f"'{text}"


def test_a_telephone_opens_as_text_in_csv(school, curator, signed_in):
    """Of «+7-900-100-00-01» a spreadsheet would make a sum."""
    make_mentee(school, contacts="+7-900-100-00-01")

    response = download(signed_in(curator), MENTEES, format="csv")

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][1] == "'+7-900-100-00-01"


@pytest.mark.parametrize("text", ["+7 (900) 100-00-01, мама", "=1+1", "-2+3", "@orlov"])
def test_a_csv_of_ours_is_read_without_its_apostrophes(school, curator, signed_in, text):
    make_mentee(school, contacts="+7 (900) 100-00-01, мама", request=text)
    content = download(signed_in(curator), MENTEES, format="csv").content

    batch = check_file(school, base="mentees", filename="база.csv", content=content, actor=curator)

    row = batch.rows.get()
    assert (row.status, row.changes) == ("same", {})


def test_a_sensitive_direction_stays_inside(school, curator, signed_in):
    direction = school.directions.first()
    direction.is_sensitive = True
    direction.save()
    make_mentee(school, direction=direction)

    rows = sheet(download(signed_in(curator), MENTEES, "?col=direction", columns="shown"))

    assert dict(zip(*rows, strict=True))["Направление наставничества"] is None


def test_an_export_is_on_record_with_numbers_and_columns(school, curator, signed_in):
    make_mentor(school)
    make_mentor(school, consents=False)

    download(signed_in(curator), MENTORS)

    event = AuditEvent.objects.get(verb="base.exported")
    assert event.actor == curator
    assert (event.data["count"], event.data["left_out"]) == (1, 1)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.PSYCHOLOGIST, Role.MENTOR, Role.OBSERVER])
def test_whoever_may_not_export_does_not(school, signed_in, role):
    client = signed_in(make_user(role, school))

    assert client.get(reverse(MENTORS)).status_code == 403
    assert download(client, MENTEES).status_code == 403


def test_an_unknown_format_is_refused(school, curator, signed_in):
    assert download(signed_in(curator), MENTORS, format="exe").status_code == 400


def test_an_export_takes_as_many_queries_for_one_row_as_for_many(
    school, curator, signed_in, django_assert_num_queries
):
    client = signed_in(curator)
    make_mentee(school)
    download(client, MENTEES)
    counts = []
    for _round in range(2):
        with django_assert_num_queries(100, exact=False) as captured:
            download(client, MENTEES)
        counts.append(len(captured))
        for _number in range(5):
            make_mentee(school, direction=school.directions.first())

    assert counts[0] == counts[1]
    assert MenteeCard.objects.count() == 11
