"""Other mentors for one mentee: how well each fits and what forbids it, the best first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from core.findings import Finding
from registry.models import MenteeCard, MentorCard
from schools.models import Programme
from schools.rules import rules_of

from .choices import PairKind
from .facts import read_facts
from .intents import Intent
from .proposing import Offer, offer_of
from .queries import forbidden_pairs, mentors_of
from .reasons import Teller
from .rules import ban_findings, findings_of, free_places, places
from .scoring import ground_of, score_all


@dataclass(frozen=True, slots=True)
class Candidate:
    offer: Offer
    findings: list[Finding]
    free: int
    places: int

    @property
    def is_allowed(self) -> bool:
        return not any(finding.is_block for finding in self.findings)


def candidates_for(
    mentee: MenteeCard,
    *,
    programme: Programme,
    starts_on: datetime.date,
    ends_on: datetime.date,
    limit: int,
    named: str = "",
) -> list[Candidate]:
    """At most `limit` mentors; those whom something forbids stand last. `named`: part of a name."""
    mentors = list(mentors_of(programme.school))
    if named:
        mentors = [card for card in mentors if named in card.person.search_name]
    if not mentors:
        return []
    rules = rules_of(programme.regulation)
    facts = read_facts(mentors, [mentee], rules=rules, starts_on=starts_on, ends_on=ends_on)
    banned = forbidden_pairs(programme)
    scores = score_all(mentors, [mentee], ground_of(programme.regulation, starts_on))
    points, teller = scores.points[0].tolist(), Teller(scores)

    def findings(mentor: MentorCard) -> list[Finding]:
        intent = Intent(mentor, [mentee], programme, PairKind.INDIVIDUAL, starts_on, ends_on)
        return [*ban_findings(intent, banned), *findings_of(intent, rules, facts)]

    found = {card.pk: findings(card) for card in mentors}
    order = sorted(
        range(len(mentors)),
        key=lambda column: (
            any(finding.is_block for finding in found[mentors[column].pk]),
            -points[column],
            mentors[column].pk,
        ),
    )
    candidates = []
    for column in order[:limit]:
        mentor = mentors[column]
        free, in_all = free_places(mentor, rules, facts), places(mentor, rules)
        offer = offer_of(teller, 0, column, free, in_all)
        candidates.append(Candidate(offer, found[mentor.pk], free, in_all))
    return candidates
