"""What the home page awaits of somebody by name, and the steps of a school's first evening."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from orders.actions import approve_order, draft_asked_order, mark_sheet, submit_order
from orders.choices import SheetKind
from orders.testing import make_asking, make_given
from plans.choices import PlanState
from plans.testing import make_plan
from portal.queries import home_of
from registry.actions import set_road_map_people
from registry.models import Person
from registry.testing import make_mentee, make_person
from schools.models import School
from schools.testing import make_line

from .helpers import change, group, titles

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
LATE_LINES = "Дорожная карта: не сделано в срок"
TO_READ = "Приказы, с которыми надо ознакомиться"


@pytest.fixture
def introduced(school, programme, curator, director):
    """The order of introduction is signed and read by nobody."""
    make_asking(programme)
    order = draft_asked_order(
        "introduction", programme=programme, given=make_given(programme), actor=curator
    )
    return approve_order(submit_order(order, actor=curator), actor=director)


def test_a_late_line_comes_to_the_person_who_answers_for_it(school, programme, today) -> None:
    named, other = make_user(Role.CURATOR, school), make_user(Role.CURATOR, school)
    line = make_line(programme, title="Собрать рабочую группу", ends_on=today - DAY)
    set_road_map_people(line, people=[make_person(school, user=named)], actor=None)

    [item] = group(home_of(named, today), LATE_LINES).items

    assert (item.title, item.is_late, item.url) == (line.title, True, line.get_absolute_url())
    assert LATE_LINES not in titles(home_of(other, today))


def test_who_may_not_open_the_road_map_is_told_without_a_link(school, programme, today) -> None:
    mentor = make_user(Role.MENTOR, school)
    line = make_line(programme, ends_on=today - DAY)
    set_road_map_people(line, people=[make_person(school, user=mentor)], actor=None)

    assert [item.url for item in group(home_of(mentor, today), LATE_LINES).items] == [""]


def test_a_line_that_is_done_or_not_yet_due_waits_for_nobody(director, programme, today) -> None:
    make_line(programme, roles=["director"], ends_on=today)
    make_line(programme, roles=["director"], ends_on=today - DAY, done_on=today)

    assert LATE_LINES not in titles(home_of(director, today))


def test_an_order_waits_to_be_read_by_those_whom_it_names(school, introduced, today) -> None:
    person = Person.objects.get(school=school, last_name="Бобров")
    user = make_user(Role.MENTOR, school)
    change(person, user=user)

    [item] = group(home_of(user, today), TO_READ).items

    assert item.url == introduced.get_absolute_url()


def test_an_order_that_was_read_waits_no_more(school, introduced, curator, today) -> None:
    person = Person.objects.get(school=school, last_name="Бобров")
    user = make_user(Role.MENTOR, school)
    change(person, user=user)
    mark_sheet(introduced, sheet=SheetKind.ACQUAINTANCE, keys=[str(person.pk)], actor=curator)

    assert TO_READ not in titles(home_of(user, today))


def test_a_plan_comes_to_whom_the_regulation_has_approve_it(school, director, today) -> None:
    plan = make_plan(school)
    rules = plan.regulation.rules | {"plan.approver": {"value": "director"}}
    change(plan.regulation, rules=rules)
    change(plan, state=PlanState.SUBMITTED, submitted_at="2026-11-10T10:00Z")

    assert group(home_of(director, today), "Планы на утверждение").total == 1


def test_a_base_that_is_late_is_told_to_those_who_keep_it(
    school, programme, curator, today
) -> None:
    rules = programme.regulation.rules | {
        "bases.mentees_due": {"value": "до 1 октября", "clause": "3.4"},
        "bases.mentees_due_day": {"value": "10-01"},
    }
    change(programme.regulation, rules=rules)
    make_mentee(school, consents=False)

    [item] = group(home_of(curator, today), "Сроки баз").items

    assert (item.due_on, item.is_late) == (datetime.date(2026, 10, 1), True)


def steps(user, today) -> dict[str, tuple[bool, bool]]:
    return {s.text: (s.is_done, bool(s.url)) for s in home_of(user, today).checklist}


def test_a_school_that_introduced_nothing_is_led_to_the_order(
    school, programme, curator, administrator, today
) -> None:
    make_asking(programme)
    text = "Школа ещё не ввела наставничество: приказ «О внедрении наставничества»"

    assert steps(curator, today)[text] == (False, True)
    assert (False, False) in [
        state for name, state in steps(administrator, today).items() if name.startswith(text)
    ]


def test_the_step_leads_to_the_draft_that_is_there(school, programme, curator, today) -> None:
    make_asking(programme)
    order = draft_asked_order(
        "introduction", programme=programme, given=make_given(programme), actor=curator
    )

    [step] = [s for s in home_of(curator, today).checklist if "внедрении" in s.text]

    assert (step.url, step.is_done) == (order.get_absolute_url(), False)


def test_the_step_is_done_with_the_signature(introduced, curator, today) -> None:
    [step] = [s for s in home_of(curator, today).checklist if "внедрении" in s.text]

    assert step.is_done


def test_without_a_regulation_the_presets_come_first_and_nothing_later_is_open(today) -> None:
    school = School.objects.create(slug="empty", name="Пустая", short_name="Пустая")
    administrator = make_user(Role.ADMINISTRATOR, school)

    links = [step.url for step in home_of(administrator, today).checklist if step.url]

    assert links == ["/school/settings/", "/school/presets/"]
