"""What waits for the director on one page, and the fresh check of who approves."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from time import time

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import PASSWORD, confirm, make_user
from core import clock
from core.testing import queries_of
from orders.actions import submit_order
from orders.choices import OrderState
from orders.testing import make_asked, make_submitted, order_url, page_text, reloaded
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def stale(director: User) -> Client:
    """The director signed in this morning."""
    client = Client()
    client.force_login(director, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


class TestQueue:
    def test_the_longest_waiting_is_on_the_table(
        self, signed_in: SignIn, programme: Programme, curator: User, director: User
    ) -> None:
        with clock.on(datetime.date(2026, 9, 1)):
            old = make_submitted(programme, curator, title="О давнем")
        make_submitted(programme, curator, title="О новом")

        page = signed_in(director).get(reverse("orders:queue"))

        assert page.context["order"] == old
        assert [row["order"].title for row in page.context["rows"]] == ["О давнем", "О новом"]

    def test_any_of_them_can_be_put_on_the_table(
        self, signed_in: SignIn, programme: Programme, curator: User, director: User
    ) -> None:
        make_submitted(programme, curator)
        new = make_submitted(programme, curator)

        page = signed_in(director).get(reverse("orders:queue"), {"order": new.pk})

        assert page.context["order"] == new

    def test_it_says_what_the_order_does(
        self, signed_in: SignIn, programme: Programme, curator: User, director: User
    ) -> None:
        submit_order(make_asked(programme, curator), actor=curator)

        html = page_text(signed_in(director), reverse("orders:queue"))

        assert "Назначает: координатор – А. П. Орлова" in html.replace("\u00a0", " ")

    def test_it_shows_the_paper_and_what_the_checks_found(
        self, signed_in: SignIn, programme: Programme, curator: User, director: User
    ) -> None:
        submit_order(make_asked(programme, curator), actor=curator)

        html = page_text(signed_in(director), reverse("orders:queue"))

        assert '<article class="paper' in html
        assert "В листе согласования нет отметки" in html

    def test_an_order_of_another_school_is_not_in_it(
        self, signed_in: SignIn, programme: Programme, curator: User, other_school: School
    ) -> None:
        order = make_submitted(programme, curator, title="О чужом")
        stranger = make_user(Role.DIRECTOR, other_school)
        client = signed_in(stranger)

        html = client.get(reverse("orders:queue"), {"order": order.pk}).content.decode()

        assert "О чужом" not in html
        assert client.post(order_url("order_approve", order)).status_code == 404
        assert client.get(order_url("order_return", order)).status_code == 404

    def test_its_queries_do_not_grow_with_what_waits(
        self, signed_in: SignIn, programme: Programme, curator: User, director: User
    ) -> None:
        client = signed_in(director)
        make_submitted(programme, curator)
        page_text(client, reverse("orders:queue"))
        one = queries_of(client, reverse("orders:queue"))
        for _number in range(4):
            make_submitted(programme, curator)

        assert queries_of(client, reverse("orders:queue")) == one

    def test_an_approval_from_it_leads_to_the_next(
        self, signed_in: SignIn, programme: Programme, curator: User, director: User
    ) -> None:
        order = make_submitted(programme, curator)
        data = {"seen_at": order.updated_at.isoformat(), "queue": "1"}

        response = signed_in(director).post(order_url("order_approve", order), data)

        assert response["Location"] == reverse("orders:queue")


class TestFreshCheck:
    def test_who_has_not_confirmed_for_long_signs_nothing_before_the_password(
        self, stale: Client, programme: Programme, curator: User
    ) -> None:
        order = make_submitted(programme, curator)

        response = stale.post(order_url("order_approve", order))

        assert response["Location"].startswith(reverse("account_reauthenticate"))
        assert reloaded(order).state == OrderState.SUBMITTED

    def test_the_password_given_the_approval_goes_on(
        self, stale: Client, programme: Programme, curator: User
    ) -> None:
        order = make_submitted(programme, curator)
        seen = {"seen_at": order.updated_at.isoformat()}
        asked = stale.post(order_url("order_approve", order), seen)["Location"]

        stale.post(asked, {"password": PASSWORD})

        assert reloaded(order).state == OrderState.APPROVED

    def test_a_stranger_is_not_even_asked(self, stale: Client, other_school: School) -> None:
        curator = make_user(Role.CURATOR, other_school)
        order = make_submitted(other_school.programmes.get(), curator)

        assert stale.post(order_url("order_approve", order)).status_code == 404

    def test_a_wrong_password_signs_nothing(
        self, stale: Client, programme: Programme, curator: User
    ) -> None:
        order = make_submitted(programme, curator)
        asked = stale.post(order_url("order_approve", order))["Location"]

        stale.post(asked, {"password": "не тот"})

        assert reloaded(order).state == OrderState.SUBMITTED

    def test_a_text_changed_while_the_password_was_typed_is_not_signed(
        self, stale: Client, programme: Programme, curator: User
    ) -> None:
        order = make_submitted(programme, curator)
        seen = {"seen_at": "2026-01-01T00:00:00+00:00"}
        asked = stale.post(order_url("order_approve", order), seen)["Location"]

        stale.post(asked, {"password": PASSWORD})

        assert reloaded(order).state == OrderState.SUBMITTED

    def test_within_minutes_nobody_is_asked_again(
        self, stale: Client, programme: Programme, curator: User
    ) -> None:
        order = make_submitted(programme, curator)
        confirm(stale, at=time() - 300)

        stale.post(order_url("order_approve", order))

        assert reloaded(order).state == OrderState.APPROVED

    def test_after_a_quarter_of_an_hour_everybody_is(
        self, stale: Client, programme: Programme, curator: User
    ) -> None:
        order = make_submitted(programme, curator)
        confirm(stale, at=time() - 900)

        stale.post(order_url("order_approve", order))

        assert reloaded(order).state == OrderState.SUBMITTED
