"""The demonstration school and the played year, made through the actions of the pages."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from orders.choices import OrderState
from pairing.choices import PairState
from plans.choices import FeedbackState, PlanState
from portal.queries.home import home_of
from schools.models import School

pytestmark = pytest.mark.django_db


def test_a_year_is_played_in_an_empty_school_and_told() -> None:
    told = StringIO()
    call_command("load_school", "kirov-65", slug="played", stdout=StringIO())
    call_command("run_year", "played", stdout=told)

    school = School.objects.get(slug="played")
    assert school.orders.get().state == OrderState.APPROVED
    assert f"Приказ № {school.orders.get().number}" in told.getvalue()
    assert {pair.state for pair in school.pairs.all()} == {PairState.COMPLETED}
    assert {plan.state for plan in school.plans.all()} == {PlanState.CLOSED}
    assert {row.state for row in school.feedbacks.all()} == {FeedbackState.READ}


def test_a_year_is_not_played_over_peoples_data() -> None:
    call_command("load_school", "r145", slug="played", stdout=StringIO())
    call_command("run_year", "played", stdout=StringIO())

    with pytest.raises(CommandError, match="в пустой школе"):
        call_command("run_year", "played", stdout=StringIO())


def test_made_up_accounts_are_refused_where_no_demonstration_is_meant(settings) -> None:
    settings.MENTORING_DEMO = False

    with pytest.raises(CommandError, match="MENTORING_DEMO"):
        call_command("create_demo")


def test_the_demonstration_has_everything_in_the_middle_of_its_year(settings) -> None:
    settings.MENTORING_DEMO = True
    call_command("create_demo", stdout=StringIO())
    call_command("create_demo", stdout=StringIO())

    school = School.objects.get(slug="demo")
    assert (school.mentor_cards.count(), school.mentee_cards.count()) == (40, 90)
    assert {order.state for order in school.orders.all()} == set(OrderState) - {
        OrderState.WITHDRAWN
    }
    assert {pair.state for pair in school.pairs.all()} == set(PairState) - {PairState.CANCELLED}
    assert {plan.state for plan in school.plans.all()} == set(PlanState)
    assert {row.state for row in school.feedbacks.all()} == set(FeedbackState)


def test_something_is_overdue_for_whoever_answers_for_terms(settings) -> None:
    settings.MENTORING_DEMO = True
    call_command("create_demo", stdout=StringIO())
    late = {
        role: home_of(User.objects.get(email=f"{role}@demo.example"), timezone.localdate()).late
        for role in (Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR, Role.MENTOR, Role.MENTEE)
    }

    assert [role for role, count in late.items() if not count] == []
