"""An order from a draft to the number: each step, who refuses it, what it leaves behind."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.dispatch import Signal

from accounts.models import User
from core import clock
from core.errors import DomainError, RuleViolation, StateError
from core.models import AuditEvent
from documents.models import Document, NumberSeries
from documents.queries import paper_of
from orders.actions import (
    approve_order,
    draft_order,
    return_order,
    submit_order,
    update_order,
    withdraw_order,
)
from orders.choices import TRANSITIONS, OrderState
from orders.models import Order
from orders.signals import order_approved, order_checked, order_submitted, order_withdrawn
from orders.testing import make_order, make_submitted
from registry.testing import make_person
from schools.models import Programme, School, Signatory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 5)


@pytest.fixture(autouse=True)
def a_monday_in_october() -> Iterator[None]:
    with clock.on(DAY):
        yield


@contextmanager
def listening(signal: Signal, receiver: Any) -> Iterator[None]:
    signal.connect(receiver, weak=False)
    try:
        yield
    finally:
        signal.disconnect(receiver)


def refuse(sender: Any, **kwargs: Any) -> None:
    raise DomainError("Пара уже завершена.")


def last_verb(order: Order) -> str:
    return AuditEvent.objects.filter(refs__contains=[f"orders.order:{order.pk}"]).first().verb


class TestDraft:
    def test_a_draft_keeps_what_it_was_given_without_spaces_and_empty_points(
        self, programme: Programme, curator: User
    ) -> None:
        order = draft_order(
            "current_programme",
            programme=programme,
            title=" О наставничестве ",
            preamble="В целях",
            points=[
                {"text": " Первый "},
                {"text": "", "executor": " "},
                {"text": "Второй", "points": [{"text": "а"}, {"text": " "}]},
            ],
            annexes=[{"title": "Список", "columns": ["№", "ФИО"], "rows": [[1, "Иванов"]]}],
            actor=curator,
        )

        order.refresh_from_db()
        assert order.title == "О наставничестве"
        assert order.points == [{"text": "Первый"}, {"text": "Второй", "points": [{"text": "а"}]}]
        assert order.annexes[0]["rows"] == [["1", "Иванов"]]
        assert (order.state, order.drafted_by, order.school) == (
            OrderState.DRAFT,
            curator,
            programme.school,
        )
        assert last_verb(order) == "orders.draft_order"

    def test_it_names_people_of_its_own_school_only(
        self, programme: Programme, curator: User, other_school: School
    ) -> None:
        own, stranger = make_person(programme.school), make_person(other_school)

        order = make_order(programme, curator, people=[own, own])

        assert [row.person for row in order.named.all()] == [own]
        with pytest.raises(DomainError, match="только людей своей школы"):
            make_order(programme, curator, people=[stranger])

    @pytest.mark.parametrize("field", ["title", "control"])
    def test_a_line_that_is_too_long_is_refused_in_words(
        self, programme: Programme, curator: User, field: str
    ) -> None:
        with pytest.raises(DomainError, match="не длиннее 500 знаков"):
            make_order(programme, curator, **{field: "я" * 501})

    def test_an_annex_with_a_row_too_short_is_refused(
        self, programme: Programme, curator: User
    ) -> None:
        with pytest.raises(DomainError, match="столько клеток"):
            make_order(
                programme,
                curator,
                annexes=[{"title": "Список", "columns": ["№", "ФИО"], "rows": [["1"]]}],
            )


class TestUpdate:
    def test_what_is_not_given_stays(self, programme: Programme, curator: User) -> None:
        order = make_order(programme, curator, people=[make_person(programme.school)])

        update_order(order, actor=curator, title="О другом")

        changed = Order.objects.get(pk=order.pk)
        assert changed.title == "О другом"
        assert (changed.points, changed.preamble) == (order.points, order.preamble)
        assert changed.named.count() == 1
        event = AuditEvent.objects.filter(verb="orders.update_order").get()
        assert event.data == {"fields": ["title"]}

    def test_saving_the_same_again_leaves_no_trace(
        self, programme: Programme, curator: User
    ) -> None:
        order = make_order(programme, curator)

        update_order(order, actor=curator, title=order.title, points=order.points)

        assert not AuditEvent.objects.filter(verb="orders.update_order").exists()

    def test_people_are_replaced(self, programme: Programme, curator: User) -> None:
        stays, goes, comes = (make_person(programme.school) for _ in range(3))
        order = make_order(programme, curator, people=[stays, goes])

        update_order(order, actor=curator, people=[stays, comes])

        assert {row.person for row in order.named.all()} == {stays, comes}

    def test_a_change_of_somebody_else_is_not_overwritten(
        self, programme: Programme, curator: User
    ) -> None:
        order = make_order(programme, curator)
        seen_at = order.updated_at
        update_order(order, actor=curator, title="Первый")

        with pytest.raises(StateError, match="изменил кто-то ещё"):
            update_order(order, actor=curator, title="Второй", seen_at=seen_at)

    @pytest.mark.parametrize(
        "state", [OrderState.SUBMITTED, OrderState.APPROVED, OrderState.WITHDRAWN]
    )
    def test_only_a_draft_or_a_returned_order_is_edited(
        self, programme: Programme, curator: User, director: User, state: str
    ) -> None:
        order = order_in(state, programme, curator, director)

        with pytest.raises(StateError, match="менять его нельзя"):
            update_order(order, actor=curator, title="О другом")


class TestSubmit:
    def test_it_waits_for_the_director(self, programme: Programme, curator: User) -> None:
        heard = []
        order = make_order(programme, curator)

        with listening(order_submitted, lambda **kwargs: heard.append(kwargs["order"])):
            order = submit_order(order, actor=curator)

        assert (order.state, order.submitted_at.date()) == (OrderState.SUBMITTED, DAY)
        assert heard == [order]
        assert last_verb(order) == "orders.submit_order"

    def test_everything_that_is_missing_is_said_at_once(
        self, programme: Programme, curator: User
    ) -> None:
        Signatory.objects.all().delete()
        order = make_order(programme, curator, title="", preamble=" ", points=[])

        with pytest.raises(RuleViolation) as refusal:
            submit_order(order, actor=curator)

        assert {finding.code for finding in refusal.value.findings} == {
            "order.title",
            "order.preamble",
            "order.points",
            "order.signatory",
        }
        assert Order.objects.get(pk=order.pk).state == OrderState.DRAFT

    def test_a_receiver_may_refuse(self, programme: Programme, curator: User) -> None:
        order = make_order(programme, curator)

        with listening(order_checked, refuse), pytest.raises(DomainError, match="Пара уже"):
            submit_order(order, actor=curator)

        assert Order.objects.get(pk=order.pk).state == OrderState.DRAFT


class TestReturn:
    def test_it_goes_back_with_the_remark(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = return_order(
            make_submitted(programme, curator), remark=" Нет срока. ", actor=director
        )

        assert (order.state, order.remark) == (OrderState.RETURNED, "Нет срока.")
        assert AuditEvent.objects.get(verb="orders.return_order").data == {"remark": "Нет срока."}

        again = submit_order(order, actor=curator)
        assert (again.state, again.remark) == (OrderState.SUBMITTED, "")

    def test_without_a_remark_it_stays(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = make_submitted(programme, curator)

        with pytest.raises(DomainError, match="Напишите, что исправить"):
            return_order(order, remark="  ", actor=director)

        assert Order.objects.get(pk=order.pk).state == OrderState.SUBMITTED


class TestApprove:
    def test_it_gets_number_date_and_a_paper_that_says_so(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = approve_order(make_submitted(programme, curator), actor=director)

        order.refresh_from_db()
        paper = paper_of(order.document)
        assert (order.state, order.number, order.signed_on) == (OrderState.APPROVED, "1", DAY)
        assert (paper.number, paper.date, paper.title) == ("1", DAY, order.title)
        assert order.document.owner == f"orders.order:{order.pk}"
        assert order.approved_by == director
        event = AuditEvent.objects.get(verb="orders.approve_order")
        assert event.text == "Приказ утверждён: № 1 от 05.10.2026."

    def test_receivers_hear_of_it_inside_the_transaction(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        heard = []

        def hear(sender: Any, order: Order, actor: User, **kwargs: Any) -> None:
            heard.append((order.number, actor))

        with listening(order_approved, hear):
            approve_order(make_submitted(programme, curator), actor=director)
        with listening(order_approved, refuse), pytest.raises(DomainError):
            approve_order(make_submitted(programme, curator), actor=director)

        assert heard == [("1", director)]
        assert Document.objects.count() == 1
        assert NumberSeries.objects.get().last == 1

    def test_it_is_checked_again_and_a_refusal_gives_the_number_back(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = make_submitted(programme, curator)

        with listening(order_checked, refuse), pytest.raises(DomainError, match="Пара уже"):
            approve_order(order, actor=director)

        assert approve_order(order, actor=director).number == "1"

    def test_the_second_click_is_told_the_number(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = make_submitted(programme, curator)
        approve_order(order, actor=director)

        with pytest.raises(StateError, match=r"Приказ уже утверждён: № 1 от 05\.10\.2026\."):
            approve_order(order, actor=director)

    def test_an_order_that_was_not_handed_over_is_not_approved(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = make_order(programme, curator)

        with pytest.raises(StateError, match="сейчас он «черновик»"):
            approve_order(order, actor=director)

        assert not NumberSeries.objects.exists()

    def test_nobody_signs_for_tomorrow(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = make_submitted(programme, curator)

        with pytest.raises(DomainError, match="не может быть позже сегодняшней"):
            approve_order(order, actor=director, signed_on=DAY + datetime.timedelta(days=1))

    def test_numbers_begin_anew_each_year_and_each_series_has_its_own(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        programme.regulation.texts = {
            "orders": {
                "staff": {
                    "name": "О поощрении",
                    "title": "О поощрении",
                    "preamble": "В целях",
                    "series": "staff",
                    "number_mask": "{number}-к",
                    "position": 1,
                    "points": [],
                }
            }
        }
        programme.regulation.save()
        numbers = []
        for kind, day in (
            ("core", DAY),
            ("staff", DAY),
            ("core", DAY),
            ("core", datetime.date(2027, 1, 11)),
        ):
            with clock.on(day):
                order = make_submitted(programme, curator, kind=kind)
                numbers.append(approve_order(order, actor=director).number)

        assert numbers == ["1", "1-к", "2", "1"]

    def test_two_series_that_number_alike_are_told_so(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        approve_order(make_submitted(programme, curator), actor=director)
        NumberSeries.objects.update(last=0)

        with pytest.raises(DomainError, match="Номер 1 в этом году уже занят"):
            approve_order(make_submitted(programme, curator), actor=director)


class TestWithdraw:
    def test_what_waited_for_it_is_told(self, programme: Programme, curator: User) -> None:
        heard = []
        order = make_order(programme, curator)

        with listening(order_withdrawn, lambda **kwargs: heard.append(kwargs["order"])):
            order = withdraw_order(order, actor=curator)

        assert order.state == OrderState.WITHDRAWN
        assert heard == [order]
        assert last_verb(order) == "orders.withdraw_order"


class TestSigned:
    """What is approved stands, whoever tries to change it."""

    def test_the_database_refuses_every_change(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = approve_order(make_submitted(programme, curator), actor=director)
        row = Order.objects.filter(pk=order.pk)

        for change in ({"title": "О другом"}, {"state": "draft"}, {"number": "2"}):
            with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
                row.update(**change)
        order.title = "О другом"
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            order.save()
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            row.delete()

    def test_a_person_it_names_cannot_be_deleted(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        person = make_person(programme.school)
        approve_order(make_submitted(programme, curator, people=[person]), actor=director)

        with pytest.raises(ProtectedError):
            person.delete()

    def test_a_later_change_of_the_school_does_not_change_the_paper(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = approve_order(make_submitted(programme, curator), actor=director)
        before = order.document.content

        School.objects.update(name="Другая школа", city="г. Другой")
        Signatory.objects.update(last_name="Другая")

        assert Document.objects.get(pk=order.document_id).content == before


ACTIONS = {
    OrderState.SUBMITTED: lambda order, user: submit_order(order, actor=user),
    OrderState.APPROVED: lambda order, user: approve_order(order, actor=user),
    OrderState.RETURNED: lambda order, user: return_order(order, remark="Нет.", actor=user),
    OrderState.WITHDRAWN: lambda order, user: withdraw_order(order, actor=user),
}


def order_in(state: str, programme: Programme, curator: User, director: User) -> Order:
    order = make_order(programme, curator)
    path = {
        OrderState.DRAFT: [],
        OrderState.SUBMITTED: [OrderState.SUBMITTED],
        OrderState.RETURNED: [OrderState.SUBMITTED, OrderState.RETURNED],
        OrderState.APPROVED: [OrderState.SUBMITTED, OrderState.APPROVED],
        OrderState.WITHDRAWN: [OrderState.WITHDRAWN],
    }[OrderState(state)]
    for step in path:
        order = ACTIONS[step](order, director)
    return order


@pytest.mark.parametrize(("start", "to"), list(product(OrderState, ACTIONS)))
def test_only_the_ways_of_the_table_are_open(
    start: str, to: str, programme: Programme, curator: User, director: User
) -> None:
    order = order_in(start, programme, curator, director)

    if to in TRANSITIONS[start]:
        assert ACTIONS[to](order, director).state == to
    else:
        with pytest.raises(StateError):
            ACTIONS[to](order, director)
        assert Order.objects.get(pk=order.pk).state == start
