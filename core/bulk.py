"""Thousands of rows in one go, by PostgreSQL's COPY.

The only module that touches the driver's own cursor. Triggers, constraints and generated columns
work as ever; `save()`, signals and Django's `db_default`s do not.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

# Lines that are sent to the server at once: it works on them while the next are made.
CHUNK = 200
_json = json.JSONEncoder(ensure_ascii=False).encode
_SPECIAL = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def next_ids(model: type[models.Model], number: int) -> list[int]:
    """Primary keys for rows that are about to be inserted; nobody else gets them."""
    # OFFSET 0: the name of the sequence is looked for once, not for each key.
    statement = (
        "SELECT nextval(sequence) FROM generate_series(1, %s), "
        "(SELECT pg_get_serial_sequence(%s, %s)::regclass AS sequence OFFSET 0) AS found"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [number, model._meta.db_table, _key(model)])
        return [row[0] for row in cursor.fetchall()]


def insert_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert rows given as values in the order of `names` (`school_id`, not `school`).

    Fields that are not named get the default of the model, timestamps the time of now.
    """
    defaults = _defaults(model, set(names))
    columns = [*_columns(model, names), *defaults]
    tail = "".join(f"\t{_encode(value)}" for value in defaults.values()) + "\n"
    table = connection.ops.quote_name(model._meta.db_table)
    return _copy(table, columns, rows, tail)


def insert_selected(
    model: type[models.Model], values: Mapping[str, Any], source: models.QuerySet[Any]
) -> int:
    """Insert rows that the server makes of the rows of `source`, by expressions over them.

    Fields that have no expression get the default of the model, timestamps the time of now.
    """
    fields = {str(field.column): field for field in model._meta.concrete_fields}
    columns = _columns(model, list(values))
    defaults = _defaults(model, set(values))
    chosen = source.values_list(
        *values.values(),
        *(models.Value(value, output_field=fields[name]) for name, value in defaults.items()),
    )
    select, params = chosen.query.sql_with_params()
    quote = connection.ops.quote_name
    listed = ", ".join(map(quote, [*columns, *defaults]))
    # Every name comes from the model, the rest from the query set.
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({listed}) {select}"
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)


@transaction.atomic
def update_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Update rows given as the primary key and then values in the order of `names`."""
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(_key(model))
    columns = _columns(model, names)
    given = f"{model._meta.db_table[:40]}_given"
    listed = ", ".join([key, *map(quote, columns)])
    sets = [f"{quote(column)} = {given}.{quote(column)}" for column in columns]
    stamps: list[Any] = []
    if any(field.name == "updated_at" for field in model._meta.concrete_fields):
        sets.append("updated_at = %s")
        stamps.append(timezone.now())
    where = f"{table}.{key} = {given}.{key}"
    # Every name comes from the model; values travel by COPY.
    make = f"CREATE TEMPORARY TABLE {given} AS SELECT {listed} FROM {table} LIMIT 0"  # noqa: S608
    write = f"UPDATE {table} SET {', '.join(sets)} FROM {given} WHERE {where}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(make)
        _copy(given, [_key(model), *columns], rows, "\n")
        cursor.execute(write, stamps)
        updated = cursor.rowcount
        cursor.execute(f"DROP TABLE {given}")
    return updated


def delete_rows(model: type[models.Model], keys: Sequence[int]) -> int:
    """Delete rows to which nothing points; where something does, the database refuses."""
    table = connection.ops.quote_name(model._meta.db_table)
    key = connection.ops.quote_name(_key(model))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {key} = ANY(%s)", [list(keys)])  # noqa: S608
        return int(cursor.rowcount)


def _columns(model: type[models.Model], names: Sequence[str]) -> list[str]:
    fields = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    return [fields[name] for name in names]


def _key(model: type[models.Model]) -> str:
    column = model._meta.pk.column if model._meta.pk else None
    assert column is not None
    return column


def _defaults(model: type[models.Model], named: set[str]) -> dict[str, Any]:
    now = timezone.now()
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.attname in named or field.primary_key or field.generated or not field.column:
            continue
        is_stamp = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        found[field.column] = now if is_stamp else field.get_default()
    return found


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], tail: str) -> int:
    listed = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {table} ({listed}) FROM STDIN", _Lines(rows, tail))
        return int(cursor.rowcount)


class _Lines:
    """The rows as a file that COPY reads, made while it is read."""

    def __init__(self, rows: Iterable[Sequence[Any]], tail: str) -> None:
        self._lines = ("\t".join(map(_encode, row)) + tail for row in rows)

    def read(self, _size: int) -> str:
        return "".join(islice(self._lines, CHUNK))


def _encode(value: Any) -> str:
    """A value as COPY reads it. Dictionaries and lists are JSON."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        pass
    elif isinstance(value, dict | list):
        value = _json(value) if value else "{}" if isinstance(value, dict) else "[]"
    elif isinstance(value, bool):
        return "t" if value else "f"
    elif isinstance(value, datetime.date):
        return value.isoformat()
    elif isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    else:
        return str(value)
    if "\\" in value or "\n" in value or "\t" in value or "\r" in value:
        return value.translate(_SPECIAL)
    return value
