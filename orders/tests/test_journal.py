"""The journal of orders: by year, as a table, on paper."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from orders.actions import approve_order
from orders.testing import make_order, make_submitted
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
EXPORT = "orders:order_export"


@pytest.fixture
def journal(programme: Programme, curator: User, director: User) -> None:
    with clock.on(datetime.date(2025, 9, 1)):
        approve_order(make_submitted(programme, curator, title="О прошлом"), actor=director)
    with clock.on(datetime.date(2026, 9, 1)):
        approve_order(make_submitted(programme, curator, title="=О нынешнем"), actor=director)
    make_order(programme, curator, title="О проекте")


def test_a_year_leaves_the_orders_signed_in_it(
    journal: None, signed_in: SignIn, curator: User
) -> None:
    page = signed_in(curator).get(reverse("orders:order_list"), {"year": "2025"})

    assert [order.title for order in page.context["object_list"]] == ["О прошлом"]


def test_a_year_that_is_none_is_refused_by_the_filter(
    journal: None, signed_in: SignIn, curator: User
) -> None:
    assert signed_in(curator).get(reverse("orders:order_list"), {"year": "х"}).status_code == 200


def test_a_csv_has_the_rows_of_the_list_and_runs_no_formula(
    journal: None, signed_in: SignIn, curator: User
) -> None:
    response = signed_in(curator).get(reverse(EXPORT), {"year": "2026", "format": "csv"})

    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=О нынешнем" in lines[1]


def test_the_paper_has_signed_orders_by_their_days(
    journal: None, signed_in: SignIn, curator: User
) -> None:
    response = signed_in(curator).get(reverse(EXPORT), {"format": "pdf"})

    text = PdfReader(BytesIO(response.content)).pages[0].extract_text()
    assert "ЖУРНАЛ РЕГИСТРАЦИИ ПРИКАЗОВ" in text
    assert text.index("О прошлом") < text.index("О нынешнем")
    assert "О проекте" not in text


def test_an_unknown_format_is_not_there(journal: None, signed_in: SignIn, curator: User) -> None:
    assert signed_in(curator).get(reverse(EXPORT), {"format": "exe"}).status_code == 404


def test_a_director_of_another_school_gets_an_empty_journal(
    journal: None, signed_in: SignIn, other_school: School
) -> None:
    stranger = make_user(Role.DIRECTOR, other_school)

    response = signed_in(stranger).get(reverse(EXPORT), {"format": "csv"})

    assert len(response.content.decode("utf-8-sig").splitlines()) == 1
