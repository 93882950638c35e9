"""What orders wait for, on the homes of those who carry them out, control them and draft them."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from orders.actions import approve_order
from orders.models import OrderTask
from orders.testing import make_submitted
from portal.queries import groups_for
from registry.testing import make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SIGNED = datetime.date(2026, 9, 10)


@pytest.fixture
def executor(school: School) -> User:
    return make_user(Role.MENTOR, school)


@pytest.fixture
def task(
    programme: Programme, school: School, curator: User, director: User, executor: User
) -> OrderTask:
    person = make_person(school, last_name="Ершова", first_name="Анна", gender="f", user=executor)
    points = [
        {"text": "Провести собрание.", "executor": "Ершова А. П.", "due": "до 01.10.2026"},
        {"text": "Подготовить отчёт.", "executor": "секретарь"},
    ]
    draft = make_submitted(programme, curator, points=points, people=[person])
    with clock.on(SIGNED):
        return approve_order(draft, actor=director).tasks.get(number="1")


def test_the_executor_sees_what_is_to_be_done_and_that_it_is_late(
    task: OrderTask, executor: User
) -> None:
    executor.act_in(task.school_id)

    groups = {group.title: group for group in groups_for(executor, datetime.date(2026, 10, 2))}

    assert groups["Поручения по приказам"].late_count == 1


def test_the_director_sees_only_what_is_late(task: OrderTask, director: User) -> None:
    director.act_in(task.school_id)
    title = "Приказы не исполнены в срок"

    before = {group.title for group in groups_for(director, datetime.date(2026, 10, 1))}
    after = {group.title for group in groups_for(director, datetime.date(2026, 10, 2))}

    assert title not in before
    assert title in after


def test_the_curator_is_told_of_points_that_name_nobody(task: OrderTask, curator: User) -> None:
    curator.act_in(task.school_id)

    groups = {group.title: group for group in groups_for(curator, SIGNED)}

    assert groups["Поручения приказов без исполнителя"].total == 1
