"""Pairs are chosen out of proposals or by hand, and given up before an order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from accounts.choices import Role
from core import clock
from core.audit import record
from core.errors import DomainError, RuleViolation
from core.findings import Finding, blocks, warnings
from core.i18n import gettext as _
from core.transitions import lock, move
from registry.models import MenteeCard, MentorCard
from schools.models import MentoringForm, Programme
from schools.rules import rules_of

from ..choices import PAIR_TRANSITIONS, PairKind, PairState
from ..facts import read_facts
from ..intents import Intent, default_period
from ..models import Pair, PairMember, Proposal, ProposalRun
from ..queries import forbidden_pairs
from ..rules import ban_findings, findings_of


@transaction.atomic
def choose_pairs(
    run: ProposalRun, proposal_ids: Iterable[int], *, actor: Any, in_groups: bool = False
) -> list[Pair]:
    """Make pairs of the proposals ticked: one for each, or one group for each mentor.

    All of them or none: where one breaks the regulation by now, nothing is written.
    """
    proposals = list(
        Proposal.objects.filter(run=run, pk__in=list(proposal_ids)).order_by("mentor_id", "pk")
    )
    if not proposals:
        raise DomainError(_("Отметьте хотя бы одну пару."))
    programme = run.programme
    mentors, mentees = _lock_cards(
        [proposal.mentor_id for proposal in proposals],
        [proposal.mentee_id for proposal in proposals],
    )
    starts_on, ends_on = default_period(programme, clock.today())
    wanted: dict[Any, list[Proposal]] = {}
    for proposal in proposals:
        key = proposal.mentor_id if in_groups else (proposal.mentor_id, proposal.pk)
        wanted.setdefault(key, []).append(proposal)
    intents = [
        Intent(
            mentors[group[0].mentor_id],
            [mentees[proposal.mentee_id] for proposal in group],
            programme,
            PairKind.GROUP if len(group) > 1 else PairKind.INDIVIDUAL,
            starts_on,
            ends_on,
        )
        for group in wanted.values()
    ]
    return _make_pairs(intents, actor)


@transaction.atomic
def choose_pair(
    programme: Programme,
    *,
    mentor: MentorCard,
    mentees: Sequence[MenteeCard],
    kind: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    actor: Any,
    **chosen: Any,
) -> Pair:
    """A pair or a group by hand. Raises `RuleViolation` where the regulation forbids it.

    `chosen` has what else an `Intent` may say: form, kind of mentoring, role model.
    """
    schools = {mentor.school_id, *(card.school_id for card in mentees)}
    if schools != {programme.school_id}:
        raise DomainError(_("Эти люди из {school:другого/другой} {school:genitive}."))
    mentors, locked = _lock_cards([mentor.pk], [card.pk for card in mentees])
    intent = Intent(
        mentors[mentor.pk],
        [locked[card.pk] for card in mentees],
        programme,
        kind,
        starts_on,
        ends_on,
        **chosen,
    )
    return _make_pairs([intent], actor)[0]


def _lock_cards(
    mentor_ids: Iterable[int], mentee_ids: Iterable[int]
) -> tuple[dict[int, MentorCard], dict[int, MenteeCard]]:
    """The cards, locked in one order: the second of two curators waits and then sees the first."""
    mentors = MentorCard.objects.select_for_update(of=("self",)).select_related("person", "form")
    mentees = MenteeCard.objects.select_for_update(of=("self",)).select_related(
        "person", "form", "direction"
    )
    return (
        {card.pk: card for card in mentors.filter(pk__in=set(mentor_ids)).order_by("pk")},
        {card.pk: card for card in mentees.filter(pk__in=set(mentee_ids)).order_by("pk")},
    )


def _make_pairs(intents: Sequence[Intent], actor: Any) -> list[Pair]:
    """Each pair is checked with those before it in force."""
    programme = intents[0].programme
    rules = rules_of(programme.regulation)
    facts = read_facts(
        [intent.mentor for intent in intents],
        [mentee for intent in intents for mentee in intent.mentees],
        rules=rules,
        starts_on=min(intent.starts_on for intent in intents),
        ends_on=max(intent.ends_on for intent in intents),
        programme=programme,
    )
    banned = forbidden_pairs(programme)
    made: list[Pair] = []
    forbidding: list[Finding] = []
    for intent in intents:
        found = [*ban_findings(intent, banned), *findings_of(intent, rules, facts)]
        forbidding += blocks(found)
        form = intent.form_in_use
        if form is not None and not forbidding:
            made.append(make_pair(intent, form, found, actor))
            facts.bind(made[-1], intent.mentor, intent.mentees)
    if forbidding:
        raise RuleViolation(list(dict.fromkeys(forbidding)))
    return made


def make_pair(intent: Intent, form: MentoringForm, found: Sequence[Finding], actor: Any) -> Pair:
    """The rows of a pair that nothing forbids: for those that have checked it."""
    directions = {card.direction_id for card in intent.mentees}
    pair = Pair.objects.create(
        school_id=intent.programme.school_id,
        programme=intent.programme,
        regulation=intent.programme.regulation,
        mentor=intent.mentor,
        form=form,
        direction=intent.mentees[0].direction if len(directions) == 1 else None,
        kind=intent.kind,
        mentoring_kind=intent.mentoring_kind,
        role_model=intent.role_model,
        starts_on=intent.starts_on,
        ends_on=intent.ends_on,
        curator=actor if _is_curator(actor) else None,
    )
    PairMember.objects.bulk_create(
        PairMember(
            pair=pair,
            mentor=intent.mentor,
            mentee=mentee,
            joined_on=intent.starts_on,
            left_on=intent.ends_on,
        )
        for mentee in intent.mentees
    )
    record(
        "pair.chosen",
        pair,
        actor=actor,
        text=_("Пара выбрана."),
        about=[intent.mentor.person, *(card.person for card in intent.mentees)],
        data={"warnings": [str(finding) for finding in warnings(found)]},
    )
    return pair


def _is_curator(actor: Any) -> bool:
    scope = getattr(actor, "scope", None)
    return scope is not None and scope.has(Role.CURATOR)


@transaction.atomic
def drop_pair(pair: Pair, *, actor: Any) -> Pair:
    """Give up a chosen pair; both are free again. One that stands in an order is not given up."""
    pair = lock(pair)
    if pair.state == PairState.IN_ORDER:
        raise DomainError(
            _("Пара стоит в проекте приказа «%(order)s». Сначала снимите проект.")
            % {"order": pair.order}
        )
    pair = move(pair, PairState.CANCELLED, PAIR_TRANSITIONS)
    members = list(pair.members.select_related("mentee__person"))
    pair.members.update(is_binding=False)
    record(
        "pair.dropped",
        pair,
        actor=actor,
        text=_("Выбор пары отменён."),
        about=[pair.mentor.person, *(member.mentee.person for member in members)],
    )
    return pair
