"""What a pair needs of papers beside consents: the labour side, agreements, certificates.

A pair may be chosen before they are made, and is then only warned about. Into an order it comes
with them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.urls import reverse

from core.choices import Level
from core.clock import today
from core.findings import Finding
from core.i18n import gettext as _
from registry.choices import ConsentKind, ConsentSigner, LabourBasis
from registry.models import LabourTerms, MenteeCard, MentorCard
from registry.queries import (
    Outside,
    is_of_employees,
    is_outside,
    labour_findings,
    labour_terms,
    outside_findings,
    outside_of,
    transfer_gaps,
)
from registry.rules import early_end_findings
from schools.choices import ParticipantKind
from schools.rules import RuleSet, rules_of

from .intents import Intent
from .models import Pair


@dataclass(frozen=True, slots=True)
class Papers:
    """By person: labour papers, what is known of outside mentors, missing consents to transfer."""

    labour: dict[int, list[LabourTerms]] = field(default_factory=dict)
    outside: dict[int, Outside] = field(default_factory=dict)
    transfer: dict[int, list[str]] = field(default_factory=dict)


def read_papers(
    mentors: Sequence[MentorCard], mentees: Sequence[MenteeCard], rules: RuleSet
) -> Papers:
    """A few queries for any number of people, and none for what nobody here needs."""
    employees = {card.person_id for card in mentors if card.person.kind == ParticipantKind.STAFF}
    outsiders = {card.person_id for card in mentors if is_outside(card.person)}
    outside = outside_of(outsiders, rules) if outsiders else {}
    with_partner = any(one.partner is not None for one in outside.values())
    people = {card.person_id for card in mentees}
    return Papers(
        labour_terms(employees, rules) if employees else {},
        outside,
        transfer_gaps(people, day=today(), rules=rules) if with_partner and people else {},
    )


def paper_findings(intent: Intent, rules: RuleSet, papers: Papers) -> Iterator[Finding]:
    """What the papers of these days lack: blocks for an order, warnings before."""
    level = Level.BLOCK if intent.for_order else Level.WARNING
    mentor = intent.mentor.person
    days = {"starts_on": intent.papers_from or intent.starts_on, "ends_on": intent.ends_on}
    if is_of_employees(intent.form_in_use):
        terms = papers.labour.get(mentor.pk, [])
        yield from labour_findings(mentor, terms, **days, rules=rules, level=level)
    if not is_outside(mentor):
        return
    outside = papers.outside.get(mentor.pk, Outside())
    yield from outside_findings(mentor, outside, **days, rules=rules, level=level)
    if outside.partner is not None:
        for mentee in intent.mentees:
            yield from _of_transfer(mentee, papers.transfer.get(mentee.person_id, ()), level)


def _of_transfer(mentee: MenteeCard, signers: Sequence[str], level: str) -> Iterator[Finding]:
    for signer in signers:
        text = _("%(name)s: нет своего согласия на передачу данных партнёру")
        if signer == ConsentSigner.REPRESENTATIVE:
            text = _("%(name)s: нет согласия {guardian:genitive} на передачу данных партнёру")
        url = reverse("registry:consent_create", args=[mentee.person_id])
        yield Finding(
            "pair.transfer",
            text % {"name": mentee.person.short_name},
            level=level,
            url=f"{url}?kind={ConsentKind.TRANSFER.value}&signer={signer}",
        )


def pair_papers_findings(intent: Intent, rules: RuleSet, papers: Papers) -> Iterator[Finding]:
    """Of a pair that is there, for the days that it still has."""
    first = min(max(intent.starts_on, today()), intent.ends_on)
    yield from paper_findings(replace(intent, papers_from=first), rules, papers)


def asks_who_ends(pair: Pair) -> bool:
    """Whether an early end of this pair is one of an employee's assignment, with its notice."""
    rules = rules_of(pair.regulation)
    if not is_of_employees(pair.form) or not rules.value("labour.required"):
        return False
    rows = labour_terms([pair.mentor.person_id], rules).get(pair.mentor.person_id, [])
    in_post = [row for row in rows if row.basis == LabourBasis.IN_POST]
    return not any(row.is_in_force_on(today()) for row in in_post)


def ending_findings(
    pair: Pair, on: datetime.date, *, ended_by: str, notice_on: datetime.date | None
) -> list[Finding]:
    """What forbids the pair to be over after that day, where it is not the last one anyway."""
    if on >= pair.ends_on or not asks_who_ends(pair):
        return []
    rules = rules_of(pair.regulation)
    return early_end_findings(
        on, ended_by=ended_by, notice_on=notice_on, school=pair.school, rules=rules
    )
