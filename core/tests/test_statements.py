"""Prepared statements: own values in each turn, on each connection, whatever went wrong before."""

from __future__ import annotations

from typing import Any

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction

from core import statements
from core.statements import KEYS, SCHOOL, Statement

ANY = Statement("SELECT n FROM generate_series(1, 5) n WHERE n = ANY(%s)", [KEYS])


def prepared_names(part: str) -> list[str]:
    """What this connection keeps whose text has the part."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_prepared_statements WHERE strpos(statement, %s) > 0", [part]
        )
        return [name for (name,) in cursor.fetchall()]


def test_a_statement_is_prepared_once(db: None) -> None:
    statement = Statement("SELECT %s::bigint + %s", [SCHOOL, 1])

    assert [statement({"school": n}) for n in (1, 2, 3)] == [[(2,)], [(3,)], [(4,)]]
    assert len(prepared_names("::bigint + 1")) == 1


def test_a_turn_is_one_query_the_first_too(db: None, django_assert_num_queries: Any) -> None:
    statement = Statement("SELECT %s::bigint", [SCHOOL])

    for number in (1, 2):
        with django_assert_num_queries(1):
            statement({"school": number})


@pytest.mark.parametrize("keys", [[], [2], [2, 4, 9]])
def test_keys_are_one_parameter_however_many(db: None, keys: list[int]) -> None:
    assert ANY({"keys": keys}) == [(n,) for n in keys if n <= 5]


def test_constants_are_texts_whatever_they_hold(db: None) -> None:
    hostile = "{}'; DROP TABLE auth_group; -- %s 100% \\ $1"
    statement = Statement("SELECT %s, %s::bigint", [hostile, SCHOOL])

    assert statement({"school": 7}) == [(hostile, 7)]
    assert statement({"school": 8}) == [(hostile, 8)]


def test_values_are_quoted(db: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ANY({"keys": ["1); DROP TABLE auth_group; --"]})

    assert ANY({"keys": [1]}) == [(1,)]


def test_a_statement_that_failed_is_asked_again(db: None) -> None:
    """Nothing is taken for prepared that wasn't."""
    statement = Statement("SELECT %s::integer / %s::bigint", [6, SCHOOL])
    for _turn in range(2):
        with pytest.raises(DatabaseError), transaction.atomic():
            statement({"school": 0})

    assert statement({"school": 3}) == [(2,)]


def test_a_rolled_back_transaction_leaves_it_prepared(db: None) -> None:
    statement = Statement("SELECT %s::bigint * 3", [SCHOOL])
    with transaction.atomic():
        statement({"school": 1})
        transaction.set_rollback(True)

    assert statement({"school": 2}) == [(6,)]


@pytest.mark.django_db(transaction=True)
def test_another_connection_prepares_for_itself() -> None:
    assert ANY({"keys": [1]}) == [(1,)]
    connection.close()

    assert ANY({"keys": [2]}) == [(2,)]
    assert len(prepared_names("generate_series")) == 1


@pytest.mark.django_db(transaction=True)
def test_a_column_of_another_type_is_read_as_what_it_is_now() -> None:
    statement = Statement("SELECT value FROM changing", [])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE changing AS SELECT 1 AS value")
        statement({})
        cursor.execute("ALTER TABLE changing ALTER value TYPE text")

    assert statement({}) == [("1",)]


def test_a_connection_that_keeps_too_many_begins_anew(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "KEPT", 2)
    many = [Statement(f"SELECT {n}, %s::bigint", [SCHOOL]) for n in range(5)]

    assert [one({"school": 1}) for one in [*many, *many]] == [[(n, 1)] for n in [*range(5)] * 2]
    assert len(prepared_names("")) <= 2


def test_behind_a_pooler_the_whole_text_is_sent(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    statement = Statement("SELECT %s::bigint - %s", [SCHOOL, 1])

    assert statement({"school": 5}) == [(4,)]
    assert prepared_names("bigint - 1") == []


def test_a_read_carries_no_context_of_the_history(db: None, django_assert_num_queries: Any) -> None:
    with pghistory.context(user=1), django_assert_num_queries(1) as asked:
        ANY({"keys": [1]})

    assert "set_config" not in asked.captured_queries[0]["sql"]
