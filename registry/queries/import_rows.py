"""Rows of an import in words: who, what is wrong, what changes from what to what."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from core.i18n import gettext as _
from core.russian.dates import short_date
from schools.choices import ParticipantKind
from schools.models import GENDERS, Direction, MentoringForm

from ..choices import Base, CardState, ImportState, RowStatus
from ..models import ImportBatch, ImportRow, Person
from ..reading.grid import letters_of
from ..reading.rows import ASK, FIX, INFO, WARNING
from .imports import CARD_MODELS

ATTENTION = "attention"
# Rows in which reading changed something of a kind: «fix-phone».
FIXED = "fix-"
SHOWN_FACTS = ("class_name", "post", "workplace", "birth_year", "form_id")


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    title: str
    before: str
    after: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row as the page shows it."""

    number: int
    place: str
    status: str
    name: str
    facts: list[str]
    errors: list[dict[str, str]]
    changes: list[Change]
    notes: list[dict[str, Any]]
    fixes: list[dict[str, Any]]
    question: dict[str, Any] | None
    person_id: int | None
    is_left: bool


def rows_to_show(batch: ImportBatch, shown: str) -> QuerySet[ImportRow]:
    """Rows of a status, or those of any status that ask for attention."""
    if shown == ATTENTION:
        return batch.rows.filter(_with_warning()).order_by("number")
    if shown.startswith(FIXED):
        fixed = {"level": FIX, "kind": shown.removeprefix(FIXED)}
        return batch.rows.filter(notes__contains=[fixed]).order_by("number")
    return batch.rows.filter(status=shown).order_by("number")


def count_attention(batch: ImportBatch) -> int:
    return batch.rows.filter(_with_warning()).count()


def _with_warning() -> Q:
    return Q(notes__contains=[{"level": WARNING}])


def row_lines(batch: ImportBatch, rows: Iterable[ImportRow]) -> list[RowLine]:
    """Two queries, whatever the number of rows."""
    sideways = bool(batch.columns.get("sideways"))
    words, is_written = _Words(batch), batch.state == ImportState.APPLIED
    return [
        RowLine(
            number=row.number,
            place=letters_of(row.number - 1) if sideways else str(row.number),
            status=row.status,
            name=words.name(row),
            facts=[words.value(name, row.data[name]) for name in SHOWN_FACTS if row.data.get(name)],
            errors=row.errors,
            changes=[
                Change(
                    name,
                    words.title(name),
                    words.value(name, before),
                    words.value(name, after),
                    not row.is_left and name not in row.left,
                )
                for name, (before, after) in row.changes.items()
            ],
            notes=[note for note in row.notes if note["level"] in (INFO, WARNING)],
            fixes=[note for note in row.notes if note["level"] == FIX],
            question=next((note for note in row.notes if note["level"] == ASK), None),
            person_id=row.new_id if row.adds_person and is_written else row.person_id,
            is_left=row.is_left,
        )
        for row in rows
    ]


class _Words:
    """Titles of fields and their values as people read them."""

    def __init__(self, batch: ImportBatch) -> None:
        forms = MentoringForm.objects.filter(school=batch.school_id)
        directions = Direction.objects.filter(school=batch.school_id)
        card = CARD_MODELS[Base(batch.base)]
        self.titles = {
            field.attname: field.verbose_name
            for model in (card, Person)
            for field in model._meta.concrete_fields
        }
        self.choices: dict[str, Mapping[Any, Any]] = {
            "form_id": dict(forms.values_list("pk", "name")),
            "direction_id": dict(directions.values_list("pk", "name")),
            "gender": dict(GENDERS),
            "kind": dict(ParticipantKind.choices),
            "state": dict(CardState.choices),
        }

    def name(self, row: ImportRow) -> str:
        data = row.data
        words = [data.get(name, "") for name in ("last_name", "first_name", "middle_name")]
        full = " ".join(filter(None, words))
        if full or row.status != RowStatus.WRONG:
            return full
        return next((error["value"] for error in row.errors if error["value"]), "") or _(
            "без имени"
        )

    def title(self, name: str) -> str:
        return str(self.titles[name])

    def value(self, name: str, value: Any) -> str:
        if value in (None, ""):
            return _("пусто")
        if name in self.choices:
            return str(self.choices[name].get(value, value))
        if name in ("birth_date", "joined_on"):
            return short_date(datetime.date.fromisoformat(value))
        return str(value)
