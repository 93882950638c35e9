"""The home of the other roles, and the page itself."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from core.testing import queries_of
from orders.choices import OrderState
from pairing.choices import PairState
from pairing.testing import make_pair
from plans.choices import FeedbackState, PlanState
from plans.models import Feedback, Plan
from plans.testing import make_mentor_user, make_plan
from portal.queries import home_of
from registry.models import ImportBatch, SpecialNote
from registry.testing import make_mentee, make_mentor
from schools.models import Stage

from .helpers import change, group, make_order, titles

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_a_psychologist_sees_who_is_alone_and_who_needs_care_first(a_user, school, today) -> None:
    psychologist = a_user(Role.PSYCHOLOGIST)
    special = make_mentee(school)
    SpecialNote.objects.create(school=school, person=special.person, text="…")
    make_mentee(school)
    make_pair(school)

    home = home_of(psychologist, today)

    assert titles(home) == [
        "Без пары, есть сведения особой категории",
        "Наставляемые без пары",
    ]
    assert [g.total for g in home.groups] == [1, 1]


def test_an_administrator_is_led_from_an_empty_school_to_an_order(
    administrator, school, today
) -> None:
    before = [step.is_done for step in home_of(administrator, today).checklist]
    make_pair(school)
    after = [step.is_done for step in home_of(administrator, today).checklist]

    assert before == [True, True, False, False, False, False]
    assert after == [True, True, True, True, True, False]


def test_a_step_that_is_not_the_administrators_has_no_button(administrator, today) -> None:
    steps = home_of(administrator, today).checklist

    assert [bool(step.url) for step in steps] == [True, True, True, True, False, True]


def test_an_administrator_sees_checked_files_and_mentors_without_accounts(
    administrator, school, today
) -> None:
    ImportBatch.objects.create(school=school, base="mentors", filename="база.xlsx", content=b"")
    make_mentor(school)

    home = home_of(administrator, today)

    assert group(home, "Проверенные файлы, которые ещё не загружены").items[0].title == "база.xlsx"
    assert group(home, "Приглашения").items[0].title == "Наставников, которые ещё не могут войти: 1"


def test_an_observer_sees_the_schools_and_no_list(a_user, school, other_school, today) -> None:
    observer = a_user(Role.OBSERVER)
    observer.memberships.create(school=other_school, role=Role.OBSERVER, valid_from="2020-01-01")

    home = home_of(observer, today)

    assert set(home.schools) == {school, other_school}
    assert home.groups == []
    assert home.tiles == []


def test_somebody_with_two_roles_sees_what_both_ask(school, today) -> None:
    user = make_mentor_user(school)
    user.memberships.create(school=school, role=Role.DIRECTOR, valid_from="2020-01-01")
    make_plan(school, mentor_user=user)
    make_order(school, OrderState.SUBMITTED)

    assert titles(home_of(user, today)) == ["Приказы на подпись", "Планы"]


def test_somebody_without_a_role_is_told_whom_to_ask(db, signed_in) -> None:
    html = signed_in(make_user()).get("/").content.decode()

    assert "У вас пока нет роли" in html


def test_nothing_to_do_says_so_and_what_is_next(director, programme, signed_in, today) -> None:
    Stage.objects.create(
        programme=programme,
        number=1,
        title="Формирование пар",
        starts_on=today - DAY,
        ends_on=today + 10 * DAY,
    )

    html = signed_in(director).get("/").content.decode()

    assert "Сейчас от вас ничего не ждут" in html
    assert "«Формирование пар»" in html


@pytest.mark.parametrize("role", Role)
def test_the_page_opens_for_every_role(role: Role, school, signed_in) -> None:
    assert signed_in(make_user(role, school)).get("/").status_code == 200


def test_the_page_has_one_primary_button(curator, school, signed_in) -> None:
    make_order(school, OrderState.RETURNED)
    change(make_plan(school), state=PlanState.SUBMITTED)

    assert signed_in(curator).get("/").content.decode().count("btn-primary") == 1


@pytest.mark.parametrize("role", [Role.CURATOR, Role.DIRECTOR, Role.ADMINISTRATOR])
def test_more_rows_take_no_more_queries(role: Role, school, signed_in, today) -> None:
    client = signed_in(make_user(role, school))

    def fill() -> None:
        plan = make_plan(school)
        change(plan, state=PlanState.SUBMITTED)
        change(plan.member.feedback, due_on=today - DAY)
        other = make_plan(school)
        change(other.member.feedback, state=FeedbackState.SUBMITTED, submitted_on=today)
        make_pair(school)
        make_order(school, OrderState.SUBMITTED)
        make_order(school, OrderState.RETURNED)

    fill()
    client.get("/")  # counts what is counted once an hour
    few = queries_of(client, "/")
    for _number in range(6):
        fill()

    assert queries_of(client, "/") == few


def test_more_pairs_take_a_mentor_no_more_queries(school, signed_in, today) -> None:
    user = make_mentor_user(school)
    client = signed_in(user)

    def fill() -> None:
        plan = make_plan(school, mentor_user=user)
        change(plan.member.feedback, due_on=today)

    fill()
    few = queries_of(client, "/")
    for _number in range(5):
        fill()

    assert Plan.objects.count() == 6
    assert Feedback.objects.count() == 6
    assert queries_of(client, "/") == few


def test_an_ended_pair_is_no_pair_of_the_mentor(school, today) -> None:
    user = make_mentor_user(school)
    pair = make_plan(school, mentor_user=user).member.pair
    change(pair, state=PairState.COMPLETED)

    assert home_of(user, today).pairs == []
