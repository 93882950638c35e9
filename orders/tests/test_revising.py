"""Orders about orders: what they change, repeal and cancel, and what both papers say of it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core import clock
from core.errors import DomainError, StateError
from core.models import AuditEvent
from documents.choices import DocumentState
from orders.actions import approve_order, submit_order
from orders.actions.revising import draft_revision
from orders.choices import RevisionKind, Standing
from orders.models import Order
from orders.revising import ADD, REMOVE, REPLACE, Change, places_of
from orders.signals import order_cancelled, order_cancelling
from orders.standing import own_lines, standing_lines, standing_of, with_standing
from orders.testing import listening, make_asked, make_order, make_submitted, refuse, reloaded
from registry.models import Appointment
from registry.testing import make_person
from schools.models import Programme

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 5)
LATER = datetime.date(2026, 11, 20)
REASON = "В связи с уточнением состава участников"
CHANGES = [Change("1.1", REPLACE, "Орлова В. Г. – Петров Б.;"), Change("2", REMOVE)]


@pytest.fixture
def target(programme: Programme, curator: User, director: User) -> Order:
    with clock.on(DAY):
        person = make_person(programme.school)
        return approve_order(make_submitted(programme, curator, people=[person]), actor=director)


def drafted(target: Order, curator: User, kind: str = RevisionKind.AMENDS, **fields: Any) -> Order:
    given = {"changes": CHANGES} if kind == RevisionKind.AMENDS else {}
    values: dict[str, Any] = {"kind": kind, "reason": REASON, **given, **fields}
    return draft_revision(target, actor=curator, **values)


def revised(target: Order, curator: User, director: User, kind: str, **fields: Any) -> Order:
    with clock.on(LATER):
        order = drafted(target, curator, kind, **fields)
        return approve_order(submit_order(order, actor=curator), actor=director)


def state_of(order: Order) -> str:
    document = reloaded(order).document
    assert document is not None
    return document.state


def checked(client: Client, order: Order) -> str:
    assert order.document is not None
    address = reverse("documents:check", args=[order.document.check_code])
    return client.get(address).content.decode()


class TestDrafts:
    def test_an_amendment_names_the_order_and_each_change(
        self, target: Order, curator: User
    ) -> None:
        order = drafted(target, curator, changes=[*CHANGES, Change("", ADD, "Провести сбор.")])

        assert order.title == "О внесении изменений в приказ от 05.10.2026 № 1"
        assert order.preamble == REASON
        assert order.points == [
            {
                "text": (
                    "Внести в приказ от 05.10.2026 № 1 «О текущей программе наставничества»"
                    " следующие изменения:"
                ),
                "points": [
                    {
                        "text": "подпункт 1.1 изложить в следующей редакции:"
                        " «1.1. Орлова В. Г. – Петров Б.;»;"
                    },
                    {"text": "пункт 2 признать утратившим силу;"},
                    {"text": "дополнить пунктом 4 следующего содержания: «4. Провести сбор.»."},
                ],
            }
        ]
        assert order.control == target.control

    def test_it_names_those_whom_the_order_names(self, target: Order, curator: User) -> None:
        order = drafted(target, curator)
        assert {row.person for row in order.named.all()} == {
            row.person for row in target.named.all()
        }

    def test_a_draft_changes_nothing_yet(self, target: Order, curator: User) -> None:
        drafted(target, curator, RevisionKind.CANCELS)
        assert standing_of(target) == Standing.IN_FORCE
        assert state_of(target) == DocumentState.IN_FORCE

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ([], "хотя бы одно"),
            ([Change("9", REPLACE, "x")], "какой пункт"),
            ([Change("2", REPLACE, "")], "новый текст: пункт 2"),
            ([Change("2", REMOVE), Change("2", REPLACE, "x")], "Дважды указано"),
            ([Change("", ADD, " ")], "текст нового пункта"),
            ([Change("preamble", REMOVE)], "Преамбулу не исключают"),
        ],
    )
    def test_what_is_missing_is_said(
        self, target: Order, curator: User, changes: list[Change], words: str
    ) -> None:
        with pytest.raises(DomainError, match=words):
            drafted(target, curator, changes=changes)

    def test_without_a_reason_there_is_no_draft(self, target: Order, curator: User) -> None:
        with pytest.raises(DomainError, match="основание"):
            drafted(target, curator, reason=" ")

    def test_a_draft_is_not_revised(self, programme: Programme, curator: User) -> None:
        with pytest.raises(StateError, match="только утверждённый"):
            drafted(make_order(programme, curator), curator)

    def test_places_are_shown_with_their_beginnings(self, target: Order) -> None:
        places = places_of(target)
        assert places["1.1"] == "пункт 1.1 – Иванова А. П. – Петров Б."
        assert set(places) == {"preamble", "1", "1.1", "2"}


class TestSigned:
    @pytest.mark.parametrize(
        ("kind", "standing", "state", "line", "own"),
        [
            (RevisionKind.AMENDS, Standing.AMENDED, DocumentState.AMENDED,
             "Изменён приказом № 2 от 20.11.2026.",
             "Вносит изменения в приказ № 1 от 05.10.2026."),
            (RevisionKind.REPEALS, Standing.REPEALED, DocumentState.CANCELLED,
             "Утратил силу по приказу № 2 от 20.11.2026.",
             "Признаёт утратившим силу приказ № 1 от 05.10.2026."),
            (RevisionKind.CANCELS, Standing.CANCELLED, DocumentState.CANCELLED,
             "Отменён приказом № 2 от 20.11.2026.",
             "Отменяет приказ № 1 от 05.10.2026."),
        ],
    )  # fmt: skip
    def test_both_orders_and_the_check_page_say_so(
        self, target: Order, curator: User, director: User, client: Client,
        kind: str, standing: str, state: str, line: str, own: str,
    ) -> None:  # fmt: skip
        before = Order.objects.values().get(pk=target.pk)

        order = revised(target, curator, director, kind)

        assert (standing_of(target), state_of(target)) == (standing, state)
        assert standing_lines(target) == [line]
        assert own_lines(order) == [own]
        assert line in checked(client, target)
        assert own in checked(client, order)
        assert Order.objects.values().get(pk=target.pk) == before

    def test_it_is_numbered_in_the_series_of_the_order(
        self, programme: Programme, target: Order, curator: User, director: User
    ) -> None:
        order = revised(target, curator, director, RevisionKind.REPEALS)
        assert order.number == "2"

    def test_the_trail_of_the_target_tells_of_it(
        self, target: Order, curator: User, director: User
    ) -> None:
        revised(target, curator, director, RevisionKind.CANCELS)
        event = AuditEvent.objects.get(verb="orders.order_cancelled")
        assert f"orders.order:{target.pk}" in event.refs

    def test_what_was_signed_is_kept_and_not_what_was_first_drafted(
        self, target: Order, curator: User, director: User
    ) -> None:
        order = revised(target, curator, director, RevisionKind.AMENDS)
        assert order.revises.get().parts[-1] == "пункт 2 признать утратившим силу."

    def test_of_two_that_cancel_the_second_is_refused(
        self, target: Order, curator: User, director: User
    ) -> None:
        second = submit_order(drafted(target, curator, RevisionKind.CANCELS), actor=curator)
        revised(target, curator, director, RevisionKind.REPEALS)
        with pytest.raises(StateError, match="уже отменён или утратил силу: приказ № 2"):
            approve_order(second, actor=director)

    def test_when_the_amendment_is_cancelled_the_order_reads_as_before(
        self, target: Order, curator: User, director: User
    ) -> None:
        amendment = revised(target, curator, director, RevisionKind.AMENDS)
        revised(amendment, curator, director, RevisionKind.CANCELS)
        assert standing_of(target) == Standing.IN_FORCE
        assert state_of(target) == DocumentState.IN_FORCE

    def test_a_cancellation_is_not_cancelled(
        self, target: Order, curator: User, director: User
    ) -> None:
        cancellation = revised(target, curator, director, RevisionKind.CANCELS)
        with pytest.raises(StateError, match="сам отменил другой"):
            drafted(cancellation, curator, RevisionKind.CANCELS)

    def test_lists_ask_once_for_all_rows(
        self, target: Order, curator: User, director: User, django_assert_num_queries: Any
    ) -> None:
        revised(target, curator, director, RevisionKind.AMENDS)
        with django_assert_num_queries(2):
            found = {order.pk: standing_of(order) for order in with_standing(Order.objects.all())}
        assert found[target.pk] == Standing.AMENDED


class TestUndoing:
    def test_appointments_of_a_cancelled_order_end(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        with clock.on(DAY):
            order = submit_order(make_asked(programme, curator), actor=curator)
            order = approve_order(order, actor=director)
        assert Appointment.objects.filter(document=order.document).count() == 5

        revised(order, curator, director, RevisionKind.CANCELS)

        rows = Appointment.objects.filter(document=order.document)
        assert {row.valid_to for row in rows} == {LATER}
        assert rows[0].ended_reason == "Приказ отменён: от 20.11.2026 № 2"

    def test_a_repeal_leaves_appointments(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        with clock.on(DAY):
            order = submit_order(make_asked(programme, curator), actor=curator)
            order = approve_order(order, actor=director)
        revised(order, curator, director, RevisionKind.REPEALS)
        assert not Appointment.objects.filter(document=order.document, valid_to=LATER).exists()

    def test_where_life_went_on_it_is_refused_in_words(self, target: Order, curator: User) -> None:
        with listening(order_cancelling, refuse), pytest.raises(DomainError, match="завершена"):
            drafted(target, curator, RevisionKind.CANCELS)
        assert not Order.objects.filter(revises__target=target).exists()

    def test_where_undoing_fails_nothing_is_signed(
        self, target: Order, curator: User, director: User
    ) -> None:
        order = submit_order(drafted(target, curator, RevisionKind.CANCELS), actor=curator)
        with listening(order_cancelled, refuse), pytest.raises(DomainError):
            approve_order(order, actor=director)
        assert reloaded(order).number == ""
        assert standing_of(target) == Standing.IN_FORCE
