"""Orders signed before their day: periods and words follow the days, not the signature."""

from __future__ import annotations

import datetime

import pytest

from accounts.models import User
from core import clock
from orders.actions import approve_order, submit_order
from orders.models import Order
from pairing.actions import draft_completion, draft_pairs_order, draft_replacement
from pairing.models import Pair
from pairing.story import chain_of, periods_of
from pairing.testing import (
    ENDS_ON,
    STARTS_ON,
    active_pair,
    make_pair,
    with_change_orders,
    with_order_texts,
)
from registry.testing import make_mentor
from schools.models import Programme, School

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 10, 1)
STARTED = datetime.date(2026, 9, 7)
NOVEMBER = datetime.date(2026, 11, 2)
LAST = datetime.date(2026, 11, 1)


def sign(order: Order, curator: User, director: User) -> None:
    submit_order(order, actor=curator)
    approve_order(Order.objects.get(pk=order.pk), actor=director)


def again(pair: Pair) -> Pair:
    return Pair.objects.get(pk=pair.pk)


@pytest.fixture
def ahead(school: School, programme: Programme, curator: User, director: User) -> Pair:
    """Signed on the first of October, from the fifth."""
    pair = make_pair(school)
    order = draft_pairs_order([pair], programme=with_order_texts(programme), actor=curator)
    sign(order, curator, director)
    return again(pair)


def test_a_pair_signed_ahead_has_the_days_of_the_order(ahead: Pair) -> None:
    member = ahead.members.get()
    assert (ahead.starts_on, ahead.ends_on) == (STARTS_ON, ENDS_ON)
    assert (member.joined_on, member.left_on) == (STARTS_ON, ENDS_ON)


def test_it_is_not_called_in_force_before_its_first_day(ahead: Pair) -> None:
    said = ahead.get_state_display()
    with clock.on(STARTS_ON):
        assert (said, ahead.get_state_display()) == ("начнётся 05.10.2026", "действует")


@pytest.fixture
def ending(school: School, programme: Programme, curator: User, director: User) -> Pair:
    """In force, and an order says that the first of November is its last day."""
    with_change_orders(programme, "completion")
    pair = active_pair(school, curator, starts_on=STARTED)
    order = draft_completion(pair, reason="переезд", on=LAST, actor=curator)
    sign(order, curator, director)
    return again(pair)


def test_a_pair_whose_end_is_ordered_ahead_is_told_to_end_that_day(ending: Pair) -> None:
    said = ending.get_state_display()
    with clock.on(NOVEMBER):
        assert (said, again(ending).get_state_display()) == (
            "действует по 01.11.2026",
            "завершена досрочно",
        )


def test_the_old_mentor_leads_until_the_day_of_the_new_one(
    school: School, programme: Programme, curator: User, director: User
) -> None:
    with_change_orders(programme, "replacement")
    pair = active_pair(school, curator, starts_on=STARTED)
    order = draft_replacement(
        pair, mentor=make_mentor(school), reason="болезнь", day=NOVEMBER, actor=curator
    )
    sign(order, curator, director)

    now = {}
    for day in (TODAY, NOVEMBER):
        with clock.on(day):
            periods = periods_of(chain_of(again(pair)), director)
            now[day] = [(row.starts_on, row.ends_on) for row in periods if row.is_open]
    assert now == {TODAY: [(STARTED, LAST)], NOVEMBER: [(NOVEMBER, ENDS_ON)]}
