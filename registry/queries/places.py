"""Reads of classes and former places that have a name."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from schools.choices import ParticipantKind
from schools.models import School

from ..models import FormerPlace, Person
from ..rules.classes import class_order, next_class

LEARNERS = (ParticipantKind.PUPIL, ParticipantKind.STUDENT)


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class, how many of it are to move, and what it would be called; None: nobody can say."""

    name: str
    count: int
    next_name: str | None


def people_to_move(people: QuerySet[Person], since: datetime.date) -> QuerySet[Person]:
    """Learners with a class who have not come to it on that day or later.

    Who was written down since then was written down with the class of the new year.
    """
    moved = FormerPlace.objects.filter(
        person=OuterRef("pk"), until__gte=since - datetime.timedelta(days=1)
    )
    rows = people.filter(~Exists(moved), kind__in=LEARNERS, created_at__date__lt=since)
    return rows.exclude(class_name="")


def classes_to_move(
    people: QuerySet[Person], since: datetime.date, school: School
) -> list[ClassLine]:
    rows = people_to_move(people, since).order_by().values_list("class_name")
    counts = sorted(rows.annotate(Count("pk")), key=lambda row: class_order(row[0]))
    return [ClassLine(name, count, next_class(name, school.kind)) for name, count in counts]
