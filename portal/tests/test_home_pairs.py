"""What a mentor and a family see: their pairs, their papers, their terms."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from monitoring.models import Survey, SurveyRequest
from plans.choices import PlanState
from plans.models import Activity
from plans.testing import make_mentor_user, make_plan
from portal.queries import home_of
from registry.models import Guardianship
from registry.testing import make_mentee, make_person

from .helpers import change, group, titles

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_a_mentor_sees_the_plan_to_fill_and_the_one_returned(school, today) -> None:
    user = make_mentor_user(school)
    make_plan(school, mentor_user=user)
    returned = make_plan(school, mentor_user=user)
    change(returned, state=PlanState.RETURNED)
    make_plan(school)  # of another mentor

    items = group(home_of(user, today), "Планы").items

    assert sorted(item.action_label for item in items) == ["Заполнить", "Исправить"]


def test_a_mentor_sees_late_activities_and_feedback_that_is_near(school, today) -> None:
    user = make_mentor_user(school)
    plan = make_plan(school, mentor_user=user)
    change(plan, state=PlanState.APPROVED)
    for number, due in enumerate((today - DAY, today + 10 * DAY), 1):
        Activity.objects.create(
            plan=plan, number=number, title=f"Дело {number}", period="осень", due_on=due
        )
    change(plan.member.feedback, due_on=today + 5 * DAY)

    home = home_of(user, today)

    assert [item.title for item in group(home, "Мероприятия без отметки").items] == ["Дело 1"]
    [feedback] = group(home, "Отзывы о результатах").items
    assert feedback.due_on == today + 5 * DAY
    assert not feedback.is_late


def test_feedback_that_is_far_is_not_asked_yet(school, today) -> None:
    user = make_mentor_user(school)
    plan = make_plan(school, mentor_user=user)
    change(plan.member.feedback, due_on=today + 100 * DAY)

    assert "Отзывы о результатах" not in titles(home_of(user, today))


def test_a_mentor_sees_the_pairs_with_the_last_and_the_next_meeting(school, today) -> None:
    user = make_mentor_user(school)
    pair = make_plan(school, mentor_user=user).member.pair
    for days in (-20, -3, 4):
        pair.meetings.create(school=school, held_on=today + days * DAY)

    [mine] = home_of(user, today).pairs

    assert mine.pair == pair
    assert (mine.last_meeting, mine.next_meeting) == (today - 3 * DAY, today + 4 * DAY)


@pytest.fixture
def family(school, a_user):
    """A mother with an account, her child in a pair, and another child in another pair."""
    mother = a_user(Role.PARENT)
    mentee = make_mentee(school, consents=False)
    guardian = make_person(school, user=mother)
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=guardian, relation="mother"
    )
    plan = make_plan(school, mentee=mentee)
    make_plan(school)
    return mother, plan


def test_a_parent_is_asked_for_each_consent_of_the_own_child(family, today) -> None:
    mother, plan = family

    items = group(home_of(mother, today), "Нужно ваше согласие").items

    assert {item.title for item in items} == {plan.member.mentee.person.full_name}
    assert len(items) == 2


def test_a_parent_sees_the_mentor_and_the_plan_once_approved(family, today) -> None:
    mother, plan = family

    [before] = home_of(mother, today).pairs
    change(plan, state=PlanState.APPROVED)
    [after] = home_of(mother, today).pairs

    assert before.mentor == plan.member.pair.mentor.person
    assert before.plan_url == ""
    assert after.plan_url == plan.get_absolute_url()


def test_a_survey_is_asked_of_whom_it_was_sent_to(family, school, today) -> None:
    mother, plan = family
    mentee_user = make_user(Role.MENTEE, school)
    person = plan.member.mentee.person
    change(person, user=mentee_user)
    survey = Survey.objects.filter(school=school).first() or Survey.objects.create(
        school=school, form=plan.member.pair.form, side="mentee", stage="entry", title="Анкета"
    )
    SurveyRequest.objects.create(
        school=school,
        survey=survey,
        member=plan.member,
        person=person,
        due_on=today - DAY,
        token_hash="x" * 64,
    )

    [own] = group(home_of(mentee_user, today), "Анкеты").items
    [childs] = group(home_of(mother, today), "Анкеты").items

    assert own.is_late
    assert own.note == ""
    assert childs.note == person.full_name
