"""Meetings of pairs whose beginning or end an order has settled ahead."""

from __future__ import annotations

import datetime

import pytest

from accounts.models import User
from core import clock
from core.errors import DomainError
from orders.actions import approve_order, submit_order
from orders.models import Order
from pairing.actions import draft_completion
from pairing.models import Pair
from pairing.testing import active_pair, with_change_orders
from plans.actions import note_meeting
from schools.models import Programme, School

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 10, 1)
LAST = datetime.date(2026, 11, 1)
NOVEMBER = datetime.date(2026, 11, 2)


def test_none_is_noted_before_the_first_day(school: School, curator: User) -> None:
    with clock.on(TODAY), pytest.raises(DomainError, match="раньше начала пары"):
        note_meeting(active_pair(school, curator), actor=curator, held_on=TODAY)


def test_they_are_noted_until_the_last_day_that_is_ordered(
    school: School, programme: Programme, curator: User, director: User
) -> None:
    with clock.on(TODAY):
        with_change_orders(programme, "completion")
        pair = active_pair(school, curator, starts_on=datetime.date(2026, 9, 7))
        order = draft_completion(pair, reason="переезд", on=LAST, actor=curator)
        submit_order(order, actor=curator)
        approve_order(Order.objects.get(pk=order.pk), actor=director)

        ended = Pair.objects.get(pk=pair.pk)
        assert note_meeting(ended, actor=curator, held_on=TODAY).held_on == TODAY

    with clock.on(NOVEMBER), pytest.raises(DomainError, match="пока пара действует"):
        note_meeting(Pair.objects.get(pk=pair.pk), actor=curator, held_on=NOVEMBER)
