"""Other mentors for one mentee: how well each fits and what forbids it, the best first."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _
from registry.models import MenteeCard, MentorCard
from schools.models import Programme
from schools.rules import rules_of

from .changing import mentees_on, replacement_findings
from .choices import PairKind
from .facts import Facts, read_facts
from .intents import Intent
from .models import Pair, ProposalRun
from .proposing import Offer, offer_of
from .queries import is_bound, mentors_of
from .questions import bind_offers, question_of
from .reasons import Teller
from .rules import findings_of, free_places, places
from .scoring import ground_of, score_all
from .vetoes import veto_findings


@dataclass(frozen=True, slots=True)
class Candidate:
    offer: Offer
    findings: list[Finding]
    free: int
    places: int

    @property
    def is_allowed(self) -> bool:
        return not any(finding.is_block for finding in self.findings)

    @property
    def verdict(self) -> str:
        """For a page: `block`, `warning` (something should be looked at) or `fine`."""
        if not self.is_allowed:
            return Level.BLOCK.value
        return Level.WARNING.value if self.findings else "fine"


def candidates_for(
    mentee: MenteeCard,
    *,
    programme: Programme,
    limit: int,
    named: str = "",
    run: ProposalRun | None = None,
    also: Collection[int] = (),
) -> list[Candidate]:
    """At most `limit` mentors; those whom something forbids stand last. `named`: part of a name.

    Of a draft, places that it gives to others count as taken. `also` has the cards of mentors who
    are told of wherever they stand.
    """
    mentors = list(mentors_of(programme.school))
    if named:
        mentors = [card for card in mentors if named in card.person.search_name]
    if not mentors:
        return []
    question = question_of(programme, mentors, [mentee])
    rules, facts = question.rules, question.facts
    bound: list[Finding] = []
    if run is not None:
        _bind_draft(facts, run, mentee, mentors)
        if is_bound(mentee):
            bound = [Finding("pair.taken", _("{Mentee} уже в паре"))]
    ground = ground_of(programme.regulation, question.day)
    scores = score_all(mentors, [mentee], ground, question.ties)
    points, teller = scores.points[0].tolist(), Teller(scores)
    days = (facts.starts_on, facts.ends_on)

    def findings(mentor: MentorCard) -> list[Finding]:
        intent = Intent(mentor, [mentee], programme, PairKind.INDIVIDUAL, *days)
        vetoes = veto_findings(question, mentor, mentee, soft=Level.WARNING)
        found = [*bound, *vetoes, *findings_of(intent, rules, facts)]
        return sorted(found, key=lambda finding: not finding.is_block)

    found = {card.pk: findings(card) for card in mentors}
    free_of = {card.pk: free_places(card, rules, facts) for card in mentors}
    first = _best_first(mentors, found, points)
    # Of those who may be taken, who has a place stands before who would have to make one.
    first.sort(
        key=lambda column: (
            any(finding.is_block for finding in found[mentors[column].pk]),
            not free_of[mentors[column].pk],
        )
    )
    candidates = []
    told = [*first[:limit], *(column for column in first[limit:] if mentors[column].pk in also)]
    for column in told:
        mentor = mentors[column]
        free, in_all = free_of[mentor.pk], places(mentor, rules)
        offer = offer_of(teller, 0, column, free, in_all)
        candidates.append(Candidate(offer, found[mentor.pk], free, in_all))
    return candidates


def _bind_draft(
    facts: Facts, run: ProposalRun, mentee: MenteeCard, mentors: Sequence[MentorCard]
) -> None:
    others = run.proposals.exclude(mentee=mentee).filter(mentor__in=mentors)
    given: dict[int, list[MenteeCard]] = {}
    for row in others.select_related("mentee__person").prefetch_related("mentee__form"):
        given.setdefault(row.mentor_id, []).append(row.mentee)
    for mentor in mentors:
        bind_offers(facts, mentor, given.get(mentor.pk, ()))


def replacements_for(
    pair: Pair,
    *,
    day: datetime.date,
    ends_on: datetime.date,
    limit: int,
    named: str = "",
) -> list[Candidate]:
    """Mentors who might go on with a pair from that day; for a group by the mean of its scores."""
    mentors = [card for card in mentors_of(pair.school) if card.pk != pair.mentor_id]
    if named:
        mentors = [card for card in mentors if named in card.person.search_name]
    mentees = mentees_on(pair, day)
    if not mentors or not mentees:
        return []
    found = replacement_findings(pair, mentors, day=day, ends_on=ends_on)
    rules = rules_of(pair.regulation)
    facts = read_facts(mentors, [], rules=rules, starts_on=day, ends_on=ends_on)
    scores = score_all(mentors, mentees, ground_of(pair.regulation, day))
    points, teller = scores.points.mean(axis=0).tolist(), Teller(scores)
    candidates = []
    for column in _best_first(mentors, found, points)[:limit]:
        mentor = mentors[column]
        free, in_all = free_places(mentor, rules, facts), places(mentor, rules)
        offer = offer_of(teller, 0, column, free, in_all)
        if len(mentees) > 1:
            offer = replace(offer, score=round(points[column]), reasons=[])
        candidates.append(Candidate(offer, found[mentor.pk], free, in_all))
    return candidates


def _best_first(
    mentors: Sequence[MentorCard], found: Mapping[int, list[Finding]], points: Sequence[float]
) -> list[int]:
    """Places in the list: first those whom nothing forbids, then by score."""
    return sorted(
        range(len(mentors)),
        key=lambda column: (
            any(finding.is_block for finding in found[mentors[column].pk]),
            -points[column],
            mentors[column].pk,
        ),
    )
