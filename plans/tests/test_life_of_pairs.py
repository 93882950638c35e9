"""Plans follow who joins a group and leaves it, and a pair that was ended by mistake."""

import datetime
from collections.abc import Iterator

import pytest

from accounts.models import User
from core import clock
from pairing.actions import end_pair, join_group, leave_group, reopen_pair
from pairing.models import Pair
from pairing.testing import active_pair
from plans.actions import open_plans
from plans.choices import PlanState
from plans.models import Plan
from registry.testing import make_mentee
from schools.models import Programme, School

TODAY = datetime.date(2026, 10, 1)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.on(TODAY):
        yield


@pytest.fixture
def group(school: School, programme: Programme, curator: User) -> Pair:
    pair = active_pair(school, curator, number=3, starts_on=datetime.date(2026, 9, 7))
    open_plans(pair, actor=curator)
    Plan.objects.filter(member__pair=pair).update(state=PlanState.APPROVED)
    return pair


def test_who_joins_gets_a_plan_from_that_day(group: Pair, curator: User) -> None:
    day = datetime.date(2026, 11, 2)

    member = join_group(group, mentee=make_mentee(group.school), day=day, actor=curator)

    plan = Plan.objects.get(member=member)
    assert (plan.state, plan.starts_on) == (PlanState.DRAFT, day)


def test_only_the_plan_of_the_one_who_leaves_is_closed(group: Pair, curator: User) -> None:
    first, *others = group.members.order_by("pk")

    leave_group(first, on=TODAY, reason="Переезд", actor=curator)

    assert Plan.objects.get(member=first).state == PlanState.CLOSED
    rest = Plan.objects.filter(member__in=others)
    assert {plan.state for plan in rest} == {PlanState.APPROVED}


def test_plans_that_a_mistaken_end_has_closed_go_on_but_not_of_those_who_had_left(
    group: Pair, curator: User
) -> None:
    first, *others = group.members.order_by("pk")
    leave_group(first, on=TODAY, reason="Переезд", actor=curator)
    end_pair(group, reason="", on=TODAY, early=True, actor=curator)
    closed = Plan.objects.filter(state=PlanState.CLOSED).count()

    reopen_pair(group, reason="Завершили не ту группу.", actor=curator)

    assert closed == 3
    assert Plan.objects.get(member=first).state == PlanState.CLOSED
    rest = Plan.objects.filter(member__in=others)
    assert {plan.state for plan in rest} == {PlanState.APPROVED}
