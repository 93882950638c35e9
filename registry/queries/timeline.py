"""What happened to a person, newest first: events in words, and changes field by field."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value

from accounts.models import User
from core.audit import ref
from core.i18n import gettext as _
from core.models import AuditEvent
from core.russian.dates import short_date

from ..access import Sight
from ..models import MenteeCard, MentorCard, Person, PersonMerge

EVENT = "event"
HIDDEN = "•••"
_TRACKED = {"person": Person, "mentor": MentorCard, "mentee": MenteeCard}
_CONTACTS = {"contacts", "email"}
_SUPPORT = {"search", "search_since", "search_note"}
_SILENT = {"id", "created_at", "updated_at", "school", "person", "name_key", "name_forms"}


@dataclass(frozen=True, slots=True)
class Change:
    title: str
    before: str
    after: str


@dataclass(slots=True)
class Entry:
    """`text` of an event, or `changes` of a row; `actor` is None for what the system did."""

    at: datetime.datetime
    actor: User | None = None
    text: str = ""
    changes: list[Change] = field(default_factory=list)


def merged_ids(person: Person) -> list[int]:
    """The rows that have become this one: their history is this person's too."""
    rows = PersonMerge.objects.standing().filter(kept=person)
    return list(rows.values_list("gone_id", flat=True))


def timeline_keys(person: Person, *, with_special: bool) -> QuerySet[Any]:
    """(when, kind, key) of all entries, for a paginator; `entries_of` reads a page of them."""
    ids = [person.pk, *merged_ids(person)]
    cards = [getattr(person, name, None) for name in ("mentor_card", "mentee_card")]
    about = Q()
    for address in [f"registry.person:{key}" for key in ids] + [ref(c) for c in cards if c]:
        about |= Q(refs__contains=[address])
    events = AuditEvent.objects.filter(about)
    if not with_special:
        events = events.exclude(verb__startswith="special.")
    parts = [events.order_by().values_list("at", Value(EVENT), "pk")]
    for kind, model in _TRACKED.items():
        rows = _history(model)._base_manager.order_by()
        own = {"pgh_obj_id__in": ids} if model is Person else {"person_id__in": ids}
        parts.append(rows.filter(**own).values_list("pgh_created_at", Value(kind), "pgh_id"))
    return parts[0].union(*parts[1:], all=True).order_by("-at", "-pk")


def entries_of(keys: Sequence[tuple[Any, str, int]], sight: Sight) -> list[Entry]:
    """A constant number of queries. What this user may not read is masked or left out."""
    found: dict[tuple[str, int], Entry] = {}
    chosen = [key for _at, kind, key in keys if kind == EVENT]
    for event in AuditEvent.objects.filter(pk__in=chosen).select_related("actor"):
        found[EVENT, event.pk] = Entry(event.at, event.actor, event.text)
    for kind, model in _TRACKED.items():
        chosen = [key for _at, one, key in keys if one == kind]
        if chosen:
            for key, entry in _changes(model, chosen, sight):
                found[kind, key] = entry
    return [found[kind, key] for _at, kind, key in keys if (kind, key) in found]


def _history(model: type[models.Model]) -> Any:
    return apps.get_model("registry", f"{model.__name__}Event")


def _next(model: type[models.Model]) -> Subquery:
    later = _history(model)._base_manager.filter(
        pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__gt=OuterRef("pgh_id")
    )
    return Subquery(later.order_by("pgh_id").values("pgh_id")[:1])


def _changes(
    model: type[models.Model], keys: list[int], sight: Sight
) -> Iterable[tuple[int, Entry]]:
    """Each version against the one that came after it, which may be the row as it is today."""
    versions, today = _history(model)._base_manager.all(), model._base_manager.all()
    if model is MenteeCard:
        versions = versions.select_related("form", "direction")
        today = today.select_related("form", "direction")
    rows = versions.filter(pgh_id__in=keys)
    rows = list(rows.annotate(next=_next(model), by=F("pgh_context__metadata__user")))
    later = versions.in_bulk({row.next for row in rows if row.next})
    now = today.in_bulk({row.pgh_obj_id for row in rows if row.next is None})
    actors = User.objects.in_bulk({row.by for row in rows if row.by})
    for row in rows:
        new = later[row.next] if row.next else now.get(row.pgh_obj_id)
        changes = list(_differences(model, row, new, sight)) if new else []
        if changes:
            yield row.pgh_id, Entry(row.pgh_created_at, actors.get(row.by), changes=changes)


def _differences(model: type[models.Model], old: Any, new: Any, sight: Sight) -> Iterable[Change]:
    for column in model._meta.concrete_fields:
        name = column.name
        if column.generated or name in _SILENT:
            continue
        if getattr(old, column.attname) == getattr(new, column.attname):
            continue
        if name in _SUPPORT and not sight.has_special:
            continue
        if name == "direction" and not sight.has_special and _is_sensitive(old, new):
            continue
        title = str(column.verbose_name)
        if name in _CONTACTS and not sight.has_contacts:
            yield Change(title, HIDDEN, HIDDEN)
        elif name == "user":
            yield Change(title, _tied(old), _tied(new))
        else:
            yield Change(title, _shown(old, column), _shown(new, column))


def _is_sensitive(*rows: Any) -> bool:
    return any(row.direction is not None and row.direction.is_sensitive for row in rows)


def _tied(row: Any) -> str:
    return _("привязана") if row.user_id else ""


def _shown(row: Any, column: models.Field) -> str:
    value = getattr(row, column.name)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, (datetime.date, datetime.datetime)):
        return short_date(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
