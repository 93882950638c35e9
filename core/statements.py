"""Queries that a connection keeps parsed and planned: `PREPARE` once, then `EXECUTE`.

For the small queries of a page PostgreSQL takes longer to plan than to answer. The text has marks
in place of the values that differ from turn to turn; everything else in it is a constant.

A pooler that gives each transaction another connection loses what was prepared. It is said to
Django by DISABLE_SERVER_SIDE_CURSORS (`?disable_server_side_cursors=true` in DATABASE_URL), and
then each turn sends the whole text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import NotSupportedError, connection
from psycopg2.extensions import AsIs

# Marks: no row has such keys, and no text of the database has such a byte.
USER, SCHOOL = 9_000_000_000_000_000_001, 9_000_000_000_000_000_002
KEYS = "\0keys"
MARKS: dict[str, Any] = {"user": USER, "school": SCHOOL, "keys": KEYS}

# So many on one connection; then it begins anew.
KEPT = 200
# Connection → the names by which it knows its statements.
_prepared: WeakKeyDictionary[Any, dict[Statement, str]] = WeakKeyDictionary()
_numbers = count(1)


class Statement:
    """A text and its parameters, marks among them; a call puts values there and gives the rows."""

    def __init__(self, sql: str, params: Sequence[Any]) -> None:
        self.sql, self.params = sql, params
        self.names = [name for name, mark in MARKS.items() if mark in params]

    def __call__(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            with connection.cursor() as cursor:
                cursor.execute(self.sql, self._with_values(values))
                return cursor.fetchall()
        try:
            return self._execute(values)
        except NotSupportedError:
            # A column has become of another type since this was prepared.
            _prepared.pop(connection.connection, None)
            if connection.in_atomic_block:
                raise
            return self._execute(values)

    def _execute(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            # pghistory writes its context before what it can't tell to be a read, but never
            # where the cursor has a name.
            named: Any = cursor
            named.name = "prepared"
            known = _prepared.setdefault(connection.connection, {})
            name, before = known.get(self, ""), ""
            if not name:
                # Sent together with the call, so that a turn is one query, the first as well.
                name = f"kept_{next(_numbers)}"
                before = f"{_room(known)}PREPARE {name} AS {self._with_numbers(cursor)};"
            places = ", ".join(["%s"] * len(self.names))
            call = f"EXECUTE {name}({places})" if places else f"EXECUTE {name}"
            asked = cursor.mogrify(call, [values[one] for one in self.names]).decode()
            cursor.execute(before + asked)
            known[self] = name
            return cursor.fetchall()

    def _with_numbers(self, cursor: Any) -> str:
        """The text with its constants, `$1` and so on in the places of the marks."""
        places = {name: AsIs(f"${number}") for number, name in enumerate(self.names, 1)}
        return cursor.mogrify(self.sql, self._with_values(places)).decode()

    def _with_values(self, values: Mapping[str, Any]) -> list[Any]:
        meant = {MARKS[name]: values[name] for name in self.names}
        return [
            meant.get(value, value) if isinstance(value, int | str) else value
            for value in self.params
        ]


def _room(known: dict[Statement, str]) -> str:
    """What makes room on a connection that keeps too many."""
    if len(known) < KEPT:
        return ""
    known.clear()
    return "DEALLOCATE ALL;"
