"""Who is proposed to whom, with reasons, and why those left over have nobody. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from registry.models import MenteeCard, MentorCard

from . import leftovers
from .choices import PairKind
from .intents import Intent
from .reasons import Reason, Teller
from .rules import free_places, places, warnings_of_two
from .scoring import ground_of, load_points, score_all
from .solving import Board, Question, Solution, scores_of, solve


@dataclass(frozen=True, slots=True)
class Offer:
    mentor: MentorCard
    mentee: MenteeCard
    score: int
    reasons: list[Reason]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The offers by score, and whom nobody was found for: `{"person_id", "side", "reasons"}`."""

    offers: list[Offer]
    leftovers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(offer.score for offer in self.offers)


def propose(question: Question) -> Answer:
    """The best pairs for the question's goal, in words, and why the others have nobody."""
    board = Board(question)
    solution = solve(board, scores_of(board))
    found = leftovers.of_mentees(solution)
    found += leftovers.of_mentors(solution)
    return Answer(_offers(solution), found)


def _offers(solution: Solution) -> list[Offer]:
    """The pairs in words. A mentor's first offer by score gets the most for the load."""
    board, pairs = solution.board, solution.pairs
    points, teller = solution.scores.points, Teller(solution.scores)
    offers = []
    left = board.free.copy()
    for row, column in sorted(pairs.items(), key=lambda pair: (-points[pair], pair)):
        free, in_all = int(left[column]), int(board.places[column])
        offers.append(offer_of(teller, row, column, free, in_all, board.question))
        left[column] -= 1
    return sorted(offers, key=lambda offer: (-offer.score, offer.mentor.pk, offer.mentee.pk))


def offer_of(
    teller: Teller,
    row: int,
    column: int,
    free: int,
    places_in_all: int,
    question: Question | None = None,
) -> Offer:
    """One pair of a calculation in points and words; `free` counts the place that it would take.

    Of papers that are not there a `question` lets it warn; other checks say it themselves.
    """
    scores = teller.scores
    mentor, mentee = scores.mentors[column], scores.mentees[row]
    reasons = teller.reasons(row, column)
    load = load_points(scores.ground.weights["load"], free, places_in_all)
    if load:
        reasons.append(teller.load(load, free, places_in_all))
    intent = _meant(question, mentor, mentee) if question else None
    facts = question.facts if question else None
    ground = scores.ground
    look_at = warnings_of_two(mentor, mentee, ground.day, ground.rules, intent, facts)
    remarks = [*teller.remarks(row, column), *map(str, look_at)]
    return Offer(mentor, mentee, sum(reason["points"] for reason in reasons), reasons, remarks)


def _meant(question: Question, mentor: MentorCard, mentee: MenteeCard) -> Intent:
    facts = question.facts
    programme, kind = question.programme, PairKind.INDIVIDUAL
    return Intent(mentor, [mentee], programme, kind, facts.starts_on, facts.ends_on)


def score_pair(question: Question, mentor: MentorCard, mentee: MenteeCard) -> Offer:
    """One pair on the ground of a question, whoever else is in it."""
    ground = ground_of(question.programme.regulation, question.day)
    teller = Teller(score_all([mentor], [mentee], ground, question.ties))
    free = free_places(mentor, question.rules, question.facts)
    return offer_of(teller, 0, 0, free, places(mentor, question.rules), question)
