"""What it is time to decide: whose purpose is reached, which consents and files are past term."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Max, QuerySet

from ..choices import CardState, ImportState, RecordKind
from ..keeping import terms_of
from ..life_hooks import last_days_elsewhere
from ..models import Appointment, Consent, Guardianship, ImportBatch, Person
from .erasing import erased_ids

ONE_HOUR = 3600


@dataclass(frozen=True, slots=True)
class DuePerson:
    """`ended`: the last day on which there was a reason to keep the data."""

    person: Person
    ended: datetime.date
    due_on: datetime.date


@dataclass(frozen=True, slots=True)
class DueConsent:
    consent: Consent
    ended: datetime.date
    due_on: datetime.date


def people_due(school_id: int, day: datetime.date) -> list[DuePerson]:
    """Nobody who is in a base, has a role, or is the parent of such a child."""
    term = terms_of(school_id)[RecordKind.PEOPLE]
    if term.months is None:
        return []
    last = last_days_elsewhere(school_id)
    rows = _without_purpose(school_id, day).exclude(pk__in=erased_ids(school_id))
    rows = rows.select_related("mentor_card", "mentee_card").annotate(
        last_role=Max("appointments__valid_to")
    )
    found = []
    for person in rows:
        days = [person.created_at.date(), last.get(person.pk), person.last_role]
        for name in ("mentor_card", "mentee_card"):
            card = getattr(person, name, None)
            days.append(card.updated_at.date() if card is not None else None)
        ended = max(one for one in days if one)
        due_on = term.ends(ended)
        if due_on is not None and due_on <= day:
            found.append(DuePerson(person, ended, due_on))
    return sorted(found, key=lambda due: (due.due_on, due.person.search_name))


def _without_purpose(school_id: int, day: datetime.date) -> QuerySet[Person]:
    people = Person.objects.filter(school_id=school_id)
    active = people.filter(mentor_card__state=CardState.ACTIVE).order_by().values("pk")
    active = active.union(
        people.filter(mentee_card__state=CardState.ACTIVE).order_by().values("pk"),
        Appointment.objects.from_day(day).filter(school_id=school_id).order_by().values("person"),
    )
    busy = {row["pk"] if "pk" in row else row["person"] for row in active}
    children = Guardianship.objects.filter(school_id=school_id).order_by()
    parents = {
        guardian for guardian, child in children.values_list("guardian", "child") if child in busy
    }
    return people.exclude(pk__in=busy | parents)


def consents_due(school_id: int, day: datetime.date) -> list[DueConsent]:
    """Ended so long ago that even the proof is not needed any more."""
    term = terms_of(school_id)[RecordKind.CONSENTS]
    if term.months is None:
        return []
    found = []
    rows = Consent.objects.filter(school_id=school_id, expires_on__lte=day)
    rows |= Consent.objects.filter(school_id=school_id, withdrawn_on__lte=day)
    for consent in rows.select_related("person"):
        ended = min(one for one in (consent.expires_on, consent.withdrawn_on) if one)
        due_on = term.ends(ended)
        if due_on is not None and due_on <= day:
            found.append(DueConsent(consent, ended, due_on))
    return sorted(found, key=lambda due: (due.due_on, due.consent.pk))


def files_due(school_id: int, day: datetime.date) -> list[ImportBatch]:
    """Loaded or taken back long ago, the file still kept."""
    term = terms_of(school_id)[RecordKind.IMPORTS]
    states = (ImportState.APPLIED, ImportState.UNDONE, ImportState.CHECKED)
    rows = ImportBatch.objects.filter(school_id=school_id, state__in=states)
    rows = rows.exclude(content=b"").defer("content").order_by("created_at")
    ends = ((batch, term.ends(batch.created_at.date())) for batch in rows)
    return [batch for batch, end in ends if end is not None and end <= day]


def number_due(school_id: int, day: datetime.date) -> int:
    """How many records are past their term: for a line on a home page, counted once an hour."""

    def count() -> int:
        people, consents = people_due(school_id, day), consents_due(school_id, day)
        return len(people) + len(consents) + len(files_due(school_id, day))

    return int(cache.get_or_set(f"keeping.due:{school_id}:{day}", count, ONE_HOUR) or 0)


def forget_number_due(school_id: int, day: datetime.date) -> None:
    cache.delete(f"keeping.due:{school_id}:{day}")
