"""What differs between schools: sections, meetings, the final document, who writes and reads."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.errors import DomainError
from documents.rendering import html_of
from plans import access
from plans.actions import (
    carry_plans,
    correct_plan,
    mark_activity,
    note_meeting,
    open_plans,
    save_feedback,
    save_plan,
    save_typical_plan,
    submit_feedback,
    submit_plan,
)
from plans.finals import final_sections
from plans.models import Feedback, Plan
from plans.papers import feedback_paper, plan_paper
from plans.queries import plans_to_fill
from plans.rules import missing_meetings
from plans.testing import a_line, make_mentor_user, make_plan
from schools.models import School
from schools.testing import make_school

pytestmark = pytest.mark.django_db

TYPES = [
    {"code": "first", "title": "знакомство"},
    {"code": "trial", "title": "пробная"},
]


@pytest.fixture
def school() -> School:
    return make_school()


@pytest.fixture
def curator(school: School) -> User:
    return make_user(Role.CURATOR, school)


def items(**titles: str) -> list[dict[str, str]]:
    return [{"code": code, "title": title} for code, title in titles.items()]


def obey(school: School, **values: Any) -> None:
    """Set rules of the school's regulation; None takes one away. «__» stands for the dot."""
    regulation = school.programmes.get().regulation
    for name, value in values.items():
        key = name.replace("__", ".")
        if value is None:
            regulation.rules.pop(key, None)
        else:
            regulation.rules[key] = {"value": value}
    regulation.save()


def test_the_plan_has_the_sections_that_the_regulation_names(school: School, curator: User) -> None:
    obey(school, plan__sections=items(needs="чего не хватает", goals="чего хотим"))
    plan = make_plan(school)
    save_plan(
        plan,
        actor=curator,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        activities=[a_line()],
        sections={"needs": "подтянуть дроби", "goals": "  "},
    )
    plan.refresh_from_db()
    assert plan.sections == {"needs": "подтянуть дроби"}
    paper = html_of(plan_paper(plan))
    assert "Чего не хватает" in paper
    assert "Чего хотим" in paper
    assert "Советы наставника" not in paper


def test_a_meeting_is_of_a_kind_that_the_regulation_names(school: School, curator: User) -> None:
    obey(school, meetings__types=TYPES)
    pair = make_plan(school).member.pair
    day = pair.starts_on + datetime.timedelta(days=3)
    with clock.on(day):
        meeting = note_meeting(pair, actor=curator, kind="first", held_on=day)
        assert str(meeting) == "знакомство"
        assert missing_meetings(pair) == ["пробная"]
        with pytest.raises(DomainError, match="знакомство, пробная"):
            note_meeting(pair, actor=curator, kind="dance", held_on=day)


def test_where_no_kinds_of_meetings_are_named_none_is_asked(school: School, curator: User) -> None:
    obey(school, meetings__types=None)
    pair = make_plan(school).member.pair
    with clock.on(pair.starts_on):
        meeting = note_meeting(pair, actor=curator, held_on=pair.starts_on)
    assert str(meeting) == "встреча"


def test_a_regulation_without_a_final_document_opens_none(school: School) -> None:
    obey(school, final__document="none")
    make_plan(school)
    assert not Feedback.objects.exists()


def test_a_report_has_its_three_texts_and_nobody_has_to_read_it(
    school: School, curator: User
) -> None:
    sections = items(work="Сделанное", ideas="Мысли", end="Итог")
    titles = {"final__title": "Отчёт наставника", "final__sections": sections}
    obey(school, final__document="report", final__reader=None, **titles)
    feedback = make_plan(school).member.feedback
    texts = {"work": "встречи", "ideas": "чаще", "end": "удалось", "learnt": "х"}
    feedback = save_feedback(feedback, actor=curator, texts=texts)
    assert "learnt" not in feedback.texts
    feedback = submit_feedback(feedback, actor=curator)
    assert feedback.document is not None
    paper = html_of(feedback_paper(feedback))
    assert "ОТЧЁТ" in paper
    assert "4. Сделанное" in paper
    assert "6. Итог" in paper
    assert "Куратор" not in paper


def test_sections_with_numbers_of_their_own_keep_them(school: School, curator: User) -> None:
    obey(school, final__sections=items(one="4. Об итогах: а) изучено", two="б) осталось"))
    feedback = make_plan(school).member.feedback
    paper = html_of(feedback_paper(feedback))
    assert "4. Об итогах: а) изучено" in paper
    assert "5. б)" not in paper


def test_a_document_without_named_sections_has_one(school: School, curator: User) -> None:
    obey(school, final__sections=None)
    feedback = make_plan(school).member.feedback
    assert final_sections(feedback) == {"text": "Текст документа"}
    feedback = save_feedback(feedback, actor=curator, texts={"text": "всё удалось"})
    assert submit_feedback(feedback, actor=curator).texts == {"text": "всё удалось"}


def test_a_plan_begins_with_the_lines_of_its_typical_plan(school: School, curator: User) -> None:
    obey(school, plan__from_typical=True)
    plan = make_plan(school)
    line = {"title": "Знакомство с лабораторией", "period": "октябрь", "responsible": "наставник"}
    save_typical_plan(
        school, actor=curator, form=plan.member.pair.form, title="Типовой", lines=[line]
    )
    other = make_plan(school)
    assert not plan.activities.exists()
    assert [row.title for row in other.activities.all()] == ["Знакомство с лабораторией"]


def test_a_form_has_one_typical_plan_in_use(school: School, curator: User) -> None:
    form = school.forms.first()
    assert form is not None
    lines = [{"title": "Встреча", "period": "", "responsible": ""}]
    save_typical_plan(school, actor=curator, form=form, title="Первый", lines=lines)
    with pytest.raises(DomainError, match="уже есть действующий"):
        save_typical_plan(school, actor=curator, form=form, title="Второй", lines=lines)


def test_a_typical_plan_of_no_lines_is_refused(school: School, curator: User) -> None:
    form = school.forms.first()
    assert form is not None
    with pytest.raises(DomainError, match="ни одного мероприятия"):
        save_typical_plan(school, actor=curator, form=form, title="Пустой", lines=[])


def test_a_mentor_who_is_no_author_reads_the_plan_only(school: School) -> None:
    obey(school, plan__authors=["curator"])
    mentor = make_mentor_user(school)
    plan = make_plan(school, mentor_user=mentor)
    assert not access.may_write_plan(mentor, plan)
    assert access.may_mark(mentor, plan)
    assert not plans_to_fill(mentor).exists()


def test_a_mentee_who_is_an_author_writes_the_plan(school: School) -> None:
    obey(school, plan__authors=["mentor", "mentee"])
    plan = make_plan(school)
    user = make_user(Role.MENTEE, school)
    person = plan.member.mentee.person
    person.user = user
    person.save(update_fields=["user"])
    assert access.may_write_plan(user, Plan.objects.get())


def test_the_role_that_the_regulation_names_approves_the_plan(
    school: School, curator: User
) -> None:
    obey(school, plan__approver="director")
    plan = make_plan(school)
    assert access.may_approve_plan(make_user(Role.DIRECTOR, school), plan)
    assert not access.may_approve_plan(curator, plan)


def test_a_plan_that_nobody_approves_stands_when_sent(school: School, curator: User) -> None:
    obey(school, plan__approver=None)
    plan = make_plan(school)
    save_plan(
        plan,
        actor=curator,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        activities=[a_line()],
    )
    plan = submit_plan(plan, actor=curator)
    assert plan.state == "approved"
    assert not access.may_approve_plan(curator, plan)


def test_opening_twice_opens_once(school: School, curator: User) -> None:
    pair = make_plan(school).member.pair
    assert open_plans(pair, actor=curator) == []


def test_an_approved_plan_is_corrected_with_a_reason_and_keeps_its_marks(
    school: School, curator: User
) -> None:
    obey(school, plan__approver=None)
    plan = make_plan(school)
    texts: dict[str, Any] = {"activities": [a_line()]}
    dates = {"starts_on": plan.starts_on, "ends_on": plan.ends_on}
    plan = submit_plan(save_plan(plan, actor=curator, **dates, **texts), actor=curator)
    with clock.on(plan.starts_on):
        mark_activity(plan.activities.get(), actor=curator, done_on=plan.starts_on)
    with pytest.raises(DomainError, match="почему"):
        correct_plan(plan, actor=curator, reason=" ")
    first = plan.document
    plan = correct_plan(plan, actor=curator, reason="новые сроки")
    texts["activities"] = [a_line(), a_line(title="Ещё одно")]
    plan = submit_plan(save_plan(plan, actor=curator, **dates, **texts), actor=curator)
    assert [line.done_on for line in plan.activities.all()] == [plan.starts_on, None]
    assert plan.document != first


def test_with_another_mentor_the_plan_goes_on_with_what_is_left(
    school: School, curator: User
) -> None:
    old = make_plan(school)
    dates = {"starts_on": old.starts_on, "ends_on": old.ends_on}
    save_plan(
        old,
        actor=curator,
        sections={"advice": "читать вслух"},
        activities=[a_line(), a_line(title="Осталось")],
        **dates,
    )
    done = old.activities.get(number=1)
    done.done_on = old.starts_on
    done.save()
    new = make_plan(school)
    type(new.member).objects.filter(pk=new.member.pk).update(mentee=old.member.mentee)
    carry_plans(old.member.pair, new.member.pair, actor=curator)
    new.refresh_from_db()
    assert [line.title for line in new.activities.all()] == ["Осталось"]
    assert new.sections == {"advice": "читать вслух"}
