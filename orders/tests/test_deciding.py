"""The director's side of an order: return, approve; and what stands for ever after."""

import datetime
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from accounts.models import User
from core import clock
from core.errors import DomainError, StateError
from core.models import AuditEvent
from documents.models import Document, NumberSeries
from documents.queries import paper_of
from orders.actions import (
    approve_order,
    return_order,
    submit_order,
    update_order,
)
from orders.choices import TRANSITIONS, OrderState
from orders.models import Order
from orders.signals import order_approved, order_checked
from orders.testing import (
    ACTIONS,
    ORDER_TEXTS,
    listening,
    make_order,
    make_submitted,
    order_in,
    refuse,
)
from registry.testing import make_person
from schools.models import Programme, School, Signatory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 5)


@pytest.fixture(autouse=True)
def a_monday_in_october() -> Iterator[None]:
    with clock.on(DAY):
        yield


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

    def test_a_text_that_changed_since_it_was_read_is_not_signed(
        self, programme: Programme, curator: User, director: User
    ) -> None:
        order = make_submitted(programme, curator)
        seen_at = order.updated_at
        return_order(order, remark="Нет срока.", actor=director)
        submit_order(update_order(order, actor=curator, title="О другом"), actor=curator)

        with pytest.raises(StateError, match="изменился, пока вы его читали"):
            approve_order(order, actor=director, seen_at=seen_at)

        fresh = Order.objects.get(pk=order.pk)
        assert approve_order(fresh, actor=director, seen_at=fresh.updated_at).number == "1"

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
        # What was the series of these orders is another one from now on, which begins anew.
        kind = ORDER_TEXTS["current_programme"] | {"series": "other", "number_mask": ""}
        programme.regulation.texts = {"orders": {"current_programme": kind}}
        programme.regulation.save()

        with pytest.raises(DomainError, match="Номер 1 в этом году уже занят"):
            approve_order(make_submitted(programme, curator), actor=director)


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
