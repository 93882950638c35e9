import datetime

import pytest

from accounts.models import User
from core.errors import DomainError, RuleViolation, StateError
from core.models import AuditEvent
from plans.actions import (
    approve_plan,
    mark_activity,
    note_meeting,
    open_plans,
    read_feedback,
    return_plan,
    save_feedback,
    save_plan,
    submit_feedback,
    submit_plan,
)
from plans.choices import FeedbackState, PlanState
from plans.models import Plan
from plans.testing import ENDS_ON, STARTS_ON, a_line, make_plan
from schools.models import School

TEXTS = {
    "learnt": "дроби",
    "potential": "олимпиада",
}


def fill(plan: Plan, actor: User, **fields) -> Plan:
    values = {
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
        "sections": {"advice": "Решать каждый день", "help": "Подбор задач"},
        "activities": [a_line(), a_line(title="Олимпиада", due_on=None)],
    }
    return save_plan(plan, actor=actor, **values | fields)


@pytest.fixture
def plan(school: School) -> Plan:
    return make_plan(school)


@pytest.fixture
def approved(plan: Plan, curator: User) -> Plan:
    fill(plan, curator)
    submit_plan(plan, actor=curator)
    return approve_plan(plan, actor=curator)


def test_opening_the_plans_of_a_pair_twice_makes_one(plan: Plan, curator: User) -> None:
    assert open_plans(plan.member.pair, actor=curator) == []
    assert Plan.objects.count() == 1


def test_opening_a_plan_sets_the_day_the_feedback_is_due(plan: Plan) -> None:
    assert plan.member.feedback.due_on == datetime.date(2027, 5, 21)


def test_save_plan_numbers_the_lines_in_their_order(plan: Plan, curator: User) -> None:
    fill(plan, curator)

    assert list(plan.activities.values_list("number", "title")) == [
        (1, "Разбор домашних заданий"),
        (2, "Олимпиада"),
    ]


def test_save_plan_refuses_13_months_and_changes_nothing(plan: Plan, curator: User) -> None:
    with pytest.raises(RuleViolation, match=r"п\. 3\.8"):
        fill(plan, curator, ends_on=datetime.date(2027, 9, 30))

    plan.refresh_from_db()
    assert plan.ends_on == ENDS_ON
    assert plan.activities.count() == 0


def test_an_empty_plan_is_not_sent(plan: Plan, curator: User) -> None:
    with pytest.raises(RuleViolation, match="ни одного мероприятия"):
        submit_plan(plan, actor=curator)


def test_a_sent_plan_waits_for_the_curator(plan: Plan, curator: User) -> None:
    fill(plan, curator)

    assert submit_plan(plan, actor=curator).state == PlanState.SUBMITTED


def test_where_nobody_approves_a_sent_plan_stands_at_once(plan: Plan, curator: User) -> None:
    del plan.regulation.rules["plan.approver"]
    plan.regulation.save()
    fill(plan, curator)

    assert submit_plan(plan, actor=curator).state == PlanState.APPROVED


def test_a_sent_plan_can_not_be_changed(plan: Plan, curator: User) -> None:
    fill(plan, curator)
    submit_plan(plan, actor=curator)

    with pytest.raises(StateError, match="уже передан"):
        fill(plan, curator, sections={"advice": "другое"})


def test_approve_plan_issues_its_paper(approved: Plan) -> None:
    assert approved.state == PlanState.APPROVED
    assert approved.document.owner == f"plans.plan:{approved.pk}"


def test_approve_plan_refuses_the_second_click(approved: Plan, curator: User) -> None:
    with pytest.raises(StateError):
        approve_plan(approved, actor=curator)


def test_a_returned_plan_carries_the_remark(plan: Plan, curator: User) -> None:
    fill(plan, curator)
    submit_plan(plan, actor=curator)
    returned = return_plan(plan, actor=curator, remark=" Добавьте встречи ")

    assert (returned.state, returned.remark) == (PlanState.RETURNED, "Добавьте встречи")


def test_a_plan_is_not_returned_without_a_remark(plan: Plan, curator: User) -> None:
    fill(plan, curator)
    submit_plan(plan, actor=curator)

    with pytest.raises(DomainError, match="что исправить"):
        return_plan(plan, actor=curator, remark=" ")


def test_an_activity_of_a_draft_is_not_marked(plan: Plan, curator: User) -> None:
    fill(plan, curator)

    with pytest.raises(StateError, match="когда план утверждён"):
        mark_activity(plan.activities.first(), actor=curator, done_on=STARTS_ON)


def test_a_mark_can_be_set_and_taken_back(approved: Plan, curator: User) -> None:
    line = approved.activities.first()
    mark_activity(line, actor=curator, done_on=STARTS_ON, note="успешно")
    line.refresh_from_db()
    assert (line.done_on, line.note) == (STARTS_ON, "успешно")

    mark_activity(line, actor=curator, done_on=None)
    line.refresh_from_db()
    assert line.done_on is None


def test_a_mark_can_not_be_in_the_future(approved: Plan, curator: User) -> None:
    with pytest.raises(DomainError, match="ещё не наступила"):
        mark_activity(approved.activities.first(), actor=curator, done_on=datetime.date(2999, 1, 1))


def test_a_meeting_before_the_pair_began_is_refused(plan: Plan, curator: User) -> None:
    with pytest.raises(DomainError, match="раньше начала"):
        note_meeting(
            plan.member.pair,
            actor=curator,
            held_on=datetime.date(2026, 8, 1),
        )


def test_empty_feedback_is_not_sent_and_its_sections_are_named(plan: Plan, curator: User) -> None:
    with pytest.raises(DomainError, match="Чему научился; Что дальше"):
        submit_feedback(plan.member.feedback, actor=curator)


def test_feedback_is_written_sent_and_read(plan: Plan, curator: User) -> None:
    feedback = save_feedback(plan.member.feedback, actor=curator, texts=TEXTS)
    submit_feedback(feedback, actor=curator)
    read = read_feedback(feedback, actor=curator)

    assert read.state == FeedbackState.READ
    assert read.document.title == "о результатах наставничества"


def test_sent_feedback_can_not_be_changed(plan: Plan, curator: User) -> None:
    feedback = save_feedback(plan.member.feedback, actor=curator, texts=TEXTS)
    submit_feedback(feedback, actor=curator)

    with pytest.raises(StateError, match="уже передан"):
        save_feedback(feedback, actor=curator, texts=TEXTS)


def test_every_step_leaves_its_line_in_the_trail(approved: Plan) -> None:
    verbs = AuditEvent.objects.filter(refs__contains=[f"plans.plan:{approved.pk}"])

    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "plans.open_plans",
        "plans.save_plan",
        "plans.submit_plan",
        "plans.approve_plan",
    ]
