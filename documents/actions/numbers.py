"""Where numbers come from."""

from __future__ import annotations

from django.db import connection
from django.db.transaction import TransactionManagementError

from schools.models import School

from ..models import NumberSeries


def take_number(school: School, series: str, year: int) -> int:
    """The next number of the series, without gaps and never twice.

    The row of the series stays locked until the caller's transaction ends, and a rollback gives
    the number back; so there has to be a transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("a number is taken in the transaction that uses it")
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS series (school_id, code, year, last)"  # noqa: S608  our own table
            " VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (school_id, code, year) DO UPDATE SET last = series.last + 1"
            " RETURNING last",
            [school.pk, series, year],
        )
        return cursor.fetchone()[0]
