"""The demonstration school and the played year, made through the actions of the pages."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from orders.choices import OrderState
from pairing.choices import PairState
from plans.choices import FeedbackState, PlanState
from portal.queries.home import home_of
from registry.queries import late_lines_of
from schools.models import RoadMapLine, School
from schools.road_map import state_of

pytestmark = pytest.mark.django_db


def test_a_year_is_played_in_an_empty_school_and_told() -> None:
    told = StringIO()
    call_command("load_school", "kirov-65", slug="played", stdout=StringIO())
    call_command("run_year", "played", stdout=told)

    school = School.objects.get(slug="played")
    missing = [order.title for order in school.orders.all() if order.title not in told.getvalue()]
    assert (school.orders.exists(), missing) == (True, [])


def test_a_year_is_not_played_over_peoples_data() -> None:
    call_command("load_school", "r145", slug="played", stdout=StringIO())
    call_command("run_year", "played", stdout=StringIO())

    with pytest.raises(CommandError, match="в пустой школе"):
        call_command("run_year", "played", stdout=StringIO())


def test_made_up_accounts_are_refused_where_no_demonstration_is_meant(settings) -> None:
    settings.MENTORING_DEMO = False

    with pytest.raises(CommandError, match="MENTORING_DEMO"):
        call_command("create_demo")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Iterator[School]:
    """Made once, twice asked for, and only looked at."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MENTORING_DEMO=True):
        call_command("create_demo", stdout=StringIO())
        call_command("create_demo", stdout=StringIO())
        yield School.objects.get(slug="demo")
        transaction.set_rollback(True)


def test_the_demonstration_has_everything_in_the_middle_of_its_year(demo) -> None:
    school = demo
    assert (school.mentor_cards.count(), school.mentee_cards.count()) == (40, 90)
    assert {order.state for order in school.orders.all()} == set(OrderState) - {
        OrderState.WITHDRAWN
    }
    assert {pair.state for pair in school.pairs.all()} == set(PairState) - {PairState.CANCELLED}
    assert {plan.state for plan in school.plans.all()} == set(PlanState)
    assert {row.state for row in school.feedbacks.all()} == set(FeedbackState)


def test_the_demonstration_was_introduced_by_an_order_with_its_acts(demo) -> None:
    order = demo.orders.get(kind="introduction")

    assert order.state == OrderState.APPROVED
    assert [annex["kind"] for annex in order.annexes] == ["regulation", "road_map"]


def test_the_demonstration_has_people_appointed_by_orders(demo) -> None:
    rows = demo.appointments.all()

    assert {row.role for row in rows} == {"curator", "working_group", "working_group_head"}
    assert all(row.document is not None for row in rows)


def test_the_road_map_of_the_demonstration_has_one_late_line_with_somebody_named(demo) -> None:
    curator = User.objects.get(email="curator@demo.example")
    states = {state_of(line, timezone.localdate()) for line in RoadMapLine.objects.all()}

    [late] = late_lines_of(curator, timezone.localdate())
    assert late.duties.get().person.user == curator
    assert {"done", "late"} < states


def test_a_mentor_of_the_demonstration_has_an_order_to_read(demo) -> None:
    mentor = User.objects.get(email="mentor@demo.example")

    titles = [group.title for group in home_of(mentor, timezone.localdate()).groups]

    assert "Приказы, с которыми надо ознакомиться" in titles


def test_something_is_overdue_for_whoever_answers_for_terms(demo) -> None:
    late = {
        role: home_of(User.objects.get(email=f"{role}@demo.example"), timezone.localdate()).late
        for role in (Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR, Role.MENTOR, Role.MENTEE)
    }

    assert [role for role, count in late.items() if not count] == []
