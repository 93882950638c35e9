"""Where numbers come from."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from schools.models import School

from ..models import NumberSeries

BIGGEST = 999_999


def take_number(school: School, series: str, year: int) -> int:
    """The next number of the series, without gaps and never twice.

    The row of the series stays locked until the caller's transaction ends, and a rollback gives
    the number back; so there has to be a transaction.
    """
    return _step(school, series, year, 1)


def hold_series(school: School, series: str, year: int) -> int:
    """The last number of the series, nobody else taking one until the transaction ends."""
    return _step(school, series, year, 0)


@transaction.atomic
def set_next_number(school: School, *, series: str, year: int, number: int, actor: Any) -> None:
    """The next paper of the series gets this number: a journal that was begun without us.

    Only forward, so that no number is given twice.
    """
    last = hold_series(school, series, year)
    if not last < number <= BIGGEST:
        raise DomainError(
            _("Следующий номер – целое число от %(low)s до %(high)s: меньшие уже заняты.")
            % {"low": last + 1, "high": BIGGEST}
        )
    rows = NumberSeries.objects.filter(school=school, code=series, year=year)
    rows.update(last=number - 1)
    record(
        "documents.set_next_number",
        school,
        actor=actor,
        text=_("Задан следующий номер приказа."),
        data={"series": series, "year": year, "before": last + 1, "number": number},
    )


def _step(school: School, series: str, year: int, by: int) -> int:
    if not connection.in_atomic_block:
        raise TransactionManagementError("a number is taken in the transaction that uses it")
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS series (school_id, code, year, last)"  # noqa: S608  our own table
            " VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (school_id, code, year) DO UPDATE SET last = series.last + %s"
            " RETURNING last",
            [school.pk, series, year, by, by],
        )
        return cursor.fetchone()[0]
