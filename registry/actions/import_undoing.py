"""Taking an import back: only what it wrote, and only where nothing came after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pghistory.models
from django.db import models

from core.audit import ref
from core.bulk import delete_rows, insert_rows, update_rows
from core.errors import DomainError
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from core.models import AuditEvent

from ..choices import Base, CardState
from ..models import Consent, ImportBatch, ImportRow, Person
from ..queries.imports import CARD_MODELS, lock_people, people_by_id
from ..reading.fields import CARD_FIELDS, PERSON_FIELDS

SHOWN_PEOPLE = 5
_TEXT = gettext_lazy("Загрузка отменена, прежние сведения возвращены.")


def take_back(batch: ImportBatch, *, actor: Any) -> None:
    """Raises `DomainError` naming those whom something stands on; then nothing is written."""
    base = Base(batch.base)
    rows = _written_rows(batch)
    lock_people(batch.school_id, base, {row.data["name_key"] for row in rows})
    now = people_by_id(base, [row.person_id for row in rows if row.person_id])
    rows = [row for row in rows if row.person_id in now]  # others are gone already
    reasons = _edited(base, rows, now)
    for key, words in _built_on(base, rows, now).items():
        reasons[key] += words
    if reasons:
        raise DomainError(_refusal(rows, now, reasons), code="built_on")
    batch.former_places.all().delete()
    _put_back(base, rows, now)
    _remove(base, rows, now)
    _write_trail(batch, rows, actor)


def _written_rows(batch: ImportBatch) -> list[ImportRow]:
    """Rows that wrote something, with `person_id` and all that they wrote in `undo`."""
    base = Base(batch.base)
    written = batch.rows.taken().exclude(undo={}, new_id=None)
    rows = list(written.defer("errors", "notes", "changes").order_by("number"))
    for row in rows:
        if row.adds_person:
            row.person_id = row.new_id
            row.undo = {
                "new_person": True,
                "new_card": True,
                "person": _told(row, PERSON_FIELDS),
                "card": _told(row, CARD_FIELDS[base]),
                "consents": row.undo.get("consents", []),
            }
    return rows


def _told(row: ImportRow, names: Iterable[str]) -> dict[str, list[Any]]:
    return {name: [None, row.data[name]] for name in names if name in row.data}


# --- what came after


def _edited(
    base: Base, rows: Iterable[ImportRow], now: dict[int, dict[str, Any]]
) -> dict[int, list[str]]:
    """Fields that no longer say what the import wrote."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        current = now[row.person_id or 0]
        written = {**row.undo["person"], **row.undo["card"]}
        new = [*(PERSON_FIELDS if row.undo["new_person"] else ())]
        new += CARD_FIELDS[base] if row.undo["new_card"] else ()
        is_edited = any(current[name] != pair[1] for name, pair in written.items())
        is_filled = any(current[name] for name in new if name not in written and name != "kind")
        is_archived = row.undo["new_card"] and current["state"] not in (None, CardState.ACTIVE)
        if is_edited or is_filled or is_archived:
            reasons[row.person_id or 0].append(_("сведения изменены после загрузки"))
    return reasons


def _built_on(
    base: Base, rows: list[ImportRow], now: dict[int, dict[str, Any]]
) -> dict[int, list[str]]:
    """What of any app points to the rows that would be removed."""
    reasons: dict[int, list[str]] = defaultdict(list)
    people = [row.person_id for row in rows if row.undo["new_person"] and row.person_id]
    cards = {
        now[row.person_id]["card_id"]: row.person_id
        for row in rows
        if row.person_id and row.undo["new_card"] and now[row.person_id]["card_id"]
    }
    consents = [key for row in rows for key in row.undo["consents"]]
    ours: dict[type[models.Model], list[int]]
    ours = {CARD_MODELS[base]: list(cards), Consent: consents}
    for key, words in _references(Person, people, ours):
        reasons[key].append(words)
    for key, words in _references(CARD_MODELS[base], list(cards), {}):
        reasons[cards[key]].append(words)
    for key in Person.objects.filter(pk__in=people, user__isnull=False).values_list(
        "pk", flat=True
    ):
        reasons[key].append(_("есть учётная запись"))
    owners = {key: row.person_id for row in rows for key in row.undo["consents"]}
    for key, words in _references(Consent, consents, {}):
        reasons[owners[key] or 0].append(words)
    withdrawn = Consent.objects.filter(pk__in=consents, withdrawn_on__isnull=False)
    for key in withdrawn.values_list("pk", flat=True):
        reasons[owners[key] or 0].append(_("согласие отозвано"))
    return reasons


def _references(
    model: type[models.Model], keys: list[int], ours: Mapping[type[models.Model], list[int]]
) -> Iterable[tuple[int, str]]:
    """Pairs of a key and what points to it: one query for each relation, history left out."""
    relations: list[Any] = list(model._meta.related_objects) if keys else []
    for relation in relations:
        is_list = isinstance(relation, models.ManyToManyRel)
        source = relation.through if is_list else relation.related_model
        if issubclass(source, pghistory.models.Event):
            continue
        field = relation.field
        name = field.m2m_reverse_field_name() if is_list else field.name
        found = source._base_manager.filter(**{f"{name}__in": keys})
        found = found.exclude(pk__in=ours.get(source, []))
        for key in found.order_by().values_list(name, flat=True).distinct():
            yield key, str(source._meta.verbose_name)


def _refusal(
    rows: list[ImportRow], now: dict[int, dict[str, Any]], reasons: dict[int, list[str]]
) -> str:
    named = [row.person_id for row in rows if row.person_id in reasons]
    shown = [
        f"{_name(now[key])} ({'; '.join(dict.fromkeys(reasons[key]))})"
        for key in named[:SHOWN_PEOPLE]
        if key is not None
    ]
    text = _("Отменить загрузку нельзя: с этими людьми уже работали. %(people)s") % {
        "people": ", ".join(shown)
    }
    rest = len(named) - SHOWN_PEOPLE
    return text + (_(" и ещё %(number)s") % {"number": rest} if rest > 0 else "") + "."


def _name(person: dict[str, Any]) -> str:
    names = (person["last_name"], person["first_name"], person["middle_name"])
    return " ".join(filter(None, names))


# --- what is written


def _put_back(base: Base, rows: list[ImportRow], now: dict[int, dict[str, Any]]) -> None:
    def before(row: ImportRow, part: str, names: Iterable[str]) -> list[Any]:
        current, written = now[row.person_id or 0], row.undo[part]
        return [written[name][0] if name in written else current[name] for name in names]

    update_rows(
        Person,
        PERSON_FIELDS,
        (
            [row.person_id, *before(row, "person", PERSON_FIELDS)]
            for row in rows
            if row.undo["person"] and not row.undo["new_person"]
        ),
    )
    names = (*CARD_FIELDS[base], "state")
    update_rows(
        CARD_MODELS[base],
        names,
        (
            [now[row.person_id or 0]["card_id"], *before(row, "card", names)]
            for row in rows
            if row.undo["card"] and not row.undo["new_card"]
        ),
    )


def _remove(base: Base, rows: list[ImportRow], now: dict[int, dict[str, Any]]) -> None:
    """Nothing points to them: `_built_on` has looked."""
    delete_rows(Consent, [key for row in rows for key in row.undo["consents"]])
    cards = [now[row.person_id or 0]["card_id"] for row in rows if row.undo["new_card"]]
    delete_rows(CARD_MODELS[base], [key for key in cards if key])
    delete_rows(Person, [row.person_id for row in rows if row.person_id and row.undo["new_person"]])


def _write_trail(batch: ImportBatch, rows: list[ImportRow], actor: Any) -> None:
    text, actor_id = str(_TEXT), getattr(actor, "pk", None)
    insert_rows(
        AuditEvent,
        ["actor_id", "school_id", "verb", "text", "refs"],
        (
            (
                actor_id,
                batch.school_id,
                "person.import_undone",
                text,
                [f"registry.person:{row.person_id}", ref(batch)],
            )
            for row in rows
            if not row.undo["new_person"] and (row.undo["person"] or row.undo["new_card"])
        ),
    )
