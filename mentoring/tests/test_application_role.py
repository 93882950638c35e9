"""What web and worker can't do to a signed order even where somebody runs SQL as them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from core.database_role import grant_to
from documents.actions.files import make_files
from orders.actions import approve_order
from orders.models import Order
from orders.testing import make_submitted
from schools.models import Programme

pytestmark = pytest.mark.django_db
ROLE = "mentoring_app_of_tests"
REFUSED = {
    "switching triggers off": "ALTER TABLE orders_order DISABLE TRIGGER ALL",
    "switching one off": "ALTER TABLE documents_document DISABLE TRIGGER USER",
    "all triggers of the session": "SET session_replication_role = replica",
    "emptying": "TRUNCATE documents_document CASCADE",
    "dropping": "DROP TABLE orders_order CASCADE",
    "another table in its place": "ALTER TABLE orders_order RENAME TO other",
    "a function in place of a trigger's": (
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME)"
        " RETURNS BOOLEAN AS 'BEGIN RETURN TRUE; END;' LANGUAGE plpgsql"
    ),
    "a function of its own": "CREATE FUNCTION mine() RETURNS INT AS 'SELECT 1' LANGUAGE sql",
    "becoming the owner": "ALTER TABLE orders_order OWNER TO CURRENT_USER",
    "a migration": "DELETE FROM django_migrations",
    "the text of an order": "UPDATE orders_order SET title = 'Иначе'",
    "its snapshot": "UPDATE documents_document SET content = '{}'",
}


@pytest.fixture
def as_application(db: None) -> Iterator[None]:
    grant_to(ROLE, "a password of tests")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture
def approved(as_application: None, programme: Programme, curator: User, director: User) -> Order:
    return approve_order(make_submitted(programme, curator), actor=director)


def test_it_can_do_all_that_an_approval_needs(approved: Order) -> None:
    assert approved.document_id is not None
    make_files(approved.document_id, report=lambda done, total: None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (ROLE,)
    assert Order.objects.get().number == "1"


@pytest.mark.parametrize("what", REFUSED)
def test_it_can_not_do(approved: Order, what: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner|pgtrigger"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(REFUSED[what])


def test_granting_again_changes_nothing(as_application: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    grant_to(ROLE, "another password")
