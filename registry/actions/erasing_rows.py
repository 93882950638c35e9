"""One person's rows in the bases are destroyed, or left without a name."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from accounts.erasing import erase_account, erase_invitations
from core.audit import ref
from core.i18n import gettext as _
from core.models import AuditEvent
from core.russian.names import normalise_key

from ..choices import CardState, ImportState, PairSearch
from ..models import (
    Consent,
    ImportBatch,
    ImportRow,
    MenteeCard,
    MentorCard,
    Person,
    PersonMerge,
)
from ..queries.erasing_rows import (
    cards_of,
    event_models,
    import_rows_of,
    own_rows,
    split_consents,
)
from ..traces import Traces
from .scrubbing import scrub_rows


def erase_own(person: Person, traces: Traces, day: datetime.date) -> None:
    merged = list(PersonMerge.objects.filter(kept=person))
    ids = [person.pk, *(merge.gone_id for merge in merged)]
    scrub_audit(person, ids, traces)
    for rows in list(own_rows(person)):
        _delete_with_history(rows)
    _close_consents(person, day)
    _erase_imports(person, traces)
    erase_invitations(person.school_id, person_ids=ids, email=person.email)
    if person.user is not None:
        user, person.user = person.user, None
        erase_account(user, school_id=person.school_id, day=day)
    for card in cards_of(person):
        _empty_card(card)
    _empty_person(person)
    for row in (person, *cards_of(person)):
        forget_history(type(row), [row.pk])
    for merge in merged:
        _forget_merge(merge)


def erase_consents(consents: list[Consent]) -> int:
    """With scans and history; questions about them stay, without the paper."""
    keys = [consent.pk for consent in consents]
    Consent.objects.filter(pk__in=keys).delete()
    forget_history(Consent, keys)
    return len(keys)


def _close_consents(person: Person, day: datetime.date) -> None:
    """What is kept says of whom it is; what was in force ends with the purpose."""
    keep, destroy = split_consents(person, day)
    erase_consents(destroy)
    name = person.full_name
    for consent, _until in keep:
        consent.act = consent.act | {"about": name}
        if consent.is_in_force_on(day):
            consent.expires_on = day
        consent.save(update_fields=["act", "expires_on", "updated_at"])
    forget_history(Consent, [consent.pk for consent, _until in keep])


def _delete_with_history(rows: QuerySet[Any]) -> None:
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        rows.model._base_manager.filter(pk__in=keys).delete()
        forget_history(rows.model, keys)


def forget_history(model: type[models.Model], keys: list[int]) -> None:
    for events in event_models(model):
        events._base_manager.filter(pgh_obj_id__in=keys).delete()


def _empty_card(card: MentorCard | MenteeCard) -> None:
    """The form and the dates stay; a direction that speaks of a hard situation does not."""
    kept = {"id", "school", "person", "form", "direction", "joined_on", "state"}
    for field in card._meta.concrete_fields:
        if field.name in kept or field.generated or field.name in ("created_at", "updated_at"):
            continue
        setattr(card, field.attname, field.get_default())
    card.state = CardState.ARCHIVED
    if isinstance(card, MenteeCard):
        card.search = PairSearch.NONE
        if card.direction is not None and card.direction.is_sensitive:
            card.direction = None
    card.save()


def nameless(person_id: int) -> str:
    return _("Обезличено-%(number)s") % {"number": person_id}


def _empty_person(person: Person) -> None:
    kept = {"id", "school", "kind", "gender", "created_at", "updated_at"}
    for field in person._meta.concrete_fields:
        if field.name not in kept and not field.generated:
            setattr(person, field.attname, field.get_default())
    person.last_name = nameless(person.pk)
    person.name_key = normalise_key(person.last_name)
    person.save()


def _forget_merge(merge: PersonMerge) -> None:
    forget_history(Person, [merge.gone_id])
    for step in merge.journal:
        if step["op"] == "delete":
            forget_history(apps.get_model(step["model"]), [step["row"].get("id")])
    merge.journal, merge.gone_key = [], ""
    merge.gone_birth_date = merge.gone_birth_year = None
    merge.save()


def scrub_audit(person: Person, ids: list[int], traces: Traces) -> None:
    """Events about the person lose the name and the address from which something was signed."""
    refs = [f"registry.person:{key}" for key in ids] + [ref(card) for card in cards_of(person)]
    refs += [f"registry.consent:{key}" for key in person.consents.values_list("pk", flat=True)]
    about = Q()
    for address in refs:
        about |= Q(refs__contains=[address])
    events = AuditEvent.objects.filter(about)
    for event in events.filter(data__has_key="address"):
        AuditEvent.objects.filter(pk=event.pk).update(
            data={name: value for name, value in event.data.items() if name != "address"}
        )
    scrub_rows(events, traces.near)


def _erase_imports(person: Person, traces: Traces) -> None:
    """The rows lose all they said; the file goes, for it cannot be read without the name."""
    rows = import_rows_of(person, traces)
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(
        data={}, errors=[], notes=[], changes={}, undo={}, person_id=None, new_id=None
    )
    batches = ImportBatch.objects.filter(pk__in={row.batch_id for row in rows})
    # What nobody has loaded yet cannot be loaded any more: the file has to be chosen again.
    batches.filter(state=ImportState.CHECKED).delete()
    batches.update(content=b"", columns={}, told={})
