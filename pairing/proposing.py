"""Who is proposed to whom, with reasons, and why those left over have nobody. Writes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.findings import Finding, blocks
from registry.models import MenteeCard, MentorCard
from schools.models import Programme
from schools.rules import RuleSet

from . import leftovers
from .choices import PairKind, WishKind
from .facts import Facts
from .intents import Intent
from .matching import best_assignment, places_of, points_of_places
from .reasons import Reason, Teller
from .rules import (
    age_findings,
    card_findings,
    free_places,
    places,
    two_findings,
    warnings_of_two,
)
from .scoring import Scores, ground_of, load_points, score_all


@dataclass(frozen=True, slots=True)
class Question:
    """What a proposal starts from: the cards by primary key, the decisions made before."""

    programme: Programme
    mentors: Sequence[MentorCard]
    mentees: Sequence[MenteeCard]
    locked: dict[int, int]  # mentee → mentor, primary keys of cards
    forbidden: frozenset[tuple[int, int]]  # mentor, mentee
    rules: RuleSet
    facts: Facts
    day: datetime.date


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


def split_wishes(
    wishes: Iterable[tuple[int, int, str]],
) -> tuple[dict[int, int], frozenset[tuple[int, int]]]:
    """Locks and bans out of rows of mentor, mentee, kind."""
    rows = list(wishes)
    locked = {mentee: mentor for mentor, mentee, kind in rows if kind == WishKind.LOCKED}
    banned = {(mentor, mentee) for mentor, mentee, kind in rows if kind == WishKind.FORBIDDEN}
    return locked, frozenset(banned)


class Board:
    """The matrices of one question: rows are mentees, columns are mentors.

    `fits` has the form alone, `banned` what forbids these two; `mentor_blocks` and
    `mentee_blocks` have what keeps one person out of every pair.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        rules, facts = question.rules, question.facts
        self.mentors = question.mentors
        # A mentee who is in a pair already is not asked for again.
        self.mentees = [card for card in question.mentees if not facts.bonds_of_mentee(card)]
        self.rows = {card.pk: row for row, card in enumerate(self.mentees)}
        self.columns = {card.pk: column for column, card in enumerate(self.mentors)}
        self.mentor_blocks = [blocks(card_findings(card, facts)) for card in self.mentors]
        self.mentee_blocks = [self._blocks_of(card) for card in self.mentees]
        self.free = np.array([free_places(card, rules, facts) for card in self.mentors], dtype=int)
        self.places = np.array([places(card, rules) for card in self.mentors], dtype=int)
        self.fits = self._forms()
        self.banned = self._bans()

    def _blocks_of(self, card: MenteeCard) -> list[Finding]:
        question = self.question
        ages = age_findings(card, question.day, question.rules)
        return blocks([*card_findings(card, question.facts), *ages])

    def _forms(self) -> np.ndarray:
        left = np.array([card.form_id or 0 for card in self.mentees], dtype=int)[:, np.newaxis]
        right = np.array([card.form_id or 0 for card in self.mentors], dtype=int)[np.newaxis, :]
        same = (left == right) & (left != 0)
        return same | ((left == 0) ^ (right == 0))

    def _bans(self) -> np.ndarray:
        banned = np.zeros((len(self.mentees), len(self.mentors)), dtype=bool)
        for mentor, mentee in self.question.forbidden:
            if mentor in self.columns and mentee in self.rows:
                banned[self.rows[mentee], self.columns[mentor]] = True
        for row, column in self._relatives():
            found = two_findings(
                self.mentors[column], self.mentees[row], self.question.rules, self.question.facts
            )
            banned[row, column] |= bool(blocks(found))
        return banned

    def _relatives(self) -> Iterable[tuple[int, int]]:
        """Cells of people who know each other: oneself, one's child, one's own mentor."""
        column_of = {card.person_id: column for column, card in enumerate(self.mentors)}
        row_of = {card.person_id: row for row, card in enumerate(self.mentees)}
        known = [(person, person) for person in column_of.keys() & row_of.keys()]
        facts = self.question.facts
        # Who mentors somebody may not be that one's mentee in turn, where the regulation says so.
        for child, parent in sorted({*known, *facts.parents, *facts.mentored}):
            if child in row_of and parent in column_of:
                yield row_of[child], column_of[parent]

    def open_rows(self) -> np.ndarray:
        return np.array([not found for found in self.mentee_blocks], dtype=bool)

    def open_columns(self) -> np.ndarray:
        return np.array([not found for found in self.mentor_blocks], dtype=bool)

    def allowed(self) -> np.ndarray:
        """Pairs that nothing forbids, however many places there are."""
        rows, columns = self.open_rows(), self.open_columns()
        return self.fits & ~self.banned & rows[:, np.newaxis] & columns[np.newaxis, :]


def propose(question: Question) -> Answer:
    """As many mentees as possible with a mentor, and among those the highest sum of scores.

    A locked pair stands before all others. What is forbidden is never offered. The same cards
    in the same order give the same answer.
    """
    board = Board(question)
    scores = score_all(
        board.mentors, board.mentees, ground_of(question.programme.regulation, question.day)
    )
    allowed = board.allowed()
    free = board.free.copy()
    pairs = _locked(board, allowed, free)
    refused_locks = {
        board.rows[mentee]
        for mentee, mentor in question.locked.items()
        if mentee in board.rows and mentor in board.columns
    } - pairs.keys()
    waiting = allowed.copy()
    waiting[[*pairs, *refused_locks]] = False
    pairs |= _assign(board, scores, waiting, free)
    offers = _offers(board, scores, pairs)
    found = leftovers.of_mentees(board, allowed, pairs, refused_locks)
    found += leftovers.of_mentors(board, set(pairs.values()))
    return Answer(offers, found)


def _locked(board: Board, allowed: np.ndarray, free: np.ndarray) -> dict[int, int]:
    """Row → column of the pairs that were locked and may be; each takes its place."""
    pairs = {}
    for mentee, mentor in sorted(board.question.locked.items()):
        row, column = board.rows.get(mentee), board.columns.get(mentor)
        if row is None or column is None or not allowed[row, column] or not free[column]:
            continue
        pairs[row] = column
        free[column] -= 1
    return pairs


def _assign(board: Board, scores: Scores, waiting: np.ndarray, free: np.ndarray) -> dict[int, int]:
    columns = places_of(free)
    load = points_of_places(free, board.places, scores.ground.weights["load"], columns)
    points = scores.points[:, columns] + load[np.newaxis, :]
    found = best_assignment(points, waiting[:, columns])
    return {row: int(columns[place]) for row, place in found}


def _offers(board: Board, scores: Scores, pairs: dict[int, int]) -> list[Offer]:
    """The pairs in words. A mentor's first offer by score gets the most for the load."""
    points, teller = scores.points, Teller(scores)
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
    teller = Teller(score_all([mentor], [mentee], ground))
    free = free_places(mentor, question.rules, question.facts)
    return offer_of(teller, 0, 0, free, places(mentor, question.rules), question)
