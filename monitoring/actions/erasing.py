"""A person is destroyed: answers in words go, marks stay for the figures."""

from __future__ import annotations

from django.db.models import Q

from registry.actions.scrubbing import scrub_rows
from registry.models import Person
from registry.traces import Traces

from ..models import Answer, SurveyRequest


def erase(person: Person, traces: Traces) -> None:
    Answer.objects.filter(request__person=person).update(text="")
    sides = Q(member__mentee__person=person) | Q(member__mentor__person=person)
    about = SurveyRequest.objects.filter(sides).order_by().values("pk")
    scrub_rows(Answer.objects.filter(request__in=about), traces.near)
