"""A person is destroyed: the texts about them go, with every paper of theirs."""

from __future__ import annotations

from django.db.models import Q

from documents.models import Document
from pairing.choices import PairKind
from registry.actions.erasing_rows import forget_history
from registry.actions.scrubbing import scrub_rows
from registry.models import Person
from registry.traces import REMOVED, Traces

from ..life import meetings_of, of_person, papers_of
from ..models import Activity, Feedback, Plan


def erase(person: Person, traces: Traces) -> None:
    papers = papers_of(person)
    for model in (Plan, Feedback):
        model.objects.filter(document__in=papers).update(document=None)
    Document.objects.filter(pk__in=papers).delete()
    own = Q(member__mentee__person=person)
    Plan.objects.filter(own).update(sections={}, remark="")
    Feedback.objects.filter(own).update(texts={})
    Activity.objects.filter(plan__in=Plan.objects.filter(own)).update(title=REMOVED, note="")
    # Of a group others are spoken of too: there only the name goes.
    alone = meetings_of(person).filter(pair__kind=PairKind.INDIVIDUAL)
    alone.filter(pair__members__mentee__person=person).update(note="")
    activities = Activity.objects.filter(plan__in=Plan.objects.filter(of_person(person)))
    for model in (Plan, Feedback):
        rows = model.objects.filter(of_person(person))
        keys = list(rows.values_list("pk", flat=True))
        scrub_rows(rows, traces.near)
        forget_history(model, keys)
    scrub_rows(activities, traces.near)
    scrub_rows(meetings_of(person), traces.near)
