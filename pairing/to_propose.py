"""Pairs that a representation proposes: which may be marked, and the row of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case as Choice
from django.db.models import IntegerField, QuerySet, Value, When

from core.russian.cases import Case
from core.terms import expand
from orders.naming import named, standing_of, tidy
from schools.models import Programme

from .choices import BINDING, PairState
from .models import Pair
from .papers import members_now
from .queries import pairs_with_people

# More than that are not marked one by one.
MOST = 500


def pairs_offered(programme: Programme, user: Any) -> list[tuple[str, str]]:
    """Pairs of the programme that this user sees, those that wait for an order first."""
    return [(str(pair.pk), _label(pair)) for pair in _pairs(programme, user)[:MOST]]


def lines_proposed(programme: Programme, user: Any, keys: Sequence[str]) -> list[list[str]]:
    """Rows of the chosen pairs: the mentor, and whose mentor in which form. Russian, as papers."""
    pairs = _pairs(programme, user).filter(pk__in=keys)
    return [_cells(pair) for pair in pairs]


def _pairs(programme: Programme, user: Any) -> QuerySet[Pair]:
    waiting = When(state=PairState.CHOSEN, then=Value(0))
    order = Choice(waiting, default=Value(1), output_field=IntegerField())
    rows = Pair.objects.visible_to(user).filter(programme=programme, state__in=BINDING)
    return pairs_with_people(rows).order_by(order, "mentor__person__search_name", "pk")


def _label(pair: Pair) -> str:
    mentees = ", ".join(member.mentee.person.short_name for member in members_now(pair))
    state = pair.get_state_display()
    return f"{pair.mentor.person.short_name} – {mentees} ({pair.form.name}, {state})"


def _cells(pair: Pair) -> list[str]:
    mentor = pair.mentor.person
    mentees = [member.mentee.person for member in members_now(pair)]
    word = expand("{mentor:instrumental}")
    return [
        ", ".join(filter(None, [mentor.full_name, standing_of(mentor)])),
        tidy(f"{word} {named(mentees, Case.GENITIVE)} (форма «{pair.form.name}»)"),
    ]
