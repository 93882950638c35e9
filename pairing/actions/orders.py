"""Pairs go into an order; with its signature they are in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.audit import record
from core.errors import DomainError, RuleViolation
from core.findings import Finding, blocks
from core.i18n import gettext as _
from core.transitions import move
from orders.actions import draft_order
from orders.models import Order
from registry.actions import grant_view
from registry.models import Person
from schools.models import Programme
from schools.rules import rules_of
from schools.texts import OrderKind, order_kind, order_kinds

from ..choices import PAIR_TRANSITIONS, PairState
from ..facts import read_facts
from ..for_orders import place_in_order
from ..intents import intent_of
from ..models import Pair, PairMember
from ..papers import order_annexes, order_texts
from ..queries import pairs_with_people
from ..rules import findings_of
from ..signals import pair_started


@transaction.atomic
def draft_pairs_order(
    pairs: Iterable[Pair], *, programme: Programme, actor: Any, kind: str = ""
) -> Order:
    """An order's draft out of chosen pairs; from now on they wait for its signature.

    `kind` is a key of the regulation's order kinds; without one the first that makes pairs.
    """
    wanted = {pair.pk for pair in pairs}
    rows = _locked(Pair.objects.filter(pk__in=wanted, programme=programme))
    if not rows or len(rows) != len(wanted):
        raise DomainError(_("Отметьте пары этой программы, которые надо внести в приказ."))
    _refuse_broken(rows, programme)
    chosen = _kind(programme, kind)
    order = draft_order(
        chosen.code,
        programme=programme,
        actor=actor,
        people=_people(rows),
        annexes=order_annexes(programme, chosen),
        **order_texts(programme, chosen, sorted(rows, key=place_in_order)),
    )
    for pair in rows:
        move(pair, PairState.IN_ORDER, PAIR_TRANSITIONS, order=order)
        _write(pair, "pair.in_order", actor, _("Пара внесена в проект приказа."), order)
    return order


def check_pairs_of(order: Order) -> None:
    """Raises `RuleViolation` where a pair of the order breaks the regulation by now."""
    rows = _locked(_made_by(order))
    if rows:
        _refuse_broken(rows, order.programme)


@transaction.atomic
def start_pairs_of(order: Order, *, actor: Any) -> list[Pair]:
    """The order is signed: its pairs are in force, and mentors see their mentees."""
    rows = _locked(_made_by(order))
    for pair in rows:
        # What begins now begins under the version that is in force now.
        pair.regulation = order.programme.regulation
        start_pair(pair, order, actor=actor)
    return rows


def start_pair(pair: Pair, order: Order, *, actor: Any) -> Pair:
    """A locked pair of a signed order is in force."""
    move(pair, PairState.ACTIVE, PAIR_TRANSITIONS, regulation=pair.regulation)
    for member in pair.members.all():
        let_see(pair, member)
    text = _("Пара действует: приказ № %(number)s.") % {"number": order.number}
    _write(pair, "pair.started", actor, text, order)
    pair_started.send(sender=Pair, pair=pair, actor=actor)
    return pair


@transaction.atomic
def free_pairs_of(order: Order, *, actor: Any) -> list[Pair]:
    """The draft is given up: its pairs are chosen again and wait for another order."""
    rows = _locked(_made_by(order))
    for pair in rows:
        move(pair, PairState.CHOSEN, PAIR_TRANSITIONS, order=None)
        _write(pair, "pair.freed", actor, _("Проект приказа снят, пара снова выбрана."), order)
    return rows


def _made_by(order: Order) -> QuerySet[Pair]:
    """Pairs that wait for this order, but for one that goes on from another."""
    rows = Pair.objects.filter(order=order, state=PairState.IN_ORDER)
    return rows.filter(succeeds__isnull=True)


def view_reason(pair: Pair) -> str:
    """Under this the two see each other's cards."""
    return f"pair:{pair.pk}"


def let_see(pair: Pair, member: PairMember) -> None:
    """The two of a pair open each other's cards, until the last day where an order has set it."""
    mentor, mentee = pair.mentor.person, member.mentee.person
    member.pair = pair
    until = member.last_day
    grant_view(mentee, mentor, view_reason(pair), until=until)
    grant_view(mentor, mentee, view_reason(pair), until=until)


def _locked(rows: Any) -> list[Pair]:
    rows = rows.order_by("pk").select_for_update(of=("self",))
    return list(pairs_with_people(rows).prefetch_related("regulation"))


def _kind(programme: Programme, code: str) -> OrderKind:
    if code:
        return order_kind(programme.regulation, code)
    kinds = [kind for kind in order_kinds(programme.regulation) if kind.makes_pairs]
    if not kinds:
        raise DomainError(_("В положении нет вида приказа, которым закрепляют пары."))
    return kinds[0]


def _refuse_broken(pairs: Sequence[Pair], programme: Programme) -> None:
    """Each pair is checked as if it were made now, those of the same order before it in force."""
    rules = rules_of(programme.regulation)
    facts = read_facts(
        [pair.mentor for pair in pairs],
        [member.mentee for pair in pairs for member in pair.members.all()],
        rules=rules,
        starts_on=min(pair.starts_on for pair in pairs),
        ends_on=max(pair.ends_on for pair in pairs),
        without=[pair.pk for pair in pairs],
        programme=programme,
    )
    forbidding: list[Finding] = []
    for pair in pairs:
        mentees = [member.mentee for member in pair.members.all()]
        pair.programme = programme
        intent = replace(intent_of(pair, mentees), for_order=True)
        forbidding += blocks(findings_of(intent, rules, facts))
        facts.bind(pair, pair.mentor, mentees)
    if forbidding:
        raise RuleViolation(list(dict.fromkeys(forbidding)))


def _people(pairs: Iterable[Pair]) -> list[Person]:
    return [
        person
        for pair in pairs
        for person in (
            pair.mentor.person,
            *(member.mentee.person for member in pair.members.all()),
        )
    ]


def _write(pair: Pair, verb: str, actor: Any, text: str, order: Order) -> None:
    """Not about the order: its own trail would drown in its pairs."""
    data = {"order": order.pk}
    record(verb, pair, actor=actor, text=text, about=_people([pair]), data=data)
