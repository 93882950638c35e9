"""Many clicks at once: each order is approved once, numbers follow one another."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.errors import StateError
from core.models import Job
from documents.models import Document, NumberSeries
from orders.actions import approve_order, return_order, withdraw_order
from orders.choices import OrderState
from orders.models import Order
from orders.testing import make_order, make_submitted
from schools.models import Programme, School

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("idle_broker")]


def at_once(actions: list[Callable[[], Any]]) -> list[Any]:
    """What each gave or raised, all begun at the same moment on connections of their own."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=60)
            connect()
            return action()
        except StateError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def connect() -> None:
    """A connection as soon as the server has one to give: fifty may be more than it has."""
    end = time.monotonic() + 60
    while True:
        try:
            connection.ensure_connection()
        except OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def test_two_directors_at_once_approve_one_draft_once(
    school: School, programme: Programme, curator: User
) -> None:
    order = make_submitted(programme, curator)
    directors = [make_user(Role.DIRECTOR, school) for _ in range(2)]

    outcomes = at_once([lambda who=who: approve_order(order, actor=who) for who in directors])

    approved = [outcome for outcome in outcomes if isinstance(outcome, Order)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, StateError)]
    assert len(approved) == len(refused) == 1
    assert str(refused[0]).startswith("Приказ уже утверждён: № 1 от ")
    assert Order.objects.get().approved_by == approved[0].approved_by
    assert (Document.objects.count(), Job.objects.count()) == (1, 1)
    assert NumberSeries.objects.get().last == 1


def test_fifty_approvals_at_once_give_fifty_numbers_without_gap_or_double(
    programme: Programme, curator: User, director: User
) -> None:
    orders = [make_submitted(programme, curator) for _ in range(50)]

    outcomes = at_once([lambda o=order: approve_order(o, actor=director) for order in orders])

    numbers = sorted(int(outcome.number) for outcome in outcomes)
    assert numbers == list(range(1, 51))
    stored = Order.objects.filter(state=OrderState.APPROVED).values_list("number", flat=True)
    assert sorted(map(int, stored)) == numbers
    assert Document.objects.count() == 50
    assert NumberSeries.objects.get().last == 50


def test_approving_and_returning_at_once_does_one_of_them(
    programme: Programme, curator: User, director: User
) -> None:
    order = make_submitted(programme, curator)

    outcomes = at_once(
        [
            lambda: approve_order(order, actor=director),
            lambda: return_order(order, remark="Нет срока.", actor=director),
        ]
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, StateError)]
    state = Order.objects.get().state
    assert len(refused) == 1
    assert Document.objects.count() == (1 if state == OrderState.APPROVED else 0)


def test_two_withdrawals_at_once_are_one(programme: Programme, curator: User) -> None:
    order = make_order(programme, curator)

    outcomes = at_once([lambda: withdraw_order(order, actor=curator)] * 2)

    assert [isinstance(outcome, Order) for outcome in outcomes].count(True) == 1
    assert Order.objects.get().state == OrderState.WITHDRAWN
