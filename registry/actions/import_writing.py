"""What an import writes: people, cards, consents, the trail of each, and what undo will need."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models

from core.audit import ref
from core.bulk import insert_rows, next_ids, update_rows
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.models import AuditEvent
from schools.models import MentoringForm

from ..choices import Base, RowStatus
from ..models import ImportBatch, ImportRow, Person
from ..queries.imports import CARD_MODELS, lock_people
from ..reading.checking import compare_rows
from ..reading.fields import CARD_FIELDS, PERSON_FIELDS
from ..reading.matching import Outcome
from ..reading.rows import ReadRow
from .consents import record_paper_consents

SHOWN_ROWS = 10
_ADDED = {
    Base.MENTORS: gettext_lazy("Человек добавлен при загрузке базы {mentors:genitive}."),
    Base.MENTEES: gettext_lazy("Человек добавлен при загрузке базы {mentees:genitive}."),
}
_CHANGED = gettext_lazy("Сведения изменены при загрузке базы.")


def compare_again(batch: ImportBatch, *, actor: Any) -> list[Outcome]:
    """The rows as they were read, against the base as it is now, under locks.

    Raises `DomainError` naming the rows of which something else would become than was shown.
    """
    kept = list(
        batch.rows.exclude(status=RowStatus.REPEATED)
        .order_by("number")
        .values_list("number", "data", "status", "person_id", "changes")
    )
    rows = [ReadRow(number, data, name_key=data.pop("name_key")) for number, data, *_rest in kept]
    lock_people(batch.school_id, batch.base, {row.name_key for row in rows})
    outcomes = compare_rows(batch.school_id, batch.base, rows, actor=actor, name_at=("", ""))
    moved = [
        outcome.row.number
        for (_number, _data, *shown), outcome in zip(kept, outcomes, strict=True)
        if shown != [outcome.status, outcome.person_id, outcome.changes]
    ]
    moved += _rows_of_gone_forms(batch, outcomes)
    if moved:
        shown = ", ".join(map(str, sorted(set(moved))[:SHOWN_ROWS]))
        raise DomainError(
            _(
                "С тех пор как файл проверен, база изменилась (строки: %(rows)s). "
                "Проверьте файл ещё раз и подтвердите снова."
            )
            % {"rows": shown + (" …" if len(moved) > SHOWN_ROWS else "")},
            code="moved",
        )
    return outcomes


def _rows_of_gone_forms(batch: ImportBatch, outcomes: list[Outcome]) -> list[int]:
    used = {outcome.card["form_id"] for outcome in outcomes if "form_id" in outcome.card}
    active = MentoringForm.objects.filter(pk__in=used, school=batch.school_id, is_active=True)
    gone = used - set(active.values_list("pk", flat=True))
    return [outcome.row.number for outcome in outcomes if outcome.card.get("form_id") in gone]


def write_outcomes(
    batch: ImportBatch,
    outcomes: list[Outcome],
    *,
    actor: Any,
    consents_on: datetime.date | None,
) -> None:
    """A constant number of statements, whatever the number of rows."""
    undo = {outcome.row.number: _undo_of(outcome) for outcome in outcomes}
    is_new = [outcome.person_id is None for outcome in outcomes]
    _insert_people(batch, [o for o, new in zip(outcomes, is_new, strict=True) if new])
    found = [o for o, new in zip(outcomes, is_new, strict=True) if not new]
    update_rows(
        Person,
        PERSON_FIELDS,
        ([o.person_id, *_values(o.person, o, PERSON_FIELDS)] for o in found if o.person),
    )
    _write_cards(batch, outcomes)
    if consents_on is not None:
        _record_consents(outcomes, undo, consents_on, actor)
    _write_trail(batch, outcomes, actor)
    keys = dict(batch.rows.values_list("number", "pk"))
    update_rows(
        ImportRow,
        ["person_id", "undo"],
        ((keys[o.row.number], o.person_id, undo[o.row.number]) for o in outcomes),
    )


def _insert_people(batch: ImportBatch, outcomes: list[Outcome]) -> None:
    empty = _defaults(Person, PERSON_FIELDS)
    for outcome, key in zip(outcomes, next_ids(Person, len(outcomes)), strict=True):
        outcome.person_id = key
    insert_rows(
        Person,
        ["id", "school_id", "name_key", *PERSON_FIELDS],
        (
            [o.person_id, batch.school_id, o.row.name_key]
            + [o.person.get(name, empty[name]) for name in PERSON_FIELDS]
            for o in outcomes
        ),
    )


def _write_cards(batch: ImportBatch, outcomes: list[Outcome]) -> None:
    model, names = CARD_MODELS[Base(batch.base)], CARD_FIELDS[batch.base]
    empty = _defaults(model, names)
    insert_rows(
        model,
        ["school_id", "person_id", *names],
        (
            [batch.school_id, o.person_id] + [o.card.get(name, empty[name]) for name in names]
            for o in outcomes
            if o.card_id is None
        ),
    )
    update_rows(
        model,
        [*names, "state"],
        (
            [o.card_id, *_values(o.card, o, (*names, "state"))]
            for o in outcomes
            if o.card_id and o.card
        ),
    )


def _values(given: dict[str, Any], outcome: Outcome, names: Iterable[str]) -> list[Any]:
    """What stands in the base already, under what the file gives."""
    known = outcome.known or {}
    return [given.get(name, known.get(name)) for name in names]


def _defaults(model: type[models.Model], names: Iterable[str]) -> dict[str, Any]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: fields[name].get_default() for name in names}


def _undo_of(outcome: Outcome) -> dict[str, Any]:
    """Before and after of every field written; before is nothing where the row is new."""
    known = outcome.known or {}
    return {
        "new_person": outcome.person_id is None,
        "new_card": outcome.card_id is None,
        "person": {name: [known.get(name), value] for name, value in outcome.person.items()},
        "card": {name: [known.get(name), value] for name, value in outcome.card.items()},
        "consents": [],
    }


def _record_consents(
    outcomes: list[Outcome], undo: dict[int, dict[str, Any]], day: datetime.date, actor: Any
) -> None:
    people = Person.objects.filter(pk__in=[outcome.person_id for outcome in outcomes])
    numbers = {outcome.person_id: outcome.row.number for outcome in outcomes}
    found = record_paper_consents(people.select_related("school"), given_on=day, actor=actor)
    for consent in found:
        undo[numbers[consent.person_id]]["consents"].append(consent.pk)


def _write_trail(batch: ImportBatch, outcomes: list[Outcome], actor: Any) -> None:
    """A line in the timeline of everybody whom the import touched."""
    actor_id = getattr(actor, "pk", None)
    added, changed = str(_ADDED[Base(batch.base)]), str(_CHANGED)
    insert_rows(
        AuditEvent,
        ["actor_id", "school_id", "verb", "text", "refs", "data"],
        (
            (
                actor_id,
                batch.school_id,
                "person.imported" if o.status == RowStatus.NEW else "person.changed_by_import",
                added if o.status == RowStatus.NEW else changed,
                [f"registry.person:{o.person_id}", ref(batch)],
                {"row": o.row.number, "fields": [*o.person, *o.card]},
            )
            for o in outcomes
            if o.status in (RowStatus.NEW, RowStatus.CHANGED)
        ),
    )
