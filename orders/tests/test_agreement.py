"""A draft goes round those who have to agree: at once or in turn, before the director sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.errors import DomainError, RuleViolation, StateError
from orders.actions import (
    add_reviewer,
    agree,
    ask_agreement,
    mark_sheet,
    remove_reviewer,
    submit_order,
    update_order,
)
from orders.models import Order
from orders.queries import orders_to_agree
from orders.testing import ORDER_TEXTS, make_asking, make_order, order_url, page_text, reloaded
from registry.models import Person
from registry.testing import make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def reviewers(school: School) -> list[User]:
    users = [make_user(Role.MENTOR, school), make_user(Role.MENTOR, school)]
    for number, user in enumerate(users):
        make_person(school, user=user, last_name=f"Согласов{number}")
        user.act_in(school.pk)
    return users


def with_sheet(programme: Programme, **flags: Any) -> None:
    """The kind of `make_order` is agreed as the flags say."""
    kind = {**ORDER_TEXTS["current_programme"], **flags}
    make_asking(programme, {"current_programme": kind})


def person_of(user: User) -> Person:
    return Person.objects.get(user=user)


def asked(programme: Programme, curator: User, users: list[User]) -> Order:
    order = make_order(programme, curator)
    for user in users:
        add_reviewer(order, person=person_of(user), actor=curator)
    return ask_agreement(order, actor=curator)


def test_those_who_are_asked_see_the_draft_and_are_waited_for(
    programme: Programme, curator: User, reviewers: list[User]
) -> None:
    draft = make_order(programme, curator)
    add_reviewer(draft, person=person_of(reviewers[0]), actor=curator)
    assert not Order.objects.visible_to(reviewers[0]).exists()

    order = ask_agreement(draft, actor=curator)

    assert list(Order.objects.visible_to(reviewers[0])) == [order]
    assert orders_to_agree(reviewers[0]) == [order]
    assert orders_to_agree(reviewers[1]) == []


def test_asked_at_once_both_are_waited_for(
    programme: Programme, curator: User, reviewers: list[User]
) -> None:
    order = asked(programme, curator, reviewers)

    assert [orders_to_agree(user) for user in reviewers] == [[order], [order]]


def test_asked_in_turn_the_second_waits_for_the_first(
    programme: Programme, curator: User, reviewers: list[User]
) -> None:
    with_sheet(programme, agreed_in_turn=True)
    order = asked(programme, curator, reviewers)
    assert [orders_to_agree(user) for user in reviewers] == [[order], []]

    with pytest.raises(DomainError, match="сейчас не ждут"):
        agree(order, actor=reviewers[1])
    agree(order, actor=reviewers[0])

    assert [orders_to_agree(user) for user in reviewers] == [[], [order]]


def test_where_the_act_says_so_nothing_is_handed_over_before_all_agreed(
    programme: Programme, curator: User, reviewers: list[User]
) -> None:
    with_sheet(programme, agreed_first=True)
    order = asked(programme, curator, reviewers)
    agree(order, actor=reviewers[0])
    with pytest.raises(RuleViolation, match="нет отметки"):
        submit_order(order, actor=curator)

    agree(order, actor=reviewers[1])

    assert submit_order(order, actor=curator).state == "submitted"


def test_a_remark_is_no_agreement_yet(
    programme: Programme, curator: User, reviewers: list[User]
) -> None:
    with_sheet(programme, agreed_first=True)
    order = asked(programme, curator, reviewers[:1])
    agree(order, actor=reviewers[0], remark="Нет срока.")

    with pytest.raises(RuleViolation, match="с замечаниями"):
        submit_order(order, actor=curator)


def test_a_changed_text_is_agreed_anew(
    programme: Programme, curator: User, reviewers: list[User]
) -> None:
    order = asked(programme, curator, reviewers[:1])
    agree(order, actor=reviewers[0])

    update_order(order, title="О другом", actor=curator)

    assert orders_to_agree(reviewers[0]) == [reloaded(order)]


def test_the_word_of_a_body_stays_though_the_text_changes(
    programme: Programme, curator: User, reviewers: list[User]
) -> None:
    with_sheet(programme, approval_sheet=True)
    order = asked(programme, curator, reviewers[:1])
    mark_sheet(order, sheet="approval", keys=["Профсоюз"], actor=curator)

    update_order(order, title="О другом", actor=curator)

    assert order.marks.get().body == "Профсоюз"


def test_nobody_of_another_school_is_put_in(
    programme: Programme, curator: User, other_school: School
) -> None:
    with pytest.raises(DomainError):
        add_reviewer(
            make_order(programme, curator), person=make_person(other_school), actor=curator
        )


def test_nobody_is_put_in_twice_or_taken_out_once_they_spoke(
    programme: Programme, curator: User, reviewers: list[User]
) -> None:
    order = asked(programme, curator, reviewers[:1])
    with pytest.raises(DomainError, match="уже в листе"):
        add_reviewer(order, person=person_of(reviewers[0]), actor=curator)
    agree(order, actor=reviewers[0])

    with pytest.raises(StateError, match="уже ответил"):
        remove_reviewer(order, person=person_of(reviewers[0]), actor=curator)


def test_an_empty_sheet_is_not_sent_round(programme: Programme, curator: User) -> None:
    with pytest.raises(StateError, match="никого нет"):
        ask_agreement(make_order(programme, curator), actor=curator)


def test_who_was_not_asked_agrees_to_nothing(
    programme: Programme, curator: User, reviewers: list[User]
) -> None:
    order = asked(programme, curator, reviewers[:1])

    with pytest.raises(DomainError, match="не ждут"):
        agree(order, actor=reviewers[1])


def test_the_pages_gather_ask_and_take_the_answer(
    signed_in: SignIn, programme: Programme, curator: User, reviewers: list[User]
) -> None:
    order = make_order(programme, curator)
    client, first = signed_in(curator), person_of(reviewers[0])
    sheet = f"{order.get_absolute_url()}sheets/approval/"
    assert "Согласов0" in page_text(client, sheet)
    client.post(order_url("reviewer_add", order), {"person": first.pk})
    client.post(order_url("agreement_ask", order))

    reader = signed_in(reviewers[0])
    assert "Вас просят согласовать приказ" in page_text(reader, order.get_absolute_url())
    reader.post(order_url("order_agree", order), {"remark": ""})

    assert order.marks.get().person == first
    assert "Вас просят" not in page_text(reader, order.get_absolute_url())


def test_a_director_of_another_school_finds_nothing_of_it(
    signed_in: SignIn,
    programme: Programme,
    curator: User,
    reviewers: list[User],
    other_school: School,
) -> None:
    order = asked(programme, curator, reviewers)
    client = signed_in(make_user(Role.DIRECTOR, other_school))

    assert client.post(order_url("order_agree", order)).status_code == 404
    assert client.get(order.get_absolute_url()).status_code == 404
