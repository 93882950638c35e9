"""What an import writes: people, cards, consents, the trail of each, and what undo will need."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from core.audit import ref
from core.bulk import insert_rows, insert_selected, update_rows
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.models import AuditEvent
from schools.models import Direction, MentoringForm

from ..choices import Base
from ..models import ImportBatch, ImportRow, Person
from ..queries.imports import CARD_MODELS, kinds_for_import, lock_people
from ..reading.checking import compare_rows
from ..reading.fields import CARD_FIELDS, PERSON_FIELDS
from ..reading.matching import Outcome
from ..reading.rows import ReadRow
from ..rules.classes import change_day
from .consents import record_paper_consents
from .places import keep_places_of_import

SHOWN_ROWS = 10


class JSONBArray(models.Func):
    function = "jsonb_build_array"
    output_field = models.JSONField()


_ADDED = {
    Base.MENTORS: gettext_lazy("Человек добавлен при загрузке базы {mentors:genitive}."),
    Base.MENTEES: gettext_lazy("Человек добавлен при загрузке базы {mentees:genitive}."),
}
_CHOICES: dict[str, Any] = {"form_id": MentoringForm, "direction_id": Direction}
_CHANGED = gettext_lazy("Сведения изменены при загрузке базы.")


def compare_again(batch: ImportBatch, *, actor: Any) -> list[Outcome]:
    """The rows of people whom the base knows, as it is now, under locks.

    The rest add people of names that the base has not: they are written as they were checked.
    Raises `DomainError` naming the rows of which something else would become than was shown.
    """
    names = _names_in_base(batch)
    lock_people(batch.school_id, batch.base, names)
    found = batch.rows.taken().filter(Q(new_id=None) | Q(data__name_key__in=names))
    kept = list(
        found.order_by("number").values_list(
            "number", "data", "left", "status", "person_id", "changes"
        )
    )
    rows = [ReadRow(number, data, name_key=data.pop("name_key")) for number, data, *_rest in kept]
    outcomes = compare_rows(batch.school_id, batch.base, rows, actor=actor, name_at=("", ""))
    moved: list[int] = []
    for (number, _data, left, *shown), outcome in zip(kept, outcomes, strict=True):
        if shown != [outcome.status, outcome.person_id, outcome.changes]:
            moved.append(number)
        for values in (outcome.person, outcome.card):
            for name in left:
                values.pop(name, None)
    moved += _rows_of_gone_choices(batch)
    moved += _rows_of_refused_kinds(batch)
    if moved:
        raise _moved(sorted(set(moved)))
    return [outcome for outcome in outcomes if outcome.person_id is not None]


def _moved(numbers: list[int]) -> DomainError:
    rows = ", ".join(map(str, numbers[:SHOWN_ROWS]))
    text = _(
        "С тех пор как файл проверен, база изменилась (строки: %(rows)s). "
        "Проверьте файл ещё раз и подтвердите снова."
    )
    return DomainError(
        text % {"rows": rows + (" …" if len(numbers) > SHOWN_ROWS else "")}, code="moved"
    )


def _names_in_base(batch: ImportBatch) -> list[str]:
    keys = batch.rows.taken().values(key=KeyTextTransform("name_key", "data"))
    people = Person.objects.filter(school_id=batch.school_id, name_key__in=keys)
    return list(people.order_by().values_list("name_key", flat=True).distinct())


def _rows_of_gone_choices(batch: ImportBatch) -> list[int]:
    """Rows that would write a form or a direction that the school has no more."""
    rows = batch.rows.taken().order_by()  # else each number with its keys would be another one
    written = {
        name: models.Case(
            models.When(
                Q(new_id__isnull=False) | Q(changes__has_key=name),
                then=KeyTextTransform(name, "data"),
            )
        )
        for name in _CHOICES
    }
    used = rows.values_list(*written.values()).distinct()
    gone: dict[str, set[int]] = {}
    for (name, model), keys in zip(_CHOICES.items(), zip(*used, strict=True), strict=False):
        told = {int(key) for key in keys if key}
        active = model._base_manager.filter(school_id=batch.school_id, is_active=True)
        gone[name] = told - set(active.filter(pk__in=told).values_list("pk", flat=True))
    if not any(gone.values()):
        return []
    numbered = rows.values_list("number", *written.values())
    return [
        number
        for number, *keys in numbered
        if any(key and int(key) in gone[name] for name, key in zip(gone, keys, strict=True))
    ]


def _rows_of_refused_kinds(batch: ImportBatch) -> list[int]:
    kinds, _clause = kinds_for_import(batch.school_id, batch.base)
    rows = batch.rows.taken().filter(new_id__isnull=False)
    if kinds is None:
        return []
    return list(rows.exclude(data__kind__in=kinds).values_list("number", flat=True))


def write_import(
    batch: ImportBatch,
    found: list[Outcome],
    *,
    actor: Any,
    consents_on: datetime.date | None,
) -> None:
    """A constant number of statements, whatever the number of rows."""
    _insert_people(batch)
    keep_places_of_import(
        batch,
        ((o.person_id, o.known, o.person) for o in found if o.person_id and o.known),
        since=change_day(today()),
    )
    update_rows(
        Person,
        PERSON_FIELDS,
        ([o.person_id, *_values(o.person, o, PERSON_FIELDS)] for o in found if o.person),
    )
    _write_cards(batch, found)
    undo = {outcome.row.number: _undo_of(outcome) for outcome in found}
    if consents_on is not None:
        _record_consents(batch, undo, consents_on, actor)
    _write_trail(batch, found, actor)
    keys = dict(batch.rows.filter(number__in=undo).values_list("number", "pk"))
    update_rows(ImportRow, ["undo"], ((keys[number], value) for number, value in undo.items()))


def _added(batch: ImportBatch) -> QuerySet[ImportRow]:
    return batch.rows.taken().filter(new_id__isnull=False).order_by("number")


def _insert_people(batch: ImportBatch) -> None:
    told = {name: _told(Person, name) for name in ("name_key", *PERSON_FIELDS)}
    insert_selected(
        Person, {"id": F("new_id"), "school_id": Value(batch.school_id), **told}, _added(batch)
    )


def _told(model: type[models.Model], name: str) -> Any:
    """What the row of the file says of a field, else the default of the field."""
    field = next(field for field in model._meta.concrete_fields if field.attname == name)
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    value = Cast(KeyTextTransform(name, "data"), output_field=_plain(kind))
    default = field.get_default()
    return value if default is None else Coalesce(value, Value(default), output_field=_plain(kind))


def _plain(field: models.Field[Any, Any]) -> models.Field[Any, Any]:
    """The type of a field without its length: too long a value has to be an error, not cut."""
    if isinstance(field, models.CharField | models.TextField):
        return models.TextField()
    if isinstance(field, models.AutoField | models.BigAutoField):
        return models.BigIntegerField()
    return field


def _write_cards(batch: ImportBatch, found: list[Outcome]) -> None:
    model, names = CARD_MODELS[Base(batch.base)], CARD_FIELDS[batch.base]
    told = {name: _told(model, name) for name in names}
    insert_selected(
        model,
        {"school_id": Value(batch.school_id), "person_id": F("new_id"), **told},
        _added(batch),
    )
    empty = _defaults(model, names)
    insert_rows(
        model,
        ["school_id", "person_id", *names],
        (
            [batch.school_id, o.person_id] + [o.card.get(name, empty[name]) for name in names]
            for o in found
            if o.card_id is None
        ),
    )
    update_rows(
        model,
        [*names, "state"],
        (
            [o.card_id, *_values(o.card, o, (*names, "state"))]
            for o in found
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
    """Before and after of every field written; before is nothing where the card is new."""
    known = outcome.known or {}
    return {
        "new_person": False,
        "new_card": outcome.card_id is None,
        "person": {name: [known.get(name), value] for name, value in outcome.person.items()},
        "card": {name: [known.get(name), value] for name, value in outcome.card.items()},
        "consents": [],
    }


def _record_consents(
    batch: ImportBatch, undo: dict[int, dict[str, Any]], day: datetime.date, actor: Any
) -> None:
    rows = batch.rows.taken().values_list("number", Coalesce("new_id", "person_id"))
    numbers = {person_id: number for number, person_id in rows}
    people = Person.objects.filter(pk__in=numbers).select_related("school")
    for consent in record_paper_consents(people, given_on=day, actor=actor):
        kept = undo.setdefault(numbers[consent.person_id], {"consents": []})
        kept["consents"].append(consent.pk)


def _write_trail(batch: ImportBatch, found: list[Outcome], actor: Any) -> None:
    """A line in the timeline of everybody whom the import touched."""
    actor_id, about = getattr(actor, "pk", None), ref(batch)
    added, changed = str(_ADDED[Base(batch.base)]), str(_CHANGED)
    common = {
        "actor_id": Value(actor_id, output_field=models.BigIntegerField()),
        "school_id": Value(batch.school_id),
    }
    person = Concat(Value("registry.person:"), Cast("new_id", models.TextField()))
    insert_selected(
        AuditEvent,
        common
        | {
            "verb": Value("person.imported"),
            "text": Value(added),
            "refs": JSONBArray(person, Value(about)),
            "data": JSONObject(row="number"),
        },
        _added(batch),
    )
    insert_rows(
        AuditEvent,
        ["actor_id", "school_id", "verb", "text", "refs", "data"],
        (
            (
                actor_id,
                batch.school_id,
                "person.imported" if o.card_id is None else "person.changed_by_import",
                added if o.card_id is None else changed,
                [f"registry.person:{o.person_id}", about],
                {"row": o.row.number, "fields": [*o.person, *o.card]},
            )
            for o in found
            if o.card_id is None or o.person or o.card
        ),
    )
