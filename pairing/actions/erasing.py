"""A person is destroyed: pairs stay, without a name and without words."""

from __future__ import annotations

from registry.actions.scrubbing import scrub_rows
from registry.models import Person
from registry.traces import Traces

from ..life import guesses_of, members_of
from ..models import Pair, PairChange, PairMember, PairRequest
from ..petitions import asked_by


def erase(person: Person, traces: Traces) -> None:
    for rows in guesses_of(person):
        rows.delete()
    own = PairMember.objects.filter(mentee__person=person)
    own.update(result="", case_url="")
    members = members_of(person)
    scrub_rows(members, traces.near)
    pairs = Pair.objects.filter(pk__in=members.values("pair"))
    scrub_rows(PairChange.objects.filter(pair__in=pairs), traces.near)
    scrub_rows(pairs, traces.near)


def erase_requests(person: Person, traces: Traces) -> None:
    """What the person has asked for loses its words; that it was asked stays."""
    asked_by(person).update(text="", answer="")
    pairs = members_of(person).values("pair")
    scrub_rows(PairRequest.objects.filter(pair__in=pairs), traces.near)
