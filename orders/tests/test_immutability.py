"""A signed order stands whoever asks: page, admin, import, command, SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import DatabaseError, InternalError, connection, transaction
from django.test import Client

from accounts.models import User
from core.errors import StateError
from documents.actions import cancel_document
from documents.actions.files import make_files
from documents.models import Document, DocumentFile, NumberSeries
from orders.actions import approve_order, update_order
from orders.models import Order, OrderPerson
from orders.testing import make_order, make_submitted, order_url, reloaded
from registry.actions.merging import merge_people, undo_merge
from registry.models import Person, PersonMerge
from registry.testing import make_person
from schools.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

# What an SQL client with the rights of the tables' owner might try; each is refused.
STATEMENTS = {
    "the text of an order": "UPDATE orders_order SET title = 'Иначе'",
    "its points": "UPDATE orders_order SET points = '[]'",
    "its number": "UPDATE orders_order SET number = '77'",
    "its state": "UPDATE orders_order SET state = 'draft'",
    "its school": "UPDATE orders_order SET school_id = school_id",
    "the order itself": "DELETE FROM orders_order",
    "the snapshot": "UPDATE documents_document SET content = '{}'",
    "its control sum": "UPDATE documents_document SET content_hash = repeat('0', 64)",
    "the day of the paper": "UPDATE documents_document SET issued_on = '2020-01-01'",
    "the paper": "DELETE FROM documents_document",
    "the bytes of a file": "UPDATE documents_documentfile SET content = '\\x00'",
    "a file": "DELETE FROM documents_documentfile",
    "a number given back": "UPDATE documents_numberseries SET last = last - 1",
    "another year of the numbers": "UPDATE documents_numberseries SET year = 2020",
    "the series of numbers": "DELETE FROM documents_numberseries",
    "whom it names": "DELETE FROM orders_orderperson",
    "whom it names instead": (
        "UPDATE orders_orderperson SET person_id = (SELECT max(id) FROM registry_person)"
    ),
}


@pytest.fixture
def named(programme: Programme) -> Person:
    return make_person(programme.school, last_name="Лисицын")


@pytest.fixture
def approved(programme: Programme, curator: User, director: User, named: Person) -> Order:
    order = approve_order(make_submitted(programme, curator, people=[named]), actor=director)
    assert order.document_id is not None
    make_files(order.document_id, report=lambda done, total: None)
    return reloaded(order)


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def truncate_guarded() -> Iterator[None]:
    """The triggers that tests of other things have to do without, as they are in use."""
    find = (
        "SELECT format('ALTER TABLE %s ENABLE TRIGGER %I', tgrelid::regclass, tgname)"
        " FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%_are_not_emptied_%'"
    )
    with connection.cursor() as cursor:
        # Checks that wait for the end of the transaction don't let the table be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(find)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
    yield


class TestSql:
    @pytest.mark.parametrize("what", STATEMENTS)
    def test_sql_can_not_change(self, approved: Order, what: str) -> None:
        before = Order.objects.values().get()
        with pytest.raises(InternalError, match="pgtrigger"):
            run(STATEMENTS[what])
        assert Order.objects.values().get() == before

    def test_no_setting_switches_the_triggers_off(self, approved: Order) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%'")
            names = [name for (name,) in cursor.fetchall()]
            cursor.execute(
                "SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(names) + "}"]
            )
        with pytest.raises(InternalError, match="pgtrigger"):
            run("UPDATE orders_order SET title = 'Иначе'")

    def test_nobody_is_added_to_those_whom_it_names(
        self, approved: Order, programme: Programme
    ) -> None:
        with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
            OrderPerson.objects.create(order=approved, person=make_person(programme.school))

    def test_a_name_of_a_draft_is_not_hung_on_a_signed_order(
        self, approved: Order, programme: Programme, curator: User
    ) -> None:
        draft = make_order(programme, curator, people=[make_person(programme.school)])
        with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
            draft.named.update(order=approved)

    @pytest.mark.parametrize("table", ["orders_order", "documents_document", "schools_school"])
    def test_tables_are_not_emptied(self, approved: Order, table: str) -> None:
        with truncate_guarded(), pytest.raises(DatabaseError, match="Cannot truncate"):
            run(f"TRUNCATE {table} CASCADE")

    def test_a_cancelled_paper_does_not_come_back(self, approved: Order, director: User) -> None:
        assert approved.document is not None
        cancel_document(approved.document, actor=director, reason="ошибка")
        with pytest.raises(InternalError, match="pgtrigger"):
            run("UPDATE documents_document SET state = 'in_force'")

    def test_a_series_still_goes_on(self, approved: Order) -> None:
        run("UPDATE documents_numberseries SET last = last + 1")
        assert NumberSeries.objects.get().last == 2


class TestRows:
    def test_a_row_in_memory_is_not_saved(self, approved: Order) -> None:
        approved.title = "Иначе"
        with pytest.raises(InternalError), transaction.atomic():
            approved.save()

    def test_a_school_with_signed_orders_is_not_deleted(self, approved: Order) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            approved.school.delete()
        assert Order.objects.filter(pk=approved.pk).exists()

    def test_the_action_says_why_not(self, approved: Order, curator: User) -> None:
        with pytest.raises(StateError, match="менять его нельзя"):
            update_order(approved, title="Иначе", actor=curator)


class TestDoors:
    @pytest.mark.parametrize(
        ("route", "role"),
        [
            ("order_submit", "curator"),
            ("order_withdraw", "curator"),
            ("order_approve", "director"),
            ("order_return", "director"),
        ],
    )
    def test_no_button_of_a_page_moves_it(
        self, signed_in: SignIn, curator: User, director: User, approved: Order,
        route: str, role: str,
    ) -> None:  # fmt: skip
        user = {"curator": curator, "director": director}[role]
        signed_in(user).post(order_url(route, approved), {"remark": "x"})
        assert reloaded(approved).updated_at == approved.updated_at

    def test_the_editor_does_not_save_it(
        self, signed_in: SignIn, curator: User, approved: Order
    ) -> None:
        signed_in(curator).post(order_url("order_update", approved), {"title": "Иначе"})
        assert reloaded(approved).title == approved.title

    def test_the_admin_does_not_know_it(self) -> None:
        kept = {Order, OrderPerson, Document, DocumentFile, NumberSeries}
        kept |= {apps.get_model("orders", name) for name in ("OrderRevision", "OrderProof")}
        assert not kept & set(admin.site._registry)


class TestMerge:
    def test_two_rows_of_one_person_are_joined_under_a_signed_order_and_taken_apart(
        self, approved: Order, programme: Programme, named: Person, director: User
    ) -> None:
        kept = make_person(programme.school, last_name="Лисицын")
        merge = merge_people(kept, named, choices={}, actor=director)
        assert approved.named.get().person == kept
        undo_merge(PersonMerge.objects.get(pk=merge.pk), actor=director)
        assert approved.named.get().person_id == named.pk
