"""What of two rows of one person is chosen between, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pghistory.models
from django.apps import apps
from django.db import models

from core.i18n import gettext_lazy as _
from core.russian.dates import short_date

from .models import MenteeCard, MentorCard, Person

KEPT, GONE = "kept", "gone"
Choices = Mapping[str, str]
CARDS: dict[str, type[MentorCard] | type[MenteeCard]] = {
    "mentor_card": MentorCard,
    "mentee_card": MenteeCard,
}
_PERSON: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("name", _("фамилия, имя, отчество"), ("last_name", "first_name", "middle_name", "name_forms")),
    ("birth", _("дата рождения"), ("birth_date", "birth_year")),
    ("user", _("учётная запись"), ("user_id",)),
)
_SEARCH = ("search", "search_since", "search_note")
_OWN = {"id", "person", "school", "created_at", "updated_at", "name_key"}


@dataclass(frozen=True, slots=True)
class Part:
    """Columns that are taken together: a date of birth goes with its year."""

    key: str
    title: str
    model: type[models.Model]
    names: tuple[str, ...]

    def of(self, row: models.Model) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.names}

    def shown(self, row: models.Model) -> str:
        if self.key == "person.name":
            return str(row)
        if self.key == "person.birth":
            person: Any = row
            if person.birth_date:
                return short_date(person.birth_date)
            return str(person.birth_year or "")
        if self.key == "person.user":
            account = getattr(row, "user", None)
            return account.email if account else ""
        return ", ".join(filter(None, (_shown(row, name) for name in self.names)))

    def is_empty(self, row: models.Model) -> bool:
        return not any(self.of(row).values())


@dataclass(frozen=True, slots=True)
class Difference:
    part: Part
    kept: str
    gone: str
    default: str


def parts_of(model: type[models.Model]) -> Iterator[Part]:
    prefix = next((name for name, card in CARDS.items() if card is model), "person")
    taken = set(_OWN)
    if model is Person:
        for key, title, names in _PERSON:
            yield Part(f"person.{key}", str(title), model, names)
            taken |= {name.removesuffix("_id") for name in names}
    if model is MenteeCard:
        title = str(model._meta.get_field("search").verbose_name)
        yield Part(f"{prefix}.search", title, model, _SEARCH)
        taken |= set(_SEARCH)
    for field in model._meta.concrete_fields:
        if field.name not in taken and not field.generated:
            yield Part(f"{prefix}.{field.name}", str(field.verbose_name), model, (field.attname,))


def rows_of(kept: Person, gone: Person) -> Iterator[tuple[models.Model, models.Model]]:
    """The two rows, and the two cards of each base in which both are."""
    yield kept, gone
    for name in CARDS:
        own, other = getattr(kept, name, None), getattr(gone, name, None)
        if own is not None and other is not None:
            yield own, other


def differences(kept: Person, gone: Person) -> list[Difference]:
    """What has to be chosen; an empty value gives way by itself, but may be kept."""
    found = []
    for own, other in rows_of(kept, gone):
        for part in parts_of(type(own)):
            if part.of(own) == part.of(other) or part.is_empty(other):
                continue
            default = GONE if part.is_empty(own) else KEPT
            found.append(Difference(part, part.shown(own), part.shown(other), default))
    return found


def taken_values(
    kept: Person, gone: Person, choices: Choices
) -> dict[type[models.Model], dict[str, Any]]:
    """Model → the columns that are taken from the row that goes."""
    rows = {type(own): other for own, other in rows_of(kept, gone)}
    values: dict[type[models.Model], dict[str, Any]] = {}
    for difference in differences(kept, gone):
        part = difference.part
        if choices.get(part.key, difference.default) == GONE:
            values.setdefault(part.model, {}).update(part.of(rows[part.model]))
    return values


def house_models() -> list[type[models.Model]]:
    return list(apps.get_models(include_auto_created=True))


def references(model: type[models.Model]) -> Iterator[models.Field]:
    """Every foreign key of the house to the model, also those without a reverse name.

    History is no reference: it tells of the row as it was.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete):
            continue
        field = getattr(relation, "field", None)
        if not isinstance(field, models.ForeignKey) or field.model._meta.proxy:
            continue
        if issubclass(field.model, pghistory.models.Event) or not field.model._meta.managed:
            continue
        yield field


def _shown(row: models.Model, name: str) -> str:
    field = next(f for f in row._meta.concrete_fields if f.attname == name)
    display = getattr(row, f"get_{field.name}_display", None)
    value = display() if display else getattr(row, field.name)
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return short_date(value) if hasattr(value, "isoformat") else str(value)
