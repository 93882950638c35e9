"""Pages of orders: who sees what, what the buttons do, what is kept when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.testing import queries_of
from orders.actions import approve_order
from orders.choices import OrderState
from orders.testing import make_order, make_submitted, order_url, page_text, reloaded
from registry.testing import make_person
from schools.actions import create_school
from schools.models import Programme, School
from schools.presets import load_preset
from schools.testing import make_programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


class TestList:
    def test_it_shows_the_schools_orders_and_no_others(
        self,
        signed_in: SignIn,
        curator: User,
        programme: Programme,
        other_school: School,
    ) -> None:
        own = make_order(programme, curator, title="О своём")
        stranger = make_user(Role.CURATOR, other_school)
        make_order(other_school.programmes.get(), stranger, title="О чужом")

        html = page_text(signed_in(curator), reverse("orders:order_list"))

        assert own.title in html
        assert "О чужом" not in html

    def test_filters_narrow_it(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        make_order(programme, curator, title="О первом")
        approve_order(make_submitted(programme, curator, title="О втором"), actor=director)
        client, address = signed_in(curator), reverse("orders:order_list")

        for query, shown, hidden in (
            ({"q": "перв"}, "О первом", "О втором"),
            ({"q": "№1"}, "О втором", "О первом"),
            ({"state": "draft"}, "О первом", "О втором"),
        ):
            html = client.get(address, query).content.decode()
            assert shown in html
            assert hidden not in html

    def test_queries_do_not_grow_with_rows(
        self, signed_in: SignIn, curator: User, school: School
    ) -> None:
        client, address = signed_in(curator), reverse("orders:order_list") + "?col=kind"
        make_order(school.programmes.get(), curator)
        page_text(client, address)
        one = queries_of(client, address)
        for _ in range(5):
            make_order(make_programme(school), curator)

        assert queries_of(client, address) == one

    def test_the_journal_is_exported_as_filtered_and_runs_no_formula(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        make_order(programme, curator, title="О черновике")
        order = make_submitted(programme, curator, title="=HYPERLINK(1)")
        approve_order(order, actor=director)

        response = signed_in(curator).get(reverse("orders:order_export"), {"state": "approved"})

        rows = list(openpyxl.load_workbook(BytesIO(response.content)).active.iter_rows())
        assert [cell.value for cell in rows[0]][:3] == ["Номер", "Дата", "О чём"]
        assert len(rows) == 2
        assert (rows[1][0].value, rows[1][2].value) == ("1", "=HYPERLINK(1)")
        assert rows[1][2].data_type == "s"
        assert response["Cache-Control"] == "no-store, private"


class TestDetail:
    def test_the_curator_sees_the_paper_and_what_is_missing(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator, preamble="")

        html = page_text(signed_in(curator), order.get_absolute_url())

        assert '<article class="paper' in html
        assert "Нет преамбулы" in html
        assert order_url("order_update", order) in html
        assert order_url("order_submit", order) not in html
        assert order_url("order_approve", order) not in html

    def test_the_director_has_two_buttons_over_a_submitted_order(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)

        html = page_text(signed_in(director), order.get_absolute_url())

        assert order_url("order_approve", order) in html
        assert order_url("order_return", order) in html
        assert order_url("order_update", order) not in html

    def test_an_approved_order_is_shown_from_its_snapshot(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = approve_order(make_submitted(programme, curator), actor=director)
        School.objects.update(name="Переименованная школа")

        html = page_text(signed_in(director), order.get_absolute_url())

        assert "Переименованная школа" not in html
        assert order.document.check_code in html
        assert "hx-get" in html

    def test_a_mentor_sees_an_approved_order_that_names_them(
        self, signed_in: SignIn, curator: User, director: User, school: School, programme: Programme
    ) -> None:
        mentor = make_user(Role.MENTOR, school)
        person = make_person(school, user=mentor)
        named = make_submitted(programme, curator, people=[person])
        client = signed_in(mentor)

        assert client.get(named.get_absolute_url()).status_code == 404
        approve_order(named, actor=director)
        other = approve_order(make_submitted(programme, curator), actor=director)

        assert client.get(named.get_absolute_url()).status_code == 200
        assert client.get(other.get_absolute_url()).status_code == 404
        assert client.get(order_url("order_pdf", other)).status_code == 404

    def test_hostile_text_is_shown_as_text(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator, title="<script>alert(1)</script>")

        html = page_text(signed_in(curator), order.get_absolute_url())

        assert "<script>alert" not in html


class TestDeciding:
    def test_approving_is_a_post_that_gives_number_and_date(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)
        client = signed_in(director)

        assert client.get(order_url("order_approve", order)).status_code == 405
        seen = {"seen_at": order.updated_at.isoformat()}
        response = client.post(order_url("order_approve", order), seen, follow=True)

        assert reloaded(order).state == OrderState.APPROVED
        assert "Приказ утверждён." in response.content.decode()

    def test_without_a_csrf_token_nothing_is_approved(
        self, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)
        client = Client(enforce_csrf_checks=True)
        client.force_login(director, backend="allauth.account.auth_backends.AuthenticationBackend")

        assert client.post(order_url("order_approve", order)).status_code == 403
        assert reloaded(order).state == OrderState.SUBMITTED

    def test_the_second_click_is_told_what_happened(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)
        client = signed_in(director)
        client.post(order_url("order_approve", order), follow=True)

        html = client.post(order_url("order_approve", order), follow=True).content.decode()

        assert "Приказ уже утверждён: № 1 от" in html

    def test_a_remark_goes_with_a_returned_order(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)

        signed_in(director).post(order_url("order_return", order), {"remark": "Нет срока."})

        assert reloaded(order).remark == "Нет срока."
        assert "Нет срока." in page_text(signed_in(curator), order.get_absolute_url())

    def test_without_a_remark_it_is_not_returned(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)

        signed_in(director).post(order_url("order_return", order), {"remark": " "})

        assert reloaded(order).state == OrderState.SUBMITTED

    def test_the_curator_hands_over_and_gives_up(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        first, second = make_order(programme, curator), make_order(programme, curator)
        client = signed_in(curator)

        client.post(order_url("order_submit", first))
        client.post(order_url("order_withdraw", second))

        assert reloaded(first).state == OrderState.SUBMITTED
        assert reloaded(second).state == OrderState.WITHDRAWN

    @pytest.mark.parametrize("name", ["order_approve", "order_return"])
    def test_a_curator_decides_nothing(
        self, name: str, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)

        assert signed_in(curator).post(order_url(name, order), {"remark": "x"}).status_code == 403

    @pytest.mark.parametrize("name", ["order_submit", "order_withdraw", "order_update"])
    def test_a_director_drafts_nothing(
        self, name: str, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)

        assert signed_in(director).post(order_url(name, order)).status_code == 403


def test_a_draft_of_a_school_that_is_still_the_presets_says_so(signed_in) -> None:
    school = create_school(load_preset("kirov-65"), slug="as-loaded", actor=None)
    user = make_user(Role.CURATOR, school)
    order = make_order(school.programmes.get(), user)

    found = signed_in(user).get(order.get_absolute_url()).context["made_up"]

    assert [finding.code for finding in found] == ["school.name", "school.signatory"]
