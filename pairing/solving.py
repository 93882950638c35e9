"""The matrices of a calculation and its best answer: who gets whom. Words are made elsewhere."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.findings import Finding, blocks
from core.i18n import gettext as _
from registry.models import MenteeCard, MentorCard
from schools.models import Programme
from schools.rules import RuleSet

from .choices import Goal, WishKind
from .earlier import NO_TIES, Ties
from .facts import Facts
from .matching import best_assignment, crowding_of, places_of, points_of_places
from .rules import age_findings, card_findings, free_places, places, two_findings
from .scoring import Scores, ground_of, load_points, score_all
from .vetoes import veto_findings


@dataclass(frozen=True, slots=True)
class Question:
    """What a proposal starts from: the cards by primary key, the decisions made before.

    `declined` are two of whom one asked not to be put together, `chosen` the mentors whom a mentee
    with the right to choose has named; a lock of the curator's goes before both.
    """

    programme: Programme
    mentors: Sequence[MentorCard]
    mentees: Sequence[MenteeCard]
    locked: Mapping[int, int]  # mentee → mentor, primary keys of cards
    forbidden: frozenset[tuple[int, int]]  # mentor, mentee
    rules: RuleSet
    facts: Facts
    day: datetime.date
    goal: str = Goal.MOST_PEOPLE
    ties: Ties = NO_TIES
    declined: frozenset[tuple[int, int]] = frozenset()
    chosen: Mapping[int, frozenset[int]] = field(default_factory=dict)
    may_pair_again: bool = True


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
    `mentee_blocks` have what keeps one person out of every pair. `load` counts the mentees whom
    a mentor has already.
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
        self.load = np.array(
            [len({bond.mentee_id for bond in facts.bonds_of_mentor(c)}) for c in self.mentors],
            dtype=int,
        )
        self.fits = self._forms()
        self.banned = self._bans()
        self._allowed = self._may_be()

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
        question = self.question
        for mentee, named in question.chosen.items():
            if mentee in self.rows and mentee not in question.locked:
                others = [column for pk, column in self.columns.items() if pk not in named]
                banned[self.rows[mentee], others] = True
        again = set() if question.may_pair_again else self._broken()
        for mentor, mentee in question.forbidden | question.declined | again:
            if mentor in self.columns and mentee in self.rows:
                banned[self.rows[mentee], self.columns[mentor]] = True
        for row, column in self._relatives():
            found = two_findings(
                self.mentors[column], self.mentees[row], question.rules, question.facts
            )
            banned[row, column] |= bool(blocks(found))
        return banned

    def _broken(self) -> set[tuple[int, int]]:
        """Mentor and mentee whose pair was broken off, but for those locked together."""
        question = self.question
        return {
            (mentor, mentee)
            for (mentor, mentee), pair in question.ties.earlier.items()
            if pair.was_broken and question.locked.get(mentee) != mentor
        }

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

    def allowed(self) -> np.ndarray:
        """Pairs that nothing forbids, however many places there are."""
        return self._allowed

    def _may_be(self) -> np.ndarray:
        rows = np.array([not found for found in self.mentee_blocks], dtype=bool)
        columns = np.array([not found for found in self.mentor_blocks], dtype=bool)
        return self.fits & ~self.banned & rows[:, np.newaxis] & columns[np.newaxis, :]

    def findings(self, row: int, column: int) -> Iterator[Finding]:
        """What forbids one cell, in words."""
        question = self.question
        mentor, mentee = self.mentors[column], self.mentees[row]
        yield from self.mentee_blocks[row]
        yield from self.mentor_blocks[column]
        if not self.fits[row, column]:
            text = _(
                "Формы не сходятся: у {mentee:genitive} «%(own)s», у {mentor:genitive} «%(other)s»"
            )
            values = {"own": mentee.form or "–", "other": mentor.form or "–"}
            yield Finding("pair.form", text % values)
        yield from veto_findings(question, mentor, mentee)
        yield from blocks(two_findings(mentor, mentee, question.rules, question.facts))


@dataclass(frozen=True, slots=True)
class Solution:
    """The best answer to a question: row → column of a board."""

    board: Board
    scores: Scores
    pairs: dict[int, int]
    # Rows whose lock can't be kept.
    refused: frozenset[int]

    @property
    def given(self) -> np.ndarray:
        """How many each mentor gets."""
        return np.bincount(list(self.pairs.values()), minlength=len(self.board.mentors))

    @property
    def total(self) -> int:
        """The sum of scores, with the points for the load."""
        points = self.scores.points
        weight, board = self.scores.ground.weights["load"], self.board
        load = sum(
            load_points(weight, int(board.free[column]) - nth, int(board.places[column]))
            for column, number in enumerate(self.given.tolist())
            for nth in range(number)
        )
        return load + sum(int(points[cell]) for cell in self.pairs.items())

    @property
    def crowding(self) -> int:
        """The sum of squares of the mentors' numbers of mentees: the less, the more even."""
        return int(((self.board.load + self.given) ** 2).sum())


def scores_of(board: Board) -> Scores:
    question = board.question
    ground = ground_of(question.programme.regulation, question.day)
    return score_all(board.mentors, board.mentees, ground, question.ties)


def solve(board: Board, scores: Scores, locked: Mapping[int, int] | None = None) -> Solution:
    """The best there is for the question's goal; `locked` stands in place of the question's locks.

    A locked pair stands before all others. What is forbidden is never in it. The same cards in the
    same order give the same answer.
    """
    locked = board.question.locked if locked is None else locked
    free = board.free.copy()
    pairs = _locked(board, locked, free)
    refused = {
        board.rows[mentee]
        for mentee, mentor in locked.items()
        if mentee in board.rows and mentor in board.columns
    } - pairs.keys()
    waiting = np.ones(len(board.mentees), dtype=bool)
    waiting[[*pairs, *refused]] = False
    taken = board.load + board.free - free
    pairs |= _assign(board, scores, np.flatnonzero(waiting), free, taken)
    return Solution(board, scores, pairs, frozenset(refused))


def _locked(board: Board, locked: Mapping[int, int], free: np.ndarray) -> dict[int, int]:
    """Row → column of the pairs that were locked and may be; each takes its place."""
    pairs = {}
    for mentee, mentor in sorted(locked.items()):
        row, column = board.rows.get(mentee), board.columns.get(mentor)
        if row is None or column is None or not board.allowed()[row, column] or not free[column]:
            continue
        pairs[row] = column
        free[column] -= 1
    return pairs


def _assign(
    board: Board, scores: Scores, waiting: np.ndarray, free: np.ndarray, taken: np.ndarray
) -> dict[int, int]:
    columns = places_of(free)
    load = points_of_places(free, board.places, scores.ground.weights["load"], columns)
    points, allowed = scores.points, board.allowed()
    if len(waiting) < len(points):
        points, allowed = points[waiting], allowed[waiting]
    points = points.take(columns, axis=1)
    points += load
    crowding = crowding_of(taken, free, columns)
    goal = board.question.goal
    found = best_assignment(points, allowed.take(columns, axis=1), goal, crowding)
    return {int(waiting[row]): int(columns[place]) for row, place in found}
