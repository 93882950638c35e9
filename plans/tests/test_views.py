import datetime
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.testing import queries_of
from plans.actions import (
    approve_plan,
    mark_activity,
    save_feedback,
    submit_feedback,
    submit_plan,
)
from plans.choices import FeedbackState, PlanState
from plans.models import Plan
from plans.testing import STARTS_ON, make_mentor_user, make_plan
from plans.tests.test_actions import TEXTS, fill
from schools.models import Programme, School

SignIn = Callable[[User], Client]


@pytest.fixture
def mentor(school: School) -> User:
    return make_mentor_user(school)


@pytest.fixture
def plan(school: School, mentor: User) -> Plan:
    return make_plan(school, mentor_user=mentor)


def plan_form(**fields: str) -> dict[str, str]:
    values = {
        "starts_on": "2026-09-01",
        "ends_on": "2027-05-28",
        "section-advice": "Каждый день",
        "lines-TOTAL_FORMS": "2",
        "lines-INITIAL_FORMS": "0",
        "lines-0-title": "Разбор задач",
        "lines-0-period": "сентябрь",
        "lines-0-due_on": "30.09.2026",
        "lines-0-responsible": "наставник",
        "lines-1-title": "",
        "lines-1-period": "",
        "lines-1-responsible": "",
    }
    return values | fields


def test_a_mentor_fills_and_sends_a_plan(plan: Plan, mentor: User, signed_in: SignIn) -> None:
    client = signed_in(mentor)
    response = client.post(reverse("plans:plan_update", args=[plan.pk]), plan_form(send="1"))

    plan.refresh_from_db()
    assert response.status_code == 302
    assert plan.state == PlanState.SUBMITTED
    assert plan.activities.get().due_on == datetime.date(2026, 9, 30)


def test_a_forbidden_term_keeps_what_was_typed(plan: Plan, mentor: User, signed_in: SignIn) -> None:
    response = signed_in(mentor).post(
        reverse("plans:plan_update", args=[plan.pk]), plan_form(ends_on="2027-09-30")
    )
    page = response.content.decode()

    assert "Срок плана не больше 12 мес. (п. 3.8)" in page
    assert "Разбор задач" in page


def test_an_impossible_date_is_named(plan: Plan, mentor: User, signed_in: SignIn) -> None:
    response = signed_in(mentor).post(
        reverse("plans:plan_update", args=[plan.pk]), plan_form(ends_on="31.02.2027")
    )

    assert response.context["form"].errors["ends_on"] == ["Такой даты нет: «31.02.2027»."]


def test_another_mentors_plan_is_not_found(school: School, plan: Plan, signed_in: SignIn) -> None:
    stranger = make_mentor_user(school)

    response = signed_in(stranger).get(reverse("plans:plan_detail", args=[plan.pk]))

    assert response.status_code == 404


def test_a_mentee_reads_the_plan_but_does_not_edit(
    school: School, plan: Plan, signed_in: SignIn
) -> None:
    pupil = make_user(Role.MENTEE, school)
    plan.member.mentee.person.user = pupil
    plan.member.mentee.person.save()
    client = signed_in(pupil)

    assert client.get(plan.get_absolute_url()).status_code == 200
    assert client.get(reverse("plans:plan_update", args=[plan.pk])).status_code == 403


def test_a_curator_approves_from_the_page(plan: Plan, curator: User, signed_in: SignIn) -> None:
    fill(plan, curator)
    submit_plan(plan, actor=curator)
    signed_in(curator).post(reverse("plans:plan_approve", args=[plan.pk]))

    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED


def test_a_curator_returns_a_plan_with_a_remark(
    plan: Plan, curator: User, signed_in: SignIn
) -> None:
    fill(plan, curator)
    submit_plan(plan, actor=curator)
    url = reverse("plans:plan_return", args=[plan.pk])
    signed_in(curator).post(url, {"remark": "Добавьте встречи"})

    plan.refresh_from_db()
    assert (plan.state, plan.remark) == (PlanState.RETURNED, "Добавьте встречи")


def test_a_mentor_marks_an_activity(
    plan: Plan, curator: User, mentor: User, signed_in: SignIn
) -> None:
    fill(plan, curator)
    submit_plan(plan, actor=curator)
    approve_plan(plan, actor=curator)
    line = plan.activities.first()
    url = reverse("plans:activity_mark", args=[line.pk])
    signed_in(mentor).post(url, {"done_on": "2026-09-15", "note": "успешно"})

    line.refresh_from_db()
    assert (line.done_on, line.note) == (datetime.date(2026, 9, 15), "успешно")


def test_a_mentor_notes_a_meeting(plan: Plan, mentor: User, signed_in: SignIn) -> None:
    url = reverse("plans:meeting_create", args=[plan.member.pair_id])
    signed_in(mentor).post(url, {"kind": "first", "held_on": "2026-09-02", "note": "Знакомство"})

    assert plan.member.pair.meetings.get().note == "Знакомство"


def test_a_mentor_writes_and_sends_feedback(plan: Plan, mentor: User, signed_in: SignIn) -> None:
    feedback = plan.member.feedback
    url = reverse("plans:feedback_update", args=[feedback.pk])
    signed_in(mentor).post(url, {"section-learnt": "дроби", "send": "1"})

    feedback.refresh_from_db()
    assert feedback.state == FeedbackState.SUBMITTED


def test_a_mentee_sees_feedback_only_after_the_curator_has_read_it(
    school: School, plan: Plan, mentor: User, curator: User, signed_in: SignIn
) -> None:
    pupil = make_user(Role.MENTEE, school)
    plan.member.mentee.person.user = pupil
    plan.member.mentee.person.save()
    feedback = save_feedback(plan.member.feedback, actor=mentor, texts=TEXTS)
    submit_feedback(feedback, actor=mentor)
    client = signed_in(pupil)
    assert client.get(feedback.get_absolute_url()).status_code == 404

    signed_in(curator).post(reverse("plans:feedback_read", args=[feedback.pk]))

    assert client.get(feedback.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", ["plans:plan_pdf", "plans:feedback_pdf"])
def test_a_draft_is_printed_on_the_spot(
    plan: Plan, mentor: User, signed_in: SignIn, name: str
) -> None:
    pk = plan.pk if "plan_" in name else plan.member.feedback.pk
    response = signed_in(mentor).get(reverse(name, args=[pk]))

    assert response.content[:5] == b"%PDF-"


@pytest.mark.parametrize("name", ["plans:plan_list", "plans:feedback_list"])
def test_a_list_takes_the_same_queries_for_one_row_and_for_many(
    school: School, curator: User, signed_in: SignIn, name: str
) -> None:
    make_plan(school)
    client = signed_in(curator)
    queries_of(client, reverse(name))
    one = queries_of(client, reverse(name))
    for _number in range(4):
        make_plan(school)

    assert queries_of(client, reverse(name)) == one


def test_markup_in_a_plan_is_shown_as_text(plan: Plan, curator: User, signed_in: SignIn) -> None:
    fill(plan, curator, sections={"advice": "<script>alert(1)</script>"})

    page = signed_in(curator).get(plan.get_absolute_url()).content.decode()

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_printed_plan_has_the_marks_of_today(
    plan: Plan, curator: User, mentor: User, signed_in: SignIn
) -> None:
    fill(plan, curator)
    submit_plan(plan, actor=curator)
    plan = approve_plan(plan, actor=curator)
    mark_activity(plan.activities.first(), actor=mentor, done_on=STARTS_ON, note="успешно")
    response = signed_in(mentor).get(reverse("plans:plan_docx", args=[plan.pk]))

    cells = [
        cell.text
        for table in docx.Document(BytesIO(response.content)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert any("успешно" in cell for cell in cells)


def test_a_plan_outside_the_pairs_period_is_sent_with_a_warning(
    plan: Plan, mentor: User, signed_in: SignIn
) -> None:
    response = signed_in(mentor).post(
        reverse("plans:plan_update", args=[plan.pk]),
        plan_form(starts_on="2026-08-20", send="1"),
        follow=True,
    )

    texts = [str(message) for message in response.context["messages"]]
    assert texts == ["План передан.", "План выходит за срок пары."]


def test_sent_feedback_is_no_draft_on_paper(plan: Plan, mentor: User, signed_in: SignIn) -> None:
    feedback = save_feedback(plan.member.feedback, actor=mentor, texts=TEXTS)
    url = reverse("plans:feedback_docx", args=[feedback.pk])
    before = docx.Document(BytesIO(signed_in(mentor).get(url).content))
    submit_feedback(feedback, actor=mentor)
    after = docx.Document(BytesIO(signed_in(mentor).get(url).content))

    assert "Проект" in [paragraph.text for paragraph in before.paragraphs]
    assert "Проект" not in [paragraph.text for paragraph in after.paragraphs]


def test_the_list_says_who_makes_and_who_approves_plans(
    signed_in: Callable[[User], Client], programme: Programme, curator: User
) -> None:
    rules = {"plan.authors": {"value": ["psychologist"]}, "plan.approver": {"value": "director"}}
    programme.regulation.rules = rules
    programme.regulation.save()

    page = signed_in(curator).get(reverse("plans:plan_list")).content.decode()

    assert "Составляют: педагог-психолог. Утверждает: директор." in page


def test_the_director_signs_a_plan_by_name(
    signed_in: Callable[[User], Client], school: School, programme: Programme, curator: User
) -> None:
    programme.regulation.rules = {"plan.signatures": {"value": ["mentor", "director"]}}
    programme.regulation.save()
    plan = make_plan(school)
    head = school.signatories.get()

    response = signed_in(curator).get(reverse("plans:plan_docx", args=[plan.pk]))

    document = docx.Document(BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(head.last_name in text for text in cells)
