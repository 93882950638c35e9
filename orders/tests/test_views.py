"""Pages of orders: who sees what, what the buttons do, what is kept when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.models import Job
from core.testing import queries_of
from documents.actions.files import make_files
from orders.actions import approve_order, update_order
from orders.choices import OrderState
from orders.models import Order
from orders.testing import make_order, make_submitted
from registry.testing import make_person
from schools.models import Programme, School
from schools.testing import make_programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def url(name: str, order: Order) -> str:
    return reverse(f"orders:{name}", args=[order.pk])


def silent(done: int, total: int) -> None:
    """Progress that nobody looks at."""


def fresh(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


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

        html = page(signed_in(curator), reverse("orders:order_list"))

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
        page(client, address)
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

        html = page(signed_in(curator), order.get_absolute_url())

        assert '<article class="paper' in html
        assert "Нет преамбулы" in html
        assert url("order_update", order) in html
        assert url("order_submit", order) not in html
        assert url("order_approve", order) not in html

    def test_the_director_has_two_buttons_over_a_submitted_order(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)

        html = page(signed_in(director), order.get_absolute_url())

        assert url("order_approve", order) in html
        assert url("order_return", order) in html
        assert url("order_update", order) not in html

    def test_an_approved_order_is_shown_from_its_snapshot(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = approve_order(make_submitted(programme, curator), actor=director)
        School.objects.update(name="Переименованная школа")

        html = page(signed_in(director), order.get_absolute_url())

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
        assert client.get(url("order_pdf", other)).status_code == 404

    def test_hostile_text_is_shown_as_text(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator, title="<script>alert(1)</script>")

        html = page(signed_in(curator), order.get_absolute_url())

        assert "<script>alert" not in html


class TestDeciding:
    def test_approving_is_a_post_that_gives_number_and_date(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)
        client = signed_in(director)

        assert client.get(url("order_approve", order)).status_code == 405
        response = client.post(url("order_approve", order), follow=True)

        assert fresh(order).state == OrderState.APPROVED
        assert "Приказ утверждён." in response.content.decode()

    def test_without_a_csrf_token_nothing_is_approved(
        self, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)
        client = Client(enforce_csrf_checks=True)
        client.force_login(director, backend="allauth.account.auth_backends.AuthenticationBackend")

        assert client.post(url("order_approve", order)).status_code == 403
        assert fresh(order).state == OrderState.SUBMITTED

    def test_the_second_click_is_told_what_happened(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)
        client = signed_in(director)
        client.post(url("order_approve", order), follow=True)

        html = client.post(url("order_approve", order), follow=True).content.decode()

        assert "Приказ уже утверждён: № 1 от" in html

    def test_a_remark_goes_with_a_returned_order(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)

        signed_in(director).post(url("order_return", order), {"remark": "Нет срока."})

        assert fresh(order).remark == "Нет срока."
        assert "Нет срока." in page(signed_in(curator), order.get_absolute_url())

    def test_without_a_remark_it_is_not_returned(
        self, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)

        signed_in(director).post(url("order_return", order), {"remark": " "})

        assert fresh(order).state == OrderState.SUBMITTED

    def test_the_curator_hands_over_and_gives_up(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        first, second = make_order(programme, curator), make_order(programme, curator)
        client = signed_in(curator)

        client.post(url("order_submit", first))
        client.post(url("order_withdraw", second))

        assert fresh(first).state == OrderState.SUBMITTED
        assert fresh(second).state == OrderState.WITHDRAWN

    @pytest.mark.parametrize("name", ["order_approve", "order_return"])
    def test_a_curator_decides_nothing(
        self, name: str, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)

        assert signed_in(curator).post(url(name, order), {"remark": "x"}).status_code == 403

    @pytest.mark.parametrize("name", ["order_submit", "order_withdraw", "order_update"])
    def test_a_director_drafts_nothing(
        self, name: str, signed_in: SignIn, curator: User, director: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)

        assert signed_in(director).post(url(name, order)).status_code == 403


def typed(order: Order, points: list[dict[str, str]], **fields: Any) -> dict[str, Any]:
    data = {
        "title": order.title,
        "preamble": order.preamble,
        "control": order.control,
        "seen_at": order.updated_at.isoformat(),
        "points-TOTAL_FORMS": len(points),
        "points-INITIAL_FORMS": 0,
    }
    for index, point in enumerate(points):
        data |= {f"points-{index}-{name}": value for name, value in point.items()}
    return data | fields


class TestUpdate:
    def test_the_form_shows_what_is_there(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)

        html = page(signed_in(curator), url("order_update", order))

        assert "Иванова А. П. – Петров Б." in html
        assert 'name="points-1-executor" value="куратор"' in html

    def test_points_are_saved_in_the_order_of_their_numbers(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)
        points = [
            {"text": "Второй", "ORDER": "2"},
            {"text": "Лишний", "ORDER": "3", "DELETE": "on"},
            {
                "text": "Первый",
                "ORDER": "1",
                "points": "а\n\nб",
                "executor": "Ян",
                "due": "май",
            },
            {"text": "Новый"},
            {"text": ""},
        ]

        signed_in(curator).post(url("order_update", order), typed(order, points, title="О новом"))

        saved = fresh(order)
        assert saved.title == "О новом"
        assert saved.points == [
            {
                "text": "Первый",
                "executor": "Ян",
                "due": "май",
                "points": [{"text": "а"}, {"text": "б"}],
            },
            {"text": "Второй"},
            {"text": "Новый"},
        ]

    def test_a_sub_point_keeps_its_executor(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        inner = {"text": "Иванова А. П.", "executor": "Орлова", "due": "май"}
        order = make_order(programme, curator, points=[{"text": "Пары:", "points": [inner]}])
        points = [{"text": "Пары:", "points": "Иванова А. П.\r\nещё"}]

        signed_in(curator).post(url("order_update", order), typed(order, points))

        assert fresh(order).points[0]["points"] == [inner, {"text": "ещё"}]

    def test_save_and_send_hands_it_over(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)

        signed_in(curator).post(
            url("order_update", order), typed(order, [{"text": "Первый"}], send="1")
        )

        assert fresh(order).state == OrderState.SUBMITTED

    def test_where_it_cannot_be_handed_over_nothing_is_saved_and_all_is_kept_on_the_page(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)

        html = (
            signed_in(curator)
            .post(url("order_update", order), typed(order, [], title="О новом", send="1"))
            .content.decode()
        )

        assert "В приказе нет ни одного пункта." in html
        assert 'value="О новом"' in html
        assert fresh(order).title == order.title

    def test_a_point_with_an_executor_and_no_text_is_a_mistake(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)

        html = (
            signed_in(curator)
            .post(url("order_update", order), typed(order, [{"executor": "Орлова"}]))
            .content.decode()
        )

        assert "Напишите текст пункта" in html
        assert 'value="Орлова"' in html

    def test_a_change_of_somebody_else_is_not_overwritten(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)
        data = typed(order, [{"text": "Мой"}])
        update_order(order, actor=curator, title="О чужом изменении")

        html = signed_in(curator).post(url("order_update", order), data).content.decode()

        assert "изменил кто-то ещё" in html
        assert fresh(order).title == "О чужом изменении"

    def test_an_order_that_was_handed_over_is_not_edited(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)
        client = signed_in(curator)

        assert client.get(url("order_update", order)).status_code == 302
        client.post(url("order_update", order), typed(order, [{"text": "x"}], title="О новом"))

        assert fresh(order).title == order.title

    def test_the_preview_shows_what_is_typed_and_saves_nothing(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)
        data = typed(order, [{"text": "Напечатанный пункт"}], title="")

        html = signed_in(curator).post(url("order_preview", order), data).content.decode()

        assert html.lstrip().startswith("<article")
        assert "1.</span> Напечатанный пункт" in html
        assert fresh(order).points == order.points


class TestFiles:
    @pytest.fixture
    def approved(self, programme: Programme, curator: User, director: User) -> Order:
        return approve_order(make_submitted(programme, curator), actor=director)

    def test_while_they_are_made_the_page_waits_and_then_gives_them(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        client = signed_in(curator)

        assert "Готовим PDF и DOCX" in page(client, url("order_files", approved))
        assert client.get(url("order_pdf", approved)).status_code == 202

        make_files(approved.document_id, report=silent)

        html = page(client, url("order_files", approved))
        assert url("order_pdf", approved) in html
        assert "hx-get" not in html
        response = client.get(url("order_pdf", approved))
        assert response.content.startswith(b"%PDF")
        assert client.get(url("order_docx", approved)).content.startswith(b"PK")

    def test_a_failed_job_can_be_tried_again(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        Job.objects.update(state="failed", message="Не получилось.")
        client = signed_in(curator)

        assert "Изготовить ещё раз" in page(client, url("order_files", approved))
        client.post(url("order_render", approved))

        assert Job.objects.filter(state="queued").count() == 1

    def test_a_draft_has_no_files(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)
        client = signed_in(curator)

        assert client.get(url("order_pdf", order)).status_code == 404
        assert client.get(url("order_files", order)).status_code == 404
        html = client.post(url("order_render", order), follow=True).content.decode()
        assert "Документ появится, когда приказ утвердят." in html

    def test_another_schools_order_is_not_found(
        self, signed_in: SignIn, other_school: School, approved: Order
    ) -> None:
        client = signed_in(make_user(Role.DIRECTOR, other_school))

        for name in ("order_detail", "order_pdf", "order_docx", "order_files"):
            assert client.get(url(name, approved)).status_code == 404
        for name in ("order_approve", "order_return"):
            assert client.post(url(name, approved), {"remark": "x"}).status_code == 404
