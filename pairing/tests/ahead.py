"""Orders signed before their day, for tests of what stands until then."""

from __future__ import annotations

import datetime
from typing import Any

from accounts.models import User
from accounts.testing import make_user
from orders.actions import approve_order, submit_order
from orders.actions.revising import draft_revision
from orders.models import Order
from pairing.actions import draft_completion, draft_replacement
from pairing.models import Pair, PairChange
from pairing.testing import active_pair, with_change_orders
from registry.testing import make_mentor
from schools.models import School

TODAY = datetime.date(2026, 10, 1)
STARTED = datetime.date(2026, 9, 7)
LAST = datetime.date(2026, 10, 31)
AFTER = datetime.date(2026, 11, 1)
WEEK_AFTER = datetime.date(2026, 11, 8)


def sign(order: Order, curator: User, director: User) -> Order:
    submit_order(order, actor=curator)
    return approve_order(Order.objects.get(pk=order.pk), actor=director)


def again(pair: Pair) -> Pair:
    return Pair.objects.get(pk=pair.pk)


def a_pair(school: School, curator: User, **fields: Any) -> Pair:
    """In force since September; its mentor has an account."""
    codes = ("replacement", "extension", "completion", "joining", "leaving")
    with_change_orders(school.programmes.get(), *codes)
    mentor = fields.pop("mentor", None) or make_mentor(school, user=make_user("mentor", school))
    return active_pair(school, curator, mentor=mentor, starts_on=STARTED, **fields)


def end_on(
    pair: Pair, curator: User, director: User, last: datetime.date = LAST, reason: str = "Переезд"
) -> Order:
    order = draft_completion(again(pair), reason=reason, on=last, actor=curator)
    return sign(order, curator, director)


def replace_from(pair: Pair, curator: User, director: User, day: datetime.date = AFTER) -> Pair:
    """The pair with the new mentor."""
    order = draft_replacement(
        again(pair), mentor=make_mentor(pair.school), reason="Отъезд", day=day, actor=curator
    )
    return sign(order, curator, director).pairs.get()


def cancel(order: Order, curator: User, director: User) -> Order:
    draft = draft_revision(order, kind="cancels", reason="Издан ошибочно", actor=curator)
    return sign(draft, curator, director)


def change_of(order: Order) -> PairChange:
    return PairChange.objects.get(order=order)
