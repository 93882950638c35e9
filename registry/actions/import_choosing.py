"""What of a checked file is taken: which rows, and which fields of a row that changes somebody."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from core.audit import record
from core.bulk import update_rows
from core.i18n import gettext as _
from core.transitions import lock

from ..choices import RowStatus
from ..models import ImportBatch, ImportRow
from .imports import refuse_unless_checked

CHOOSABLE = (RowStatus.NEW, RowStatus.CHANGED, RowStatus.WRONG)
# A day of one file beside a year of another would not agree.
TOGETHER = frozenset(("birth_date", "birth_year"))


@transaction.atomic
def choose_rows(
    batch: ImportBatch,
    *,
    actor: Any,
    shown: Collection[int],
    taken: Collection[int],
    fields: Collection[tuple[int, str]],
) -> ImportBatch:
    """Of the rows that were shown take those, and of the ones that change somebody those fields.

    Rows that were not shown stay as they were chosen before.
    """
    batch = lock(batch)
    refuse_unless_checked(batch)
    rows = batch.rows.filter(number__in=shown, status__in=CHOOSABLE)
    chosen = []
    for key, number, changes in rows.values_list("pk", "number", "changes"):
        left = {name for name in changes if (number, name) not in fields}
        if left & TOGETHER:
            left |= TOGETHER & set(changes)
        is_left = number not in taken or bool(changes and len(left) == len(changes))
        chosen.append((key, is_left, [] if is_left else sorted(left)))
    update_rows(ImportRow, ["is_left", "left"], chosen)
    _record(batch, actor)
    return batch


@transaction.atomic
def leave_wrong_rows(batch: ImportBatch, *, actor: Any, leave: bool) -> ImportBatch:
    """Load the file without its wrong rows; or, with `leave` false, not without them after all."""
    batch = lock(batch)
    refuse_unless_checked(batch)
    batch.rows.filter(status=RowStatus.WRONG).update(is_left=leave)
    _record(batch, actor)
    return batch


def _record(batch: ImportBatch, actor: Any) -> None:
    record(
        "import.chosen",
        batch,
        actor=actor,
        text=_("Выбрано, какие строки файла загружать."),
        data={"left": batch.rows.filter(is_left=True).count()},
    )
