"""Who is shown to whom when people are asked for their wishes: the best that nothing forbids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core import clock
from schools.models import Programme
from schools.rules import rules_of

from .facts import read_facts
from .intents import default_period
from .proposing import Board, Question
from .queries import declined_pairs, forbidden_pairs, mentees_of, mentors_of
from .scoring import ground_of, score_all


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Card → cards of the other side, the best first. Who has nobody to see is not here."""

    for_mentees: dict[int, list[int]]
    for_mentors: dict[int, list[int]]


def suggest(programme: Programme, *, actor: Any, number: int) -> Suggestions:
    """At most `number` for each free mentee that the actor looks after, and for each free mentor.

    A constant number of queries.
    """
    rules = rules_of(programme.regulation)
    starts_on, ends_on = default_period(programme, clock.today())
    mentors = list(mentors_of(programme.school))
    mentees = list(mentees_of(programme.school, actor))
    if not mentors or not mentees:
        return Suggestions({}, {})
    facts = read_facts(
        mentors, mentees, rules=rules, starts_on=starts_on, ends_on=ends_on, programme=programme
    )
    board = Board(
        Question(
            programme=programme,
            mentors=mentors,
            mentees=mentees,
            locked={},
            forbidden=frozenset(forbidden_pairs(programme) | declined_pairs(programme)),
            rules=rules,
            facts=facts,
            day=starts_on,
        )
    )
    allowed = board.allowed() & (board.free > 0)[np.newaxis, :]
    points = score_all(
        board.mentors, board.mentees, ground_of(programme.regulation, starts_on)
    ).points
    mentee_keys = [card.pk for card in board.mentees]
    mentor_keys = [card.pk for card in board.mentors]
    return Suggestions(
        _best(points, allowed, mentee_keys, mentor_keys, number),
        _best(points.T, allowed.T, mentor_keys, mentee_keys, number),
    )


def _best(
    points: np.ndarray, allowed: np.ndarray, rows: list[int], columns: list[int], number: int
) -> dict[int, list[int]]:
    """Keys of the best allowed columns of each row; equal points stand by their order."""
    order = np.argsort(np.where(allowed, -points, 1), axis=1, kind="stable")[:, :number]
    found = {}
    for row, key in enumerate(rows):
        best = [columns[column] for column in order[row].tolist() if allowed[row, column]]
        if best:
            found[key] = best
    return found
