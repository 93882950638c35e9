"""«Чего не хватает» to print: figures on top, groups, nothing but names, classes and gaps."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse

from core.models import AuditEvent
from documents.testing import text_of_pdf
from registry.testing import make_mentee

URL = "registry:missing_report"


@pytest.fixture
def people(school):
    make_mentee(school, last_name="Десятов", class_name="10А", consents=False, contacts="+7 900")
    make_mentee(school, last_name="Девятов", class_name="9Б", request="", contacts="+7 900")
    make_mentee(school, last_name="Взрослов", class_name="", request="", contacts="+7 900")


def lines(response):
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def test_the_page_counts_what_is_missing(people, curator, signed_in):
    counts = dict(signed_in(curator).get(reverse(URL)).context["counts"])

    assert counts["нет согласия на участие"] == 1
    assert counts["не записан запрос"] == 2


def test_classes_come_in_the_order_of_school_years(people, curator, signed_in):
    head, *rows = lines(signed_in(curator).post(reverse(URL), {"by": "class", "format": "xlsx"}))

    assert head == ["Класс", "ФИО", "Класс / должность", "Чего не хватает"]
    assert [row[0] for row in rows] == ["9Б", "10А", "Без класса"]
    assert not [row for row in rows if "+7" in " ".join(map(str, row))]


def test_each_gap_has_its_people(people, curator, signed_in):
    _head, *rows = lines(signed_in(curator).post(reverse(URL), {"by": "gap", "format": "xlsx"}))

    of_request = [row[1] for row in rows if row[0] == "не записан запрос"]
    assert of_request == ["Взрослов Иван Петрович", "Девятов Иван Петрович"]


def test_the_paper_has_the_people_that_the_address_finds(people, curator, signed_in):
    answer = signed_in(curator).post(
        reverse(URL) + "?gap=request", {"by": "class", "format": "pdf"}
    )

    text = text_of_pdf(answer.content)
    assert "Девятов" in text
    assert "Десятов" not in text
    assert AuditEvent.objects.get(verb="base.missing_taken").data == {"count": 2}


@pytest.mark.parametrize("data", [{}, {"by": "x", "format": "pdf"}, {"by": "gap", "format": "exe"}])
def test_a_forged_form_is_refused(people, curator, signed_in, data):
    assert signed_in(curator).post(reverse(URL), data).status_code == 400


def test_too_long_a_list_is_not_printed(people, curator, signed_in, monkeypatch):
    monkeypatch.setattr("registry.views.missing_report.MOST_PRINTED", 1)

    page = signed_in(curator).post(reverse(URL), {"by": "gap", "format": "pdf"})

    assert "не больше 1" in page.content.decode()
