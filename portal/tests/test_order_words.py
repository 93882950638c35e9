"""What each side is told on the approval of an order, and who is asked and reminded."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.errors import StateError
from orders.actions import (
    add_reviewer,
    approve_order,
    ask_agreement,
    confirm_reading,
    remind_readers,
    submit_order,
)
from orders.models import Order
from orders.testing import ORDER_TEXTS, make_asking, make_order, make_submitted
from pairing.actions import draft_pairs_order
from pairing.testing import make_pair, with_order_texts
from portal.models import Notification
from registry.testing import make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(school: School) -> User:
    user = make_user(Role.MENTOR, school)
    make_person(school, user=user)
    return user


def texts_of(user: User) -> list[str]:
    return list(user.notifications.order_by("pk").values_list("text", flat=True))


def with_words(programme: Programme, **messages: str) -> None:
    kind = {**ORDER_TEXTS["current_programme"], "messages": messages, "acquaintance": True}
    make_asking(programme, {"current_programme": kind})


def signed(programme: Programme, curator: User, director: User, reader: User) -> Order:
    order = make_submitted(programme, curator, people=[reader.people.get()])
    return approve_order(order, actor=director)


def test_who_is_named_is_told_what_to_do_next(
    programme: Programme, curator: User, director: User, reader: User
) -> None:
    signed(programme, curator, director, reader)

    assert texts_of(reader)[-1].endswith("Вы в нём названы: прочитайте и отметьте ознакомление.")
    assert texts_of(curator)[-1].endswith("Ознакомьте с ним людей и следите за сроками.")


def test_the_school_says_it_in_its_own_words(
    programme: Programme, curator: User, director: User, reader: User
) -> None:
    with_words(programme, named="Приказ {number} от {day}. Зайдите к секретарю.")

    order = signed(programme, curator, director, reader)

    day = f"{order.signed_on:%d.%m.%Y}"
    assert texts_of(reader)[-1] == f"Приказ {order.number} от {day}. Зайдите к секретарю."


def test_a_long_title_leaves_what_to_do_next(
    programme: Programme, curator: User, director: User, reader: User
) -> None:
    order = make_submitted(programme, curator, title="О" * 400, people=[reader.people.get()])
    approve_order(order, actor=director)

    assert texts_of(reader)[-1].endswith("отметьте ознакомление.")


def test_a_mentor_is_told_of_the_plan_and_a_mentee_of_the_mentor(
    programme: Programme, school: School, curator: User, director: User
) -> None:
    pair = make_pair(school)
    people = [pair.mentor.person, pair.members.first().mentee.person]
    users = [make_user(Role.MENTOR, school), make_user(Role.MENTEE, school)]
    for person, user in zip(people, users, strict=True):
        person.user = user
        person.save()
    order = draft_pairs_order([pair], programme=with_order_texts(programme), actor=curator)

    approve_order(submit_order(order, actor=curator), actor=director)

    assert any("составьте план" in text for text in texts_of(users[0]))
    assert any("Познакомьтесь" in text for text in texts_of(users[1]))


def test_who_has_to_agree_is_asked_once(programme: Programme, curator: User, reader: User) -> None:
    order = make_order(programme, curator)
    add_reviewer(order, person=reader.people.get(), actor=curator)

    ask_agreement(order, actor=curator)

    assert [text for text in texts_of(reader) if "согласовать" in text] == [
        f"Вас просят согласовать проект приказа: {order.title}"
    ]


def test_who_has_not_read_is_reminded_once_a_day(
    programme: Programme, curator: User, director: User, reader: User
) -> None:
    with_words(programme)
    order = signed(programme, curator, director, reader)

    for day in (16, 16, 17):
        with clock.on(datetime.date(2026, 9, day)):
            remind_readers(order, actor=curator)

    assert sum("Ознакомьтесь с приказом" in text for text in texts_of(reader)) == 2


def test_who_has_read_is_not_reminded(
    programme: Programme, curator: User, director: User, reader: User
) -> None:
    with_words(programme)
    order = signed(programme, curator, director, reader)
    confirm_reading(order, actor=reader)

    with pytest.raises(StateError, match="некому"):
        remind_readers(order, actor=curator)
    assert not Notification.objects.filter(text__contains="Ознакомьтесь").exists()
