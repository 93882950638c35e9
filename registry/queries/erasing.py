"""What would be destroyed, what stays and why: before anything is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from accounts.models import User
from schools.models import Signatory

from ..life_hooks import ERASED, NAMELESS, Part, foreseen_elsewhere
from ..models import Erasure, Person
from ..traces import Traces, traces_of
from .erasing_rows import foresee_documents, foresee_own


def names_that_stay(school_id: int, erased: Iterable[int]) -> list[tuple[str, str, str]]:
    """Everybody of the school but these: whose name must not be taken for theirs."""
    names = ("last_name", "first_name", "middle_name")
    people = Person.objects.filter(school_id=school_id)
    gone = people.filter(pk__in=list(erased))
    users = User.objects.filter(memberships__school_id=school_id)
    users = users.exclude(pk__in=gone.exclude(user=None).values("user"))
    found = list(people.exclude(pk__in=gone).order_by().values_list(*names))
    found += users.values_list(*names).distinct()
    return found + list(Signatory.objects.filter(school_id=school_id).values_list(*names))


def preview_erasure(
    person: Person, *, day: datetime.date, traces: Traces | None = None
) -> list[Part]:
    if traces is None:
        others = names_that_stay(person.school_id, [person.pk])
        traces = traces_of(person, others=others)
    parts = [*foresee_own(person, traces, day), *foreseen_elsewhere(person)]
    parts += foresee_documents(person, traces)
    return [part for part in parts if part.count]


def part_lines(parts: Iterable[Part]) -> list[list[object]]:
    """For the act: what was destroyed and how much, without a word of the data."""
    return [[part.title, part.count] for part in parts if part.fate in (ERASED, NAMELESS)]


def erased_ids(school_id: int) -> set[int]:
    """Rows whose data were destroyed."""
    records = Erasure.objects.filter(school_id=school_id).exclude(mode="consents")
    return {line["person"] for found in records.values_list("records", flat=True) for line in found}
