"""All that is held about one person, in their own words and ours: for them, on their request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from core.i18n import gettext as _
from core.models import AuditEvent
from core.russian.dates import short_date

from ..life_hooks import HeldTable, held_elsewhere
from ..models import (
    Consent,
    ConsentRequest,
    Guardianship,
    Person,
    SpecialNote,
    Viewer,
)
from .erasing_rows import cards_of, own_rows
from .timeline import merged_ids

_FIELD, _VALUE = "поле", "значение"
_SKIPPED = {"id", "school", "person", "created_at", "updated_at", "name_key", "name_forms", "act"}
# What has a table of its own below, and what says only who sees whom.
_TOLD = (ConsentRequest, Guardianship, SpecialNote, Viewer)


def held_about(person: Person, *, with_special: bool) -> list[HeldTable]:
    """`with_special`: whoever makes the file may read what is closed; else it says who may."""
    tables = [
        *_of_person(person),
        *_family(person),
        _consents(person),
        *_roles(person),
        *_rest(person),
        *held_elsewhere(person),
        _special(person, with_special=with_special),
        _looks(person),
    ]
    return [table for table in tables if table.rows]


def _of_person(person: Person) -> Iterator[HeldTable]:
    rows = list(_fields(person))
    if person.user is not None:
        rows.append((_("учётная запись"), person.user.email))
        if person.user.last_login:
            rows.append((_("последний вход"), _moment(person.user.last_login)))
    yield HeldTable("person", _("Сведения о человеке"), (_(_FIELD), _(_VALUE)), rows)
    for card in cards_of(person):
        yield HeldTable(
            card._meta.model_name or "",
            str(card._meta.verbose_name).capitalize(),
            (_(_FIELD), _(_VALUE)),
            list(_fields(card)),
        )


def _family(person: Person) -> Iterator[HeldTable]:
    """Names and who they are; not the contacts of other people."""
    links = Guardianship.objects.filter(Q(child=person) | Q(guardian=person))
    rows = []
    for link in links.select_related("child", "guardian").order_by("pk"):
        if link.child_id == person.pk:
            rows.append((link.guardian.full_name, link.get_relation_display()))
        else:
            rows.append((link.child.full_name, _("ребёнок")))
    yield HeldTable("family", _("Родственные связи"), (_("кто"), _("кем приходится")), rows)


def _consents(person: Person) -> HeldTable:
    rows = [
        (
            consent.get_kind_display(),
            consent.get_signer_display(),
            consent.get_way_display(),
            short_date(consent.given_on),
            short_date(consent.expires_on) if consent.expires_on else "",
            short_date(consent.withdrawn_on) if consent.withdrawn_on else "",
            _("есть") if consent.scan_name else "",
        )
        for consent in Consent.objects.filter(person=person).order_by("given_on", "pk")
    ]
    headings = (
        _("на что"),
        _("кто подписал"),
        _("как"),
        _("дано"),
        _("действует до"),
        _("отозвано"),
        _("скан листа"),
    )
    return HeldTable("consents", _("Согласия"), headings, rows)


def _roles(person: Person) -> Iterator[HeldTable]:
    rows = [
        (
            row.title,
            row.basis,
            short_date(row.valid_from),
            short_date(row.valid_to) if row.valid_to else "",
        )
        for row in person.appointments.select_related("direction", "form").order_by("valid_from")
    ]
    headings = (_("роль"), _("основание"), _("с"), _("по"))
    yield HeldTable("appointments", _("Назначения"), headings, rows)


def _rest(person: Person) -> Iterator[HeldTable]:
    """Every other table of the bases that is about the person, as it stands."""
    for rows in own_rows(person):
        model: Any = rows.model
        if model in _TOLD or model.__name__ == "NotSamePerson":
            continue
        lines = [
            (number, *line) for number, row in enumerate(rows, start=1) for line in _fields(row)
        ]
        title = str(model._meta.verbose_name_plural).capitalize()
        yield HeldTable(model._meta.model_name, title, ("№", _(_FIELD), _(_VALUE)), lines)


def _special(person: Person, *, with_special: bool) -> HeldTable:
    note = SpecialNote.objects.filter(person=person).first()
    rows: list[tuple[str, str]] = []
    if note is not None and with_special:
        rows = [(_("сведения"), note.text), (_("категории"), ", ".join(note.categories))]
    elif note is not None:
        who = _("записаны; их выдаёт {curator} или {psychologist}")
        rows = [(_("сведения"), who)]
    title = _("Сведения особой категории")
    return HeldTable("special", title, (_(_FIELD), _(_VALUE)), rows)


def _looks(person: Person) -> HeldTable:
    """Who opened what is closed, and when."""
    mine = Q()
    for key in (person.pk, *merged_ids(person)):
        mine |= Q(refs__contains=[f"registry.person:{key}"])
    events = AuditEvent.objects.filter(mine, verb="special.viewed").select_related("actor")
    rows = [
        (_moment(event.at), event.actor.get_short_name() if event.actor else _("система"))
        for event in events.order_by("at", "pk")
    ]
    title = _("Кто открывал сведения особой категории")
    return HeldTable("looks", title, (_("когда"), _("кто")), rows)


def _fields(row: models.Model) -> Iterator[tuple[str, str]]:
    """Filled columns as words; keys, hashes and other people stay out."""
    for column in row._meta.concrete_fields:
        if column.name in _SKIPPED or column.generated or "hash" in column.name:
            continue
        if isinstance(column, models.BinaryField) or column.name.endswith("_key"):
            continue
        if isinstance(column, models.ForeignKey) and column.name not in ("form", "direction"):
            continue
        display = getattr(row, f"get_{column.name}_display", None)
        value = display() if display else getattr(row, column.name)
        if value in (None, "", [], {}):
            continue
        yield str(column.verbose_name), _words(value)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if hasattr(value, "hour"):
        return _moment(value)
    if hasattr(value, "isoformat"):
        return short_date(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_words, value))
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(one)}" for name, one in value.items())
    return str(value)


def _moment(at: Any) -> str:
    return localtime(at).strftime("%d.%m.%Y %H:%M")
