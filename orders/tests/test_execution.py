"""Points of a signed order as tasks: who, by when, done when by whom; the order stays as it is."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.errors import DomainError, StateError
from core.testing import queries_of
from orders.actions import approve_order, assign_task, mark_task, unmark_task
from orders.execution import day_in
from orders.models import Order, OrderTask
from orders.testing import make_order, make_submitted, reloaded
from registry.testing import make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SIGNED = datetime.date(2026, 9, 10)


@pytest.fixture
def executor(school: School) -> User:
    return make_user(Role.MENTOR, school)


@pytest.fixture
def order(
    programme: Programme, school: School, curator: User, director: User, executor: User
) -> Order:
    person = make_person(school, last_name="Ершова", first_name="Анна", gender="f", user=executor)
    points = [
        {"text": "Утвердить план."},
        {"text": "Провести собрание.", "executor": "Ершова А. П.", "due": "до 01.10.2026"},
        {
            "text": "Подготовить:",
            "points": [{"text": "отчёт;", "executor": "секретарь"}, {"text": "список."}],
        },
    ]
    draft = make_submitted(programme, curator, points=points, people=[person])
    with clock.on(SIGNED):
        return approve_order(draft, actor=director)


@pytest.fixture
def task(order: Order) -> OrderTask:
    return order.tasks.get(number="2")


def test_points_with_an_executor_or_a_term_are_on_control(order: Order) -> None:
    rows = [(row.number, row.executor, row.due_on) for row in order.tasks.all()]

    assert rows == [
        ("2", "Ершова А. П.", datetime.date(2026, 10, 1)),
        ("3.1", "секретарь", None),
    ]


def test_who_is_named_by_surname_is_the_executor(task: OrderTask, executor: User) -> None:
    assert task.person is not None
    assert task.person.user == executor


def test_where_the_words_tell_nobody_nobody_is_put_there(order: Order) -> None:
    assert order.tasks.get(number="3.1").person is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("до 1 октября 2026 г.", datetime.date(2026, 10, 1)),
        ("до 5 сентября", datetime.date(2027, 9, 5)),
        ("с 01.10.2026 по 15.10.2026", datetime.date(2026, 10, 15)),
        ("постоянно", None),
        ("до 31.02.2027", None),
    ],
)
def test_a_term_is_read_out_of_its_words(words: str, day: datetime.date | None) -> None:
    assert day_in(words, after=SIGNED) == day


def test_a_mark_says_who_and_when_and_leaves_the_signed_order_alone(
    order: Order, task: OrderTask, executor: User
) -> None:
    before = reloaded(order)
    executor.act_in(order.school_id)

    with clock.on(datetime.date(2026, 9, 20)):
        done = mark_task(task, actor=executor, result="протокол № 4")

    assert (done.done_on, done.done_by) == (datetime.date(2026, 9, 20), executor)
    after = reloaded(order)
    assert (after.updated_at, after.points) == (before.updated_at, before.points)
    assert after.document.content_hash == before.document.content_hash


def test_the_second_mark_is_told_of_the_first(task: OrderTask, curator: User) -> None:
    mark_task(task, actor=curator)

    with pytest.raises(StateError, match="Уже отмечено"):
        mark_task(task, actor=curator)


def test_a_mark_by_mistake_is_taken_back(task: OrderTask, curator: User) -> None:
    mark_task(task, actor=curator)

    assert unmark_task(task, actor=curator).done_on is None


def test_nobody_carries_out_what_is_not_signed_yet(task: OrderTask, curator: User) -> None:
    with pytest.raises(DomainError, match="раньше, чем он подписан"):
        mark_task(task, actor=curator, done_on=SIGNED - datetime.timedelta(days=1))


def test_somebody_else_marks_nothing(task: OrderTask, school: School) -> None:
    other = make_user(Role.MENTOR, school)

    with pytest.raises(DomainError, match="Исполнение отмечает исполнитель"):
        mark_task(task, actor=other)


def test_an_executor_of_another_school_is_refused(
    task: OrderTask, other_school: School, curator: User
) -> None:
    with pytest.raises(DomainError, match="Исполнитель"):
        assign_task(task, person=make_person(other_school), due_on=None, actor=curator)


class TestPages:
    def test_the_executor_opens_and_marks_their_own_and_no_other(
        self, signed_in: SignIn, order: Order, task: OrderTask, executor: User
    ) -> None:
        client = signed_in(executor)
        other = order.tasks.get(number="3.1")

        client.post(reverse("orders:task_update", args=[task.pk]), {"done_on": "2026-09-15"})

        assert OrderTask.objects.get(pk=task.pk).done_on == datetime.date(2026, 9, 15)
        assert client.get(reverse("orders:task_update", args=[other.pk])).status_code == 404

    def test_an_executor_does_not_choose_who_does_it(
        self, signed_in: SignIn, task: OrderTask, executor: User
    ) -> None:
        data = {"assign": "1", "person": ""}

        response = signed_in(executor).post(reverse("orders:task_update", args=[task.pk]), data)

        assert response.status_code == 403

    def test_the_curator_puts_in_who_and_by_when(
        self, signed_in: SignIn, order: Order, curator: User, executor: User
    ) -> None:
        task = order.tasks.get(number="3.1")
        person = executor.people.get()
        data = {"assign": "1", "person": person.pk, "due_on": "2026-10-05"}

        signed_in(curator).post(reverse("orders:task_update", args=[task.pk]), data)

        task = OrderTask.objects.get(pk=task.pk)
        assert (task.person, task.due_on) == (person, datetime.date(2026, 10, 5))

    def test_the_list_is_filtered_and_its_queries_do_not_grow(
        self, signed_in: SignIn, order: Order, curator: User
    ) -> None:
        client, address = signed_in(curator), reverse("orders:task_list")
        client.get(address)
        few = queries_of(client, address)
        for number in range(5):
            OrderTask.objects.create(
                school=order.school, order=order, number=f"9.{number}", text="Ещё"
            )

        assert queries_of(client, address) == few
        assert "Провести собрание" not in client.get(address, {"state": "done"}).content.decode()
        assert "Провести собрание" in client.get(address, {"state": "late"}).content.decode()

    def test_the_page_of_the_order_shows_how_far_it_is_carried_out(
        self, signed_in: SignIn, order: Order, curator: User
    ) -> None:
        html = signed_in(curator).get(order.get_absolute_url()).content.decode()

        assert "Исполнение" in html
        assert "просрочено" in html


def test_a_draft_has_nothing_on_control(programme: Programme, curator: User) -> None:
    assert not make_order(programme, curator).tasks.exists()
