"""What people say of a file that was checked: how to read it, and who of it is who."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock

from ..choices import ImportState, RowStatus
from ..models import ImportBatch, RememberedHeading
from ..reading.heading import memory_key
from ..reading.layout import Told
from ..reading.matching import ANOTHER
from ..reading.preview import Preview, preview_of
from ..reading.rows import ASK
from .imports import recheck_import

MAX_REMEMBERED = 1000


@transaction.atomic
def correct_reading(batch: ImportBatch, *, told: Mapping[str, Any], actor: Any) -> ImportBatch:
    """Read the kept file as somebody says, and remember what was said of its headings.

    `told` is what `Told.from_json` takes. Answers to questions stay while the rows do.
    Raises `DomainError` where the file can't be read so; then nothing changes.
    """
    batch = lock(batch)
    _refuse_unless_checked(batch)
    before = batch.told
    same_rows = all(before.get(name) == told.get(name) for name in ("sheet", "sideways"))
    batch.told = dict(told) | (
        {"answers": before["answers"]} if "answers" in before and same_rows else {}
    )
    batch.save(update_fields=["told", "updated_at"])
    _remember(batch, Told.from_json(told))
    record(
        "import.corrected",
        batch,
        actor=actor,
        text=_("Указано, как читать файл."),
        data={"header": told.get("header"), "columns": dict(told.get("columns", {}))},
    )
    return recheck_import(batch, actor=actor)


def _remember(batch: ImportBatch, told: Told) -> None:
    """What differs from the guess is kept by the heading; what doesn't is forgotten."""
    plain = Told(told.sheet, told.header, told.sideways)
    guess = preview_of(bytes(batch.content), batch.base, plain)
    meant, as_guessed = _told_keys(guess, told)
    kept = RememberedHeading.objects.filter(school_id=batch.school_id, base=batch.base)
    kept.filter(key__in=[*meant, *as_guessed]).delete()
    if kept.count() + len(meant) > MAX_REMEMBERED:
        return
    RememberedHeading.objects.bulk_create(
        RememberedHeading(school_id=batch.school_id, base=batch.base, key=key, name=name)
        for key, name in meant.items()
    )


def _told_keys(guess: Preview, told: Told) -> tuple[dict[str, str], list[str]]:
    limit = RememberedHeading._meta.get_field("key").max_length or 0
    headings = dict(guess.layout.heads.every)
    meant: dict[str, str] = {}
    as_guessed: list[str] = []
    for line in guess.columns:
        key = memory_key(headings.get(line["index"], ""))
        if not key or key.isdigit() or len(key) > limit or line["index"] not in told.columns:
            continue
        name = told.columns[line["index"]]
        if name == line["name"]:
            as_guessed.append(key)
        else:
            meant.setdefault(key, name)
    return meant, as_guessed


@transaction.atomic
def answer_questions(batch: ImportBatch, *, answers: Mapping[int, int], actor: Any) -> ImportBatch:
    """Say of rows who they are: the id of one of those asked about, or `ANOTHER`."""
    batch = lock(batch)
    _refuse_unless_checked(batch)
    asked = batch.rows.filter(status=RowStatus.ASKED, number__in=answers)
    offered = {number: _offered(notes) for number, notes in asked.values_list("number", "notes")}
    for number, who in answers.items():
        if who not in offered.get(number, ()):
            raise DomainError(
                _("Вопрос о строке %(row)s уже решён или изменился. Откройте страницу заново.")
                % {"row": number}
            )
    said = {str(number): who for number, who in answers.items()}
    batch.told = batch.told | {"answers": batch.told.get("answers", {}) | said}
    batch.save(update_fields=["told", "updated_at"])
    record(
        "import.answered",
        batch,
        actor=actor,
        text=_("Указано, кто из файла уже есть в базе."),
        data={"answers": said},
    )
    return recheck_import(batch, actor=actor)


@transaction.atomic
def ask_again(batch: ImportBatch, *, actor: Any) -> ImportBatch:
    """Forget the answers, all of them, and ask once more."""
    batch = lock(batch)
    _refuse_unless_checked(batch)
    batch.told = {name: value for name, value in batch.told.items() if name != "answers"}
    batch.save(update_fields=["told", "updated_at"])
    return recheck_import(batch, actor=actor)


def _offered(notes: list[dict[str, Any]]) -> list[int]:
    return [
        ANOTHER,
        *(person[0] for note in notes if note["level"] == ASK for person in note["people"]),
    ]


def _refuse_unless_checked(batch: ImportBatch) -> None:
    if batch.state != ImportState.CHECKED:
        raise DomainError(_("Этот файл уже загружается или загружен."))
