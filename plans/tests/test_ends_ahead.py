"""Plans of a pair that an order ends on a day to come."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.errors import StateError
from orders.actions import approve_order, submit_order
from orders.models import Order
from pairing.actions import draft_completion, draft_replacement, settle_ends
from pairing.models import Pair
from pairing.testing import active_pair, with_change_orders
from plans import access
from plans.actions import mark_activity, open_plans
from plans.choices import PlanState
from plans.models import Activity, Plan
from plans.queries import late_activities, plans_to_fill
from plans.testing import a_line
from registry.testing import make_mentor
from schools.models import Programme, School

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 10, 1)
LAST = datetime.date(2026, 10, 31)
AFTER = datetime.date(2026, 11, 1)
NAMES = ("Первая встреча", "Экскурсия")


@pytest.fixture
def mentor(school: School) -> User:
    return make_user(Role.MENTOR, school)


@pytest.fixture
def plan(school: School, programme: Programme, curator: User, mentor: User) -> Plan:
    """Approved, with two lines, in a pair in force since September."""
    with clock.on(TODAY):
        with_change_orders(programme, "completion", "replacement")
        card = make_mentor(school, user=mentor)
        started = datetime.date(2026, 9, 7)
        pair = active_pair(school, curator, mentor=card, starts_on=started)
        [plan] = open_plans(pair, actor=curator)
        for number, name in enumerate(NAMES, start=1):
            Activity.objects.create(plan=plan, number=number, **a_line(title=name))
        Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED)
    return again(plan)


def again(plan: Plan) -> Plan:
    return Plan.objects.select_related("member__pair__mentor__person").get(pk=plan.pk)


def sign(order: Order, curator: User, director: User) -> Order:
    submit_order(order, actor=curator)
    return approve_order(Order.objects.get(pk=order.pk), actor=director)


@pytest.fixture
def ended(plan: Plan, curator: User, director: User) -> Plan:
    with clock.on(TODAY):
        pair = plan.member.pair
        sign(draft_completion(pair, reason="переезд", on=LAST, actor=curator), curator, director)
    return again(plan)


def test_the_mentor_marks_until_the_last_day(ended: Plan, mentor: User) -> None:
    line = ended.activities.order_by("number")[0]
    with clock.on(LAST):
        assert access.may_mark(mentor, ended)
        assert mark_activity(line, actor=mentor, done_on=LAST).done_on == LAST


def test_after_it_nothing_is_marked_though_the_plan_is_not_closed_yet(
    ended: Plan, mentor: User
) -> None:
    line = ended.activities.order_by("number")[0]
    with clock.on(AFTER):
        assert again(ended).state == PlanState.APPROVED
        assert not access.may_mark(mentor, again(ended))
        with pytest.raises(StateError, match="Пара завершена приказом"):
            mark_activity(line, actor=mentor, done_on=LAST)


def test_the_plan_is_closed_with_the_pair(ended: Plan) -> None:
    found = []
    for day in (LAST, AFTER):
        settle_ends(day)
        found.append(again(ended).state)
    assert found == [PlanState.APPROVED, PlanState.CLOSED]


def test_a_draft_is_filled_until_the_last_day(ended: Plan, mentor: User) -> None:
    Plan.objects.filter(pk=ended.pk).update(state=PlanState.DRAFT)
    found = []
    for day in (LAST, AFTER):
        with clock.on(day):
            found.append(plans_to_fill(mentor).count())
    assert found == [1, 0]


def test_nothing_is_late_in_a_pair_that_is_over(ended: Plan, mentor: User) -> None:
    assert [late_activities(mentor, day).count() for day in (LAST, AFTER)] == [2, 0]


def test_the_final_document_is_due_by_the_new_last_day(plan: Plan, curator: User) -> None:
    before = plan.member.feedback.due_on
    with clock.on(TODAY):
        pair = plan.member.pair
        order = draft_completion(pair, reason="переезд", on=LAST, actor=curator)
        director = make_user(Role.DIRECTOR, pair.school)
        sign(order, curator, director)
    after = again(plan).member.feedback.due_on
    assert before is not None
    assert after is not None
    assert after < before


def test_what_is_done_until_the_new_mentor_comes_is_not_to_do_again(
    plan: Plan, curator: User, director: User, mentor: User
) -> None:
    with clock.on(TODAY):
        order = draft_replacement(
            Pair.objects.get(pk=plan.member.pair_id),
            mentor=make_mentor(plan.school),
            reason="Отъезд",
            day=AFTER,
            actor=curator,
        )
        sign(order, curator, director)
    new = Plan.objects.get(member__pair__order=order)
    carried = list(new.activities.values_list("title", flat=True))
    with clock.on(LAST):
        mark_activity(plan.activities.order_by("number")[0], actor=mentor, done_on=LAST)

    settle_ends(AFTER)

    left = list(new.activities.values_list("title", flat=True))
    assert (carried, left) == (list(NAMES), ["Экскурсия"])
