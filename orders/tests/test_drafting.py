"""The curator's side of an order: draft, edit, hand over, give up."""

import datetime
from collections.abc import Iterator

import pytest

from accounts.models import User
from core import clock
from core.errors import DomainError, RuleViolation, StateError
from core.models import AuditEvent
from orders.actions import (
    draft_order,
    submit_order,
    update_order,
    withdraw_order,
)
from orders.choices import OrderState
from orders.models import Order
from orders.signals import order_checked, order_submitted, order_withdrawn
from orders.testing import (
    last_verb,
    listening,
    make_order,
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


class TestWithdraw:
    def test_what_waited_for_it_is_told(self, programme: Programme, curator: User) -> None:
        heard = []
        order = make_order(programme, curator)

        with listening(order_withdrawn, lambda **kwargs: heard.append(kwargs["order"])):
            order = withdraw_order(order, actor=curator)

        assert order.state == OrderState.WITHDRAWN
        assert heard == [order]
        assert last_verb(order) == "orders.withdraw_order"
