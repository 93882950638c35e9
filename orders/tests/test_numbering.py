"""Numbers of orders: given by the system, or written by the director after the school's journal."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core import clock
from core.errors import DomainError
from orders.actions import approve_order
from orders.choices import OrderState
from orders.models import Order
from orders.testing import ORDER_TEXTS, make_submitted, order_url, page_text, reloaded
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def by_hand(programme: Programme) -> Programme:
    programme.regulation.rules["orders.numbering"] = {"value": "hand"}
    programme.regulation.save()
    return programme


class TestByHand:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [("48,02", "48,02"), ("259-од", "259-од"), (" № 14-а ", "14-а"), ("45/2-р", "45/2-р")],
    )
    def test_any_number_of_a_journal_is_taken(
        self, by_hand: Programme, curator: User, director: User, typed: str, number: str
    ) -> None:
        order = approve_order(make_submitted(by_hand, curator), actor=director, number=typed)

        assert order.number == number
        assert order.document.number == number

    @pytest.mark.parametrize(
        ("typed", "words"),
        [("", "Впишите номер"), (" № ", "Впишите номер"), ("1" * 51, "до 50"), ("1\x00", "до 50")],
    )
    def test_what_is_no_number_is_refused(
        self, by_hand: Programme, curator: User, director: User, typed: str, words: str
    ) -> None:
        order = make_submitted(by_hand, curator)

        with pytest.raises(DomainError, match=words):
            approve_order(order, actor=director, number=typed)

        assert reloaded(order).state == OrderState.SUBMITTED

    def test_a_number_is_given_once_in_a_year(
        self, by_hand: Programme, curator: User, director: User
    ) -> None:
        with clock.on(datetime.date(2026, 12, 30)):
            approve_order(
                make_submitted(by_hand, curator, title="О первом"), actor=director, number="7"
            )
            second = make_submitted(by_hand, curator)
            with pytest.raises(DomainError, match=r"уже у приказа «О первом» от 30\.12\.2026"):
                approve_order(second, actor=director, number="№ 7")
        with clock.on(datetime.date(2027, 1, 11)):
            assert approve_order(second, actor=director, number="7").number == "7"

    def test_a_kind_may_be_numbered_by_hand_alone(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        kind = {**ORDER_TEXTS["current_programme"], "numbering": "hand"}
        programme.regulation.texts = {"orders": {"current_programme": kind}}
        programme.regulation.save()

        order = approve_order(make_submitted(programme, curator), actor=director, number="5-к")

        assert order.number == "5-к"

    def test_the_director_writes_it_on_the_page(
        self, signed_in: SignIn, by_hand: Programme, curator: User, director: User
    ) -> None:
        order = make_submitted(by_hand, curator)
        client = signed_in(director)
        assert 'name="number"' in page_text(client, order.get_absolute_url())

        client.post(
            order_url("order_approve", order),
            {"seen_at": order.updated_at.isoformat(), "number": "48,02"},
        )

        assert reloaded(order).number == "48,02"

    def test_a_refusal_brings_back_what_was_typed(
        self, signed_in: SignIn, by_hand: Programme, curator: User, director: User
    ) -> None:
        approve_order(make_submitted(by_hand, curator), actor=director, number="48,02")
        order = make_submitted(by_hand, curator)
        typed = {
            "seen_at": order.updated_at.isoformat(),
            "number": "48,02",
            "signed_on": "2026-09-30",
        }

        response = signed_in(director).post(order_url("order_approve", order), typed, follow=True)

        page = response.content.decode()
        assert 'value="48,02"' in page
        assert 'value="2026-09-30"' in page


class TestPage:
    def test_the_journal_goes_on_from_the_number_that_was_set(
        self, signed_in: SignIn, programme: Programme, curator: User, director: User
    ) -> None:
        texts = {"orders": ORDER_TEXTS}
        programme.regulation.texts = texts
        programme.regulation.save()
        client, address = signed_in(curator), reverse("orders:numbering")
        assert "№ 1-од" in page_text(client, address)

        client.post(address, {"prefix": "s0", "s0-series": "core", "s0-number": "117"})

        assert "№ 117-од" in page_text(client, address)
        order = approve_order(make_submitted(programme, curator), actor=director)
        assert order.number == "117-од"

    def test_a_number_that_is_taken_is_refused_with_what_is_allowed(
        self, signed_in: SignIn, programme: Programme, curator: User, director: User
    ) -> None:
        programme.regulation.texts = {"orders": ORDER_TEXTS}
        programme.regulation.save()
        approve_order(make_submitted(programme, curator), actor=director)
        client, address = signed_in(curator), reverse("orders:numbering")

        response = client.post(address, {"prefix": "s0", "s0-series": "core", "s0-number": "1"})

        assert "от 2 до 999999" in response.content.decode()

    def test_a_strange_series_is_not_begun(
        self, signed_in: SignIn, school: School, programme: Programme, curator: User
    ) -> None:
        programme.regulation.texts = {"orders": ORDER_TEXTS}
        programme.regulation.save()

        signed_in(curator).post(
            reverse("orders:numbering"), {"prefix": "s0", "s0-series": "x", "s0-number": "5"}
        )

        assert not school.number_series.exists()

    def test_where_numbers_are_written_by_hand_there_is_nothing_to_set(
        self, signed_in: SignIn, by_hand: Programme, curator: User
    ) -> None:
        by_hand.regulation.texts = {"orders": ORDER_TEXTS}
        by_hand.regulation.save()

        html = page_text(signed_in(curator), reverse("orders:numbering"))

        assert "вписывают по журналу школы" in html
        assert not Order.objects.exists()
