"""Texts filled anew from the data: what was edited stays, and each difference is asked about."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from core.errors import StateError
from orders.actions import refill_order, refresh_order, settle_differences, update_order
from orders.inputs import input_of
from orders.kinds import kind_of
from orders.merging import merged_points, settled
from orders.models import Order
from orders.testing import make_asked, make_order, order_url, page_text, reloaded
from schools.models import Programme

SignIn = Callable[[User], Client]


def point(text: str) -> dict[str, Any]:
    return {"text": text}


FIRST, SECOND, THIRD = (
    point("Определить формы наставничества."),
    point("Составить планы до 1 октября."),
    point("Разместить приказ на сайте школы."),
)
LATER = point("Составить планы до 15 октября.")
MINE = point("Составить планы до 1 октября, показать куратору.")
lines = st.lists(st.sampled_from("абвгдежз").map(lambda sign: point(sign * 20)), unique_by=str)


class TestMerging:
    def test_an_untouched_point_follows_the_data(self) -> None:
        assert merged_points([FIRST, SECOND], [FIRST, LATER], [FIRST, SECOND]) == (
            [FIRST, LATER],
            [],
        )

    def test_an_edited_point_stays_where_the_data_say_what_they_said(self) -> None:
        assert merged_points([FIRST, SECOND], [FIRST, SECOND], [FIRST, MINE]) == (
            [FIRST, MINE],
            [],
        )

    def test_an_edited_point_stays_and_is_asked_about_where_the_data_changed(self) -> None:
        points, (row,) = merged_points([FIRST, SECOND], [FIRST, LATER], [FIRST, MINE])

        assert points == [FIRST, MINE]
        assert (row["mine"], row["theirs"]) == (MINE, LATER)

    def test_a_point_written_by_hand_stays(self) -> None:
        points, found = merged_points([FIRST], [FIRST, SECOND], [FIRST, THIRD])

        assert sorted(map(str, points)) == sorted(map(str, [FIRST, SECOND, THIRD]))
        assert found == []

    def test_points_moved_by_hand_stay_moved(self) -> None:
        assert merged_points([FIRST, SECOND], [FIRST, LATER], [SECOND, FIRST])[0] == [LATER, FIRST]

    def test_a_point_taken_out_by_hand_stays_out_and_is_asked_about_once_it_changed(self) -> None:
        assert merged_points([FIRST, SECOND], [FIRST, SECOND], [FIRST]) == ([FIRST], [])

        points, (row,) = merged_points([FIRST, SECOND], [FIRST, LATER], [FIRST])
        assert points == [FIRST]
        assert settled({"points": points}, [row])["points"] == [FIRST, LATER]

    def test_a_point_that_the_data_have_no_more_goes_unless_it_was_edited(self) -> None:
        assert merged_points([FIRST, SECOND], [FIRST], [FIRST, SECOND]) == ([FIRST], [])

        points, (row,) = merged_points([FIRST, SECOND], [FIRST], [FIRST, MINE])
        assert points == [FIRST, MINE]
        assert settled({"points": points}, [row])["points"] == [FIRST]

    @given(old=lines, new=lines)
    def test_where_nothing_was_edited_the_data_are_taken_whole(self, old: Any, new: Any) -> None:
        points, found = merged_points(old, new, old)

        assert sorted(map(str, points)) == sorted(map(str, new))
        assert found == []

    @given(old=lines, current=lines)
    def test_where_the_data_did_not_change_nothing_is_touched(self, old: Any, current: Any) -> None:
        assert merged_points(old, old, current) == (current, [])


@pytest.fixture
def order(programme: Programme, curator: User) -> Order:
    """Its first point edited; since then the school has another name."""
    order = make_asked(programme, curator)
    points = [{**order.points[0], "text": "Ввести немедленно:"}, *order.points[1:]]
    update_order(order, points=points, title="Свой заголовок", actor=curator)
    school = programme.school
    school.short_name = "Гимназия № 5"
    school.save()
    return reloaded(order)


@pytest.mark.django_db
class TestOrder:
    def test_refreshing_keeps_what_was_edited_and_tells_what_differs(
        self, order: Order, curator: User
    ) -> None:
        found = refresh_order(order, actor=curator)

        fresh = reloaded(order)
        assert (fresh.title, fresh.points[0]["text"]) == ("Свой заголовок", "Ввести немедленно:")
        assert [(row["part"], row["theirs"]) for row in found] == [
            ("title", "О внедрении наставничества в Гимназия № 5")
        ]

    def test_taken_from_the_data_the_text_is_theirs_and_nothing_differs(
        self, order: Order, curator: User
    ) -> None:
        refresh_order(order, actor=curator)

        settle_differences(reloaded(order), take={0}, actor=curator)

        fresh = reloaded(order)
        assert fresh.title == "О внедрении наставничества в Гимназия № 5"
        assert fresh.data["differences"] == []

    def test_settled_differences_are_not_asked_about_again(
        self, order: Order, curator: User
    ) -> None:
        refresh_order(order, actor=curator)
        settle_differences(reloaded(order), take=(), actor=curator)

        assert refresh_order(reloaded(order), actor=curator) == []
        with pytest.raises(StateError):
            settle_differences(reloaded(order), take=(), actor=curator)

    def test_new_answers_leave_an_edited_point_as_it_is(self, order: Order, curator: User) -> None:
        given = input_of(order, kind_of(order))
        changed = dataclasses.replace(given, fields={**given.fields, "opinion": "родителей"})

        refill_order(order, given=changed, actor=curator)

        texts = [row["text"] for row in reloaded(order).points]
        assert texts[:2] == ["Ввести немедленно:", "Учесть мнение родителей."]

    def test_an_order_without_data_is_not_refreshed(
        self, programme: Programme, curator: User
    ) -> None:
        with pytest.raises(StateError, match="не из данных"):
            refresh_order(make_order(programme, curator), actor=curator)

    def test_the_page_shows_both_texts_and_takes_the_choice(
        self, signed_in: SignIn, order: Order, curator: User
    ) -> None:
        client = signed_in(curator)
        seen = {"seen_at": order.updated_at.isoformat()}
        response = client.post(order_url("order_refresh", order), seen)
        assert response["Location"] == order_url("order_differences", order)

        html = page_text(client, order_url("order_differences", order))
        assert "Свой заголовок" in html
        assert "Гимназия № 5" in html

        client.post(order_url("order_differences", order), {"choice-0": "theirs"})
        assert reloaded(order).title == "О внедрении наставничества в Гимназия № 5"
