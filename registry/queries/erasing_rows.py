"""What of one person the bases hold, row by row: the preview of a destruction, and its list."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pghistory.models
from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from accounts.erasing import is_of_one_school
from core.i18n import gettext as _
from core.russian.dates import short_date
from documents.models import Document

from ..choices import RecordKind
from ..keeping import Term, terms_of
from ..life_hooks import ERASED, KEPT, NAMELESS, Part
from ..merge_fields import references
from ..models import (
    Appointment,
    Consent,
    DataQuestion,
    ImportRow,
    MenteeCard,
    MentorCard,
    NotSamePerson,
    Person,
    PersonMerge,
    SpecialNote,
    Viewer,
)
from ..traces import Traces

# Rows that stay, with a person in them who has no name.
_STAY = (Appointment, Consent, DataQuestion, MenteeCard, MentorCard, PersonMerge)


# Together, so that nobody learns from the number that something closed is written.
_QUIET = (NotSamePerson, SpecialNote, Viewer)


def foresee_own(person: Person, traces: Traces, day: datetime.date) -> Iterator[Part]:
    """The preview of what the bases hold; `Part`s without a count are left out by the caller."""
    yield Part(_("имя, дата рождения, контакты, место учёбы или работы"), 1, ERASED)
    cards = cards_of(person)
    yield Part(_("карточки базы: слова"), len(cards), ERASED)
    yield Part(_("карточки базы: форма, даты"), len(cards), NAMELESS, _("для отчётов"))
    quiet = 0
    for rows in own_rows(person):
        if rows.model in _QUIET:
            quiet += rows.count()
        else:
            yield Part(str(rows.model._meta.verbose_name_plural), rows.count(), ERASED)
    yield Part(_("служебные отметки: кто кого видит, закрытые записи"), quiet, ERASED)
    yield Part(_("история изменений, поле за полем"), _events_of(person), ERASED)
    appointments = Appointment.objects.filter(person=person).count()
    yield Part(_("назначения на роли"), appointments, NAMELESS, _("для отчётов"))
    if person.user is not None:
        here = is_of_one_school(person.user, person.school_id)
        why = "" if here else _("она нужна и в {school:другом/другой} {school:prepositional}")
        yield Part(_("учётная запись"), 1, ERASED if here else KEPT, why)
    keep, destroy = split_consents(person, day)
    if keep:
        until = max(end for _consent, end in keep)
        why = _("доказывают, что обработка была законной: до %(day)s") % {"day": short_date(until)}
        yield Part(_("согласия и их сканы"), len(keep), KEPT, why)
    yield Part(_("согласия и их сканы, срок которых вышел"), len(destroy), ERASED)
    signed = Consent.objects.filter(representative=person).exclude(person=person).count()
    why = _("это документы ребёнка")
    yield Part(_("согласия, подписанные за ребёнка"), signed, KEPT, why)
    yield Part(_("строки и файлы загрузок"), len(import_rows_of(person, traces)), ERASED)


def foresee_documents(person: Person, traces: Traces) -> Iterator[Part]:
    """Papers that stay; those that are destroyed stand with the app whose they are."""
    if traces.near:
        rows = Document.objects.filter(school_id=person.school_id)
        found = rows.exclude(owner__startswith="plans.").filter(content__regex=traces.near)
        why = _("хранятся постоянно и не меняются: имя в них остаётся")
        yield Part(_("изданные приказы и протоколы"), found.count(), KEPT, why)


def own_rows(person: Person) -> Iterator[QuerySet[Any]]:
    """What exists only because of the person, in the tables of the bases."""
    for field, target in _fields(person):
        model = field.model
        if model._meta.app_label != "registry" or model in _STAY or model._meta.auto_created:
            continue
        if field.remote_field.on_delete is models.CASCADE:
            yield model._base_manager.filter(**{field.name: target}).order_by("pk")


def _fields(person: Person) -> Iterator[tuple[Any, models.Model]]:
    for row in (person, *cards_of(person)):
        for field in references(type(row)):
            yield field, row


def cards_of(person: Person) -> list[MentorCard | MenteeCard]:
    found = [getattr(person, name, None) for name in ("mentor_card", "mentee_card")]
    return [card for card in found if card is not None]


def split_consents(
    person: Person, day: datetime.date
) -> tuple[list[tuple[Consent, datetime.date]], list[Consent]]:
    """Those that are kept for a while yet, with the day until which, and the others."""
    term: Term = terms_of(person.school_id)[RecordKind.CONSENTS]
    keep, destroy = [], []
    for consent in Consent.objects.filter(person=person):
        ends = [end for end in (consent.expires_on, consent.withdrawn_on) if end]
        until = term.ends(min([*ends, day]))
        if until is None or until > day:
            keep.append((consent, until or datetime.date.max))
        else:
            destroy.append(consent)
    return keep, destroy


def event_models(model: type[models.Model]) -> Iterator[type[models.Model]]:
    every: list[Any] = list(apps.get_models())
    for found in every:
        if issubclass(found, pghistory.models.Event) and not found._meta.proxy:
            names = {field.name for field in found._meta.concrete_fields}
            if "pgh_obj" in names and found._meta.get_field("pgh_obj").related_model is model:
                yield found


def _events_of(person: Person) -> int:
    return sum(
        events._base_manager.filter(pgh_obj_id=row.pk).count()
        for row in (person, *cards_of(person))
        for events in event_models(type(row))
    )


def import_rows_of(person: Person, traces: Traces) -> list[ImportRow]:
    ids = [person.pk, *PersonMerge.objects.filter(kept=person).values_list("gone_id", flat=True)]
    mine = Q(person_id__in=ids) | Q(new_id__in=ids)
    if traces.far:
        for name in ("data", "errors", "changes", "notes", "undo"):
            mine |= Q(**{f"{name}__regex": traces.far})
    if person.name_key:
        mine |= Q(data__name_key=person.name_key, person_id__isnull=True, new_id__isnull=True)
    rows = ImportRow.objects.filter(mine, batch__school_id=person.school_id)
    return list(rows.only("pk", "batch_id"))
