"""The editor: what is typed is saved, shown and, when something is wrong, kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from orders.actions import update_order
from orders.choices import OrderState
from orders.models import Order
from orders.testing import make_order, make_submitted, order_url, page_text, reloaded
from schools.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


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

        html = page_text(signed_in(curator), order_url("order_update", order))

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

        signed_in(curator).post(
            order_url("order_update", order), typed(order, points, title="О новом")
        )

        saved = reloaded(order)
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

    def test_sub_points_are_lines_with_executor_and_term(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        inner = {"text": "Иванова А. П.", "executor": "Орлова", "due": "май"}
        order = make_order(programme, curator, points=[{"text": "Пары:", "points": [inner]}])
        client, address = signed_in(curator), order_url("order_update", order)
        assert "Иванова А. П. | Орлова | май" in page_text(client, address)

        points = [{"text": "Пары:", "points": "Иванова А. П. | Орлова | июнь\r\n> ещё\r\nи ещё"}]
        client.post(address, typed(order, points))

        below = {"points": [{"text": "ещё"}]}
        assert reloaded(order).points[0]["points"] == [
            inner | {"due": "июнь"} | below,
            {"text": "и ещё"},
        ]

    def test_save_and_send_hands_it_over(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)

        signed_in(curator).post(
            order_url("order_update", order), typed(order, [{"text": "Первый"}], send="1")
        )

        assert reloaded(order).state == OrderState.SUBMITTED

    def test_where_it_cannot_be_handed_over_nothing_is_saved_and_all_is_kept_on_the_page(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)

        html = (
            signed_in(curator)
            .post(order_url("order_update", order), typed(order, [], title="О новом", send="1"))
            .content.decode()
        )

        assert "В приказе нет ни одного пункта." in html
        assert 'value="О новом"' in html
        assert reloaded(order).title == order.title

    def test_a_point_with_an_executor_and_no_text_is_a_mistake(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)

        html = (
            signed_in(curator)
            .post(order_url("order_update", order), typed(order, [{"executor": "Орлова"}]))
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

        html = signed_in(curator).post(order_url("order_update", order), data).content.decode()

        assert "изменил кто-то ещё" in html
        assert reloaded(order).title == "О чужом изменении"

    def test_an_order_that_was_handed_over_is_not_edited(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_submitted(programme, curator)
        client = signed_in(curator)

        assert client.get(order_url("order_update", order)).status_code == 302
        client.post(
            order_url("order_update", order), typed(order, [{"text": "x"}], title="О новом")
        )

        assert reloaded(order).title == order.title

    def test_the_preview_shows_what_is_typed_and_saves_nothing(
        self, signed_in: SignIn, curator: User, programme: Programme
    ) -> None:
        order = make_order(programme, curator)
        data = typed(order, [{"text": "Напечатанный пункт"}], title="")

        html = signed_in(curator).post(order_url("order_preview", order), data).content.decode()

        assert html.lstrip().startswith("<article")
        assert "1.</span> Напечатанный пункт" in html
        assert reloaded(order).points == order.points
