"""Orders that change a pair are filled anew from the pair; what was edited by hand stays."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from accounts.models import User
from orders.actions import approve_order, refresh_order, submit_order, update_order
from orders.actions.refreshing import texts_now
from orders.models import Order
from orders.testing import reloaded
from pairing.actions import (
    draft_completion,
    draft_extension,
    draft_joining,
    draft_leaving,
    draft_replacement,
)
from pairing.models import Pair
from pairing.testing import active_pair, with_change_orders
from registry.models import Person
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

pytestmark = pytest.mark.django_db

STARTED = datetime.date(2026, 9, 7)
ENDS = datetime.date(2027, 3, 1)
DAY = datetime.date(2026, 11, 2)
LATER = datetime.date(2027, 4, 1)
CODES = ("replacement", "extension", "completion", "joining", "leaving")
MINE = "Своими словами."

DRAFT: dict[str, Callable[[Pair, User], Order]] = {
    "replacement": lambda pair, actor: draft_replacement(
        pair,
        mentor=make_mentor(pair.school),
        reason="болезнь",
        day=DAY,
        actor=actor,
        fields={"basis": "заявление"},
    ),
    "extension": lambda pair, actor: draft_extension(
        pair, ends_on=LATER, reason="болезнь", actor=actor
    ),
    "completion": lambda pair, actor: draft_completion(pair, on=DAY, reason="переезд", actor=actor),
    "joining": lambda pair, actor: draft_joining(
        pair, mentee=make_mentee(pair.school), day=DAY, actor=actor
    ),
    "leaving": lambda pair, actor: draft_leaving(
        pair.members.all()[0], on=DAY, reason="переезд", actor=actor
    ),
}


@pytest.fixture
def pair(school: School, programme: Programme, curator: User) -> Pair:
    with_change_orders(programme, *CODES)
    return active_pair(school, curator, number=2, starts_on=STARTED, ends_on=ENDS)


def rename(order: Order) -> None:
    """Everybody whom the order names has another surname since."""
    Person.objects.filter(orders__order=order).update(last_name="Переименованный")


@pytest.mark.parametrize("code", CODES)
def test_a_new_draft_is_what_the_data_say(code: str, pair: Pair, curator: User) -> None:
    order = DRAFT[code](pair, curator)
    before = (order.title, order.preamble, order.points)

    assert refresh_order(reloaded(order), actor=curator) == []

    fresh = reloaded(order)
    assert (fresh.title, fresh.preamble, fresh.points) == before


@pytest.mark.parametrize("code", CODES)
def test_a_point_that_nobody_edited_follows_the_people(
    code: str, pair: Pair, curator: User
) -> None:
    order = DRAFT[code](pair, curator)
    rename(order)

    refresh_order(reloaded(order), actor=curator)

    assert "Переименованн" in reloaded(order).points[0]["text"]


@pytest.mark.parametrize("code", CODES)
def test_an_edited_point_stays_and_what_the_data_say_now_is_told(
    code: str, pair: Pair, curator: User
) -> None:
    order = DRAFT[code](pair, curator)
    first, *rest = order.points
    update_order(order, points=[{**first, "text": MINE}, *rest], actor=curator)
    rename(order)

    (row,) = refresh_order(reloaded(order), actor=curator)

    assert reloaded(order).points[0]["text"] == MINE
    assert "Переименованн" in row["theirs"]["text"]


def test_what_was_asked_for_the_order_stays_in_its_text(pair: Pair, curator: User) -> None:
    order = DRAFT["replacement"](pair, curator)

    refresh_order(reloaded(order), actor=curator)

    assert reloaded(order).points[1]["text"] == "Основание: заявление."


def test_a_signed_order_is_not_filled_anew(pair: Pair, curator: User, director: User) -> None:
    order = DRAFT["extension"](pair, curator)
    approve_order(submit_order(order, actor=curator), actor=director)

    assert texts_now(reloaded(order)) is None
