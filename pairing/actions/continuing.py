"""The end of a programme and the beginning of the next one, for its pairs."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core import clock
from core.audit import record
from core.errors import DomainError
from core.findings import Finding, blocks
from core.i18n import gettext as _
from core.transitions import lock
from registry.models import MenteeCard, MentorCard
from schools.models import Programme
from schools.rules import rules_of

from ..choices import PairState
from ..continuing import intents_to_continue, pairs_in_drafts, usual_end
from ..facts import read_facts
from ..intents import Intent
from ..models import Pair
from ..queries import pairs_with_people
from ..rules import findings_of
from .ahead import close_ordered
from .common import locked_pair
from .ending import finish_pair
from .pairs import drop_pair, make_pair


@transaction.atomic
def close_pairs(programme: Programme, *, actor: Any) -> None:
    """End what is in force and give up what was only chosen. Drafts have to be decided before."""
    waiting = pairs_in_drafts(programme)
    if waiting:
        raise DomainError(str(waiting[0]))
    today = clock.today()
    for pair in _pairs(programme, PairState.ACTIVE):
        if pair.closes_on is not None:
            day = min(pair.closes_on, max(today, pair.starts_on))
            close_ordered(locked_pair(pair, is_free=False), day, actor=actor)
            continue
        reason = usual_end(rules_of(pair.regulation))
        day = min(today, pair.ends_on)
        finish_pair(lock(pair), reason, day, early=today < pair.ends_on, actor=actor)
    for pair in _pairs(programme, PairState.CHOSEN):
        drop_pair(pair, actor=actor)


@transaction.atomic
def continue_pairs(old: Programme, new: Programme, *, actor: Any) -> list[Pair]:
    """The pairs in force are chosen again in the next programme and wait for its order.

    Those that the new programme's regulation forbids by now are left out; the old ones stay in
    force until their end or the end of their programme.
    """
    intents = intents_to_continue(old, new)
    if not intents:
        return []
    rules = rules_of(new.regulation)
    mentors: list[MentorCard] = [intent.mentor for intent in intents]
    mentees: list[MenteeCard] = [card for intent in intents for card in intent.mentees]
    facts = read_facts(
        mentors,
        mentees,
        rules=rules,
        starts_on=min(intent.starts_on for intent in intents),
        ends_on=new.ends_on,
        programme=new,
    )
    made: list[Pair] = []
    left: list[Intent] = []
    for intent in intents:
        found: list[Finding] = findings_of(intent, rules, facts)
        if blocks(found) or intent.form is None:
            left.append(intent)
            continue
        made.append(make_pair(intent, intent.form, found, actor))
        facts.bind(made[-1], intent.mentor, intent.mentees)
    record(
        "pairs.continued",
        new,
        actor=actor,
        text=_("Пары прежней программы выбраны снова: %(made)s, не продолжены: %(left)s.")
        % {"made": len(made), "left": len(left)},
        about=[intent.mentor.person for intent in left],
        data={"made": len(made), "left": len(left)},
    )
    return made


def _pairs(programme: Programme, state: str) -> list[Pair]:
    rows = Pair.objects.filter(programme=programme, state=state).order_by("pk")
    return list(pairs_with_people(rows).prefetch_related("regulation"))
