"""A person is destroyed: signed orders stay, drafts forget whom they named, bundles go."""

from __future__ import annotations

from documents.actions.bundles import drop_bundles_of
from registry.models import Person
from registry.traces import Traces

from ..life import signed
from ..models import OrderPerson


def erase(person: Person, traces: Traces) -> None:
    """Drafts lose the name with every other text of the school."""
    drop_bundles_of(person.school)
    OrderPerson.objects.filter(person=person).exclude(order__in=signed()).delete()
