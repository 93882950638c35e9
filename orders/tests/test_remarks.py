"""Remarks of the director: kept at their places, shown there, ticked off when mended."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.errors import DomainError, StateError
from orders.actions import mend_remarks, return_order, submit_order, update_order
from orders.alignment import moved
from orders.choices import OrderState
from orders.models import Order
from orders.remarks import RemarkText
from orders.testing import make_submitted, order_url, page_text, reloaded
from schools.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

POINTS = [
    {"text": "Определить формы наставничества."},
    {"text": "Составить планы.", "executor": "кураторы", "due": "до 01.10.2026"},
    {"text": "Разместить приказ на сайте."},
]


@pytest.fixture
def returned(programme: Programme, curator: User, director: User) -> Order:
    order = make_submitted(programme, curator, points=POINTS)
    remarks = [
        RemarkText("point", 2, "Срок слишком близкий."),
        RemarkText("preamble", None, "Нужна дата протокола."),
    ]
    return return_order(order, remarks=remarks, actor=director)


def test_a_remark_keeps_its_place_and_what_was_written_there(returned: Order) -> None:
    point, preamble = returned.remarks.all()

    assert (point.place, point.quote) == (
        "К пункту 2",
        "Составить планы.\nкураторы\nдо 01.10.2026",
    )
    assert (preamble.place, preamble.quote) == ("К преамбуле", returned.preamble)


def test_the_order_says_in_one_line_what_to_mend(returned: Order) -> None:
    assert returned.remark == "Срок слишком близкий.; Нужна дата протокола."


@pytest.mark.parametrize(("part", "number"), [("point", 4), ("point", None), ("annex", 1)])
def test_a_place_that_the_order_has_not_is_refused_and_nothing_is_returned(
    part: str, number: int | None, programme: Programme, curator: User, director: User
) -> None:
    order = make_submitted(programme, curator, points=POINTS)

    with pytest.raises(DomainError, match="Такого места в приказе нет"):
        return_order(order, remarks=[RemarkText(part, number, "Поправить.")], actor=director)

    assert reloaded(order).state == OrderState.SUBMITTED


def test_a_remark_follows_its_point_when_points_are_moved_and_rewritten(
    returned: Order, curator: User
) -> None:
    points = [POINTS[2], POINTS[0], {**POINTS[1], "due": "до 15.10.2026"}]

    update_order(returned, actor=curator, points=points)

    assert returned.remarks.get(part="point").number == 3


def test_a_remark_whose_point_is_gone_stays_without_a_number(
    returned: Order, curator: User
) -> None:
    update_order(returned, actor=curator, points=[POINTS[0]])

    assert returned.remarks.get(part="point").place == "К пункту, которого уже нет"


def test_ticked_remarks_are_mended_and_unticked_ones_are_not(
    returned: Order, curator: User
) -> None:
    first, second = (remark.pk for remark in returned.remarks.all())

    mend_remarks(returned, shown=[first, second], mended=[first], actor=curator)
    assert [remark.is_mended for remark in returned.remarks.all()] == [True, False]

    mend_remarks(returned, shown=[first, second], mended=[], actor=curator)
    assert [remark.is_mended for remark in returned.remarks.all()] == [False, False]


def test_what_waits_for_the_director_is_not_ticked_any_more(returned: Order, curator: User) -> None:
    order = submit_order(returned, actor=curator)

    with pytest.raises(StateError):
        mend_remarks(order, shown=[1], mended=[1], actor=curator)


def test_the_editor_shows_a_remark_beside_its_point_and_takes_the_tick(
    signed_in: SignIn, returned: Order, curator: User
) -> None:
    client, remark = signed_in(curator), returned.remarks.get(part="point")
    page = client.get(order_url("order_update", returned))
    line = page.context["lines"].forms[1]
    assert [one.text for one in line.remarks] == ["Срок слишком близкий."]

    data = {
        "title": returned.title,
        "preamble": returned.preamble,
        "control": returned.control,
        "seen_at": returned.updated_at.isoformat(),
        "points-TOTAL_FORMS": "1",
        "points-INITIAL_FORMS": "0",
        "points-0-text": "Составить планы.",
        "remark": [remark.pk],
        "mended": [remark.pk],
    }
    client.post(order_url("order_update", returned), data)

    assert returned.remarks.get(part="point").is_mended


def test_the_director_writes_under_the_places_of_the_order(
    signed_in: SignIn, programme: Programme, curator: User, director: User
) -> None:
    order = make_submitted(programme, curator, points=POINTS)
    client = signed_in(director)
    assert "Пункт 2. Составить планы." in page_text(client, order_url("order_return", order))

    client.post(order_url("order_return", order), {"at-point:2": "Позже.", "at-control": ""})

    remark = reloaded(order).remarks.get()
    assert (remark.part, remark.number, remark.text) == ("point", 2, "Позже.")


def test_a_refused_return_keeps_what_was_typed(
    signed_in: SignIn, programme: Programme, curator: User, director: User
) -> None:
    order = make_submitted(programme, curator, points=POINTS)

    page = signed_in(director).post(order_url("order_return", order), {"at-point:2": "я" * 2001})

    assert page.status_code == 200
    assert "я" * 2001 in page.content.decode()


def test_after_a_return_the_director_goes_on_with_what_still_waits(
    signed_in: SignIn, programme: Programme, curator: User, director: User
) -> None:
    order, _other = make_submitted(programme, curator), make_submitted(programme, curator)

    response = signed_in(director).post(order_url("order_return", order), {"remark": "Нет."})

    assert response["Location"] == reverse("orders:queue")


def test_lines_are_known_again_though_moved_and_rewritten() -> None:
    old = ["Составить планы до 1 октября", "Разместить на сайте", "Ознакомить людей"]
    new = ["Ознакомить людей", "Составить планы до 5 октября", "Провести собрание"]

    assert moved(old, new) == {2: 0, 0: 1}
