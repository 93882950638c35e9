"""The import of a base: checked, applied in one short transaction, undone.

Between the check and the write the file waits for a person, so the write compares once more,
under locks, and refuses where the base has moved on.
"""

from __future__ import annotations

import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Q

from core.audit import record
from core.bulk import insert_rows, next_ids, update_rows
from core.clock import now
from core.errors import DomainError
from core.i18n import gettext as _
from core.jobs import start_job
from core.memory import many_objects
from core.models import Job
from core.transitions import lock, move
from schools.models import School

from ..choices import IMPORT_TRANSITIONS, Base, ImportState, RowStatus
from ..models import ImportBatch, ImportRow, Person
from ..queries.imports import import_key, taken_counts
from ..reading.checking import CheckedFile, check_content
from .import_undoing import take_back
from .import_writing import compare_again, write_import
from .saving import check_day

MAX_FILENAME = 300
_ROW_NAMES = (
    "batch_id", "number", "status", "data", "errors", "notes", "changes", "person_id", "new_id",
)  # fmt: skip


def check_file(
    school: School, *, base: str, filename: str, content: bytes, actor: Any
) -> ImportBatch:
    """Read a file and keep what was found, row by row. The bases stay as they are.

    Raises `FileError` for a file that can't be read as a table of this base.
    """
    with many_objects():
        checked = check_content(school, base, content, actor=actor)
        return _keep(school, base, filename, content, checked, actor)


@transaction.atomic
def _keep(
    school: School, base: str, filename: str, content: bytes, checked: CheckedFile, actor: Any
) -> ImportBatch:
    batch = ImportBatch.objects.create(
        school=school,
        base=base,
        filename=filename[-MAX_FILENAME:],
        content=content,
        columns=checked.columns,
        counts=checked.counts,
        created_by_id=_key(actor),
    )
    _insert_rows(batch, checked)
    record(
        "import.checked",
        batch,
        actor=actor,
        text=_("Проверен файл для загрузки базы."),
        data=checked.counts,
    )
    return batch


def _insert_rows(batch: ImportBatch, checked: CheckedFile) -> None:
    is_new = [o.status == RowStatus.NEW and o.person_id is None for o in checked.outcomes]
    ids = iter(next_ids(Person, sum(is_new)))
    rows = (
        (
            batch.pk,
            outcome.row.number,
            str(outcome.status),
            outcome.row.data | {"name_key": outcome.row.name_key},
            outcome.row.errors,
            outcome.row.notes,
            outcome.changes,
            outcome.person_id,
            next(ids) if new else None,
        )
        for outcome, new in zip(checked.outcomes, is_new, strict=True)
    )
    insert_rows(ImportRow, _ROW_NAMES, rows)


@transaction.atomic
def recheck_import(batch: ImportBatch, *, actor: Any) -> ImportBatch:
    """Compare the kept file with the base as it is now."""
    batch = lock(batch)
    refuse_unless_checked(batch)
    with many_objects():
        checked = check_content(
            batch.school, batch.base, bytes(batch.content), actor=actor, told=batch.told
        )
    batch.columns, batch.counts = checked.columns, checked.counts
    batch.save(update_fields=["columns", "counts", "updated_at"])
    chosen = batch.rows.filter(Q(is_left=True) | ~Q(left=[]))
    before: list[Any] = list(chosen.values("number", "changes", "data", "is_left", "left"))
    batch.rows.all().delete()
    _insert_rows(batch, checked)
    _choose_as_before(batch, before)
    return batch


def _choose_as_before(batch: ImportBatch, before: list[dict[str, Any]]) -> None:
    """A row that says the same of the same base is left out as it was."""
    old = {row["number"]: row for row in before}
    now_rows = batch.rows.filter(number__in=old).values("pk", "number", "changes", "data")
    update_rows(
        ImportRow,
        ["is_left", "left"],
        (
            (row["pk"], old[row["number"]]["is_left"], old[row["number"]]["left"])
            for row in now_rows
            if all(row[name] == old[row["number"]][name] for name in ("changes", "data"))
        ),
    )


@transaction.atomic
def discard_import(batch: ImportBatch, *, actor: Any) -> None:
    """Forget a file that was checked and not loaded, with the people's data in it."""
    batch = lock(batch)
    refuse_unless_checked(batch)
    record(
        "import.discarded",
        batch,
        actor=actor,
        text=_("Проверенный файл удалён без загрузки."),
        data=batch.counts,
    )
    batch.delete()


@transaction.atomic
def start_import(
    batch: ImportBatch, *, actor: Any, consents_on: datetime.date | None = None
) -> Job:
    """Let a worker apply the import. A second click gets the same job."""
    batch = lock(batch)
    _refuse_unless_ready(batch, consents_on)
    if batch.state != ImportState.APPLYING:
        move(batch, ImportState.APPLYING, IMPORT_TRANSITIONS)
    return start_job(
        "registry.apply_import",
        actor=actor,
        title=_("Загрузка: %(base)s") % {"base": Base(batch.base).label},
        school_id=batch.school_id,
        key=import_key(batch),
        args={
            "batch_id": batch.pk,
            "consents_on": consents_on.isoformat() if consents_on else None,
        },
        next_url=batch.get_absolute_url(),
    )


def apply_import(
    batch: ImportBatch, *, actor: Any, consents_on: datetime.date | None = None
) -> ImportBatch:
    """Write every new and changed row, or nothing. Safe to run twice.

    With `consents_on`, consents signed on paper that day are recorded for everybody in the file.
    Raises `DomainError` where a row is wrong or the base is no longer what it was when checked.
    """
    with pghistory.context(user=_key(actor), import_batch=batch.pk), transaction.atomic():
        batch = lock(batch)
        if batch.state == ImportState.APPLIED:
            return batch
        _refuse_unless_ready(batch, consents_on)
        if batch.state != ImportState.APPLYING:
            move(batch, ImportState.APPLYING, IMPORT_TRANSITIONS)
        # Two imports of one school wait for each other; other work in the school does not.
        School.objects.select_for_update(no_key=True).get(pk=batch.school_id)
        found = compare_again(batch, actor=actor)
        move(batch, ImportState.APPLIED, IMPORT_TRANSITIONS, applied_at=now())
        record(
            "import.applied",
            batch,
            actor=actor,
            text=_("База загружена из файла."),
            data=batch.counts,
        )
        write_import(batch, found, actor=actor, consents_on=consents_on)
    return batch


@transaction.atomic
def reopen_import(batch: ImportBatch) -> ImportBatch:
    """Back to «checked» after an attempt that wrote nothing."""
    batch = lock(batch)
    if batch.state == ImportState.APPLYING:
        move(batch, ImportState.CHECKED, IMPORT_TRANSITIONS)
    return batch


@transaction.atomic
def start_undo(batch: ImportBatch, *, actor: Any) -> Job:
    """Let a worker undo the import. A second click gets the same job."""
    batch = lock(batch)
    if batch.state != ImportState.APPLIED:
        raise DomainError(_("Отменить можно только загрузку, которая выполнена."))
    return start_job(
        "registry.undo_import",
        actor=actor,
        title=_("Отмена загрузки: %(base)s") % {"base": Base(batch.base).label},
        school_id=batch.school_id,
        key=import_key(batch),
        args={"batch_id": batch.pk},
        next_url=batch.get_absolute_url(),
    )


def undo_import(batch: ImportBatch, *, actor: Any) -> ImportBatch:
    """Put every changed field back and remove the people who were added. Safe to run twice.

    Raises `DomainError` naming those who were edited since or whom something else stands on by
    now (a pair, a consent, an account); then nothing is undone.
    """
    with pghistory.context(user=_key(actor), import_undone=batch.pk), transaction.atomic():
        batch = lock(batch)
        if batch.state == ImportState.UNDONE:
            return batch
        move(batch, ImportState.UNDONE, IMPORT_TRANSITIONS, undone_at=now())
        record(
            "import.undone",
            batch,
            actor=actor,
            text=_("Загрузка базы отменена."),
            data=batch.counts,
        )
        take_back(batch, actor=actor)
    return batch


def _key(actor: Any) -> int | None:
    return getattr(actor, "pk", None)


def refuse_unless_checked(batch: ImportBatch) -> None:
    if batch.state != ImportState.CHECKED:
        raise DomainError(_("Этот файл уже загружается или загружен."))


def _refuse_unless_ready(batch: ImportBatch, consents_on: datetime.date | None) -> None:
    if batch.state not in (ImportState.CHECKED, ImportState.APPLYING):
        raise DomainError(_("Этот файл уже загружен."))
    taken = taken_counts(batch)
    if taken[RowStatus.WRONG]:
        raise DomainError(_("В файле есть строки с ошибками. Исправьте их и загрузите файл снова."))
    if taken[RowStatus.ASKED]:
        raise DomainError(_("Сначала ответьте, кто из файла уже есть в базе."))
    if consents_on is not None:
        check_day(consents_on)
    elif not taken[RowStatus.NEW] and not taken[RowStatus.CHANGED]:
        raise DomainError(_("В файле нет ничего нового: загружать нечего."))
