"""Who is shown to whom when people are asked for their wishes: the best that nothing forbids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from schools.models import Programme

from .questions import read_question
from .solving import Board, scores_of


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Card → cards of the other side, the best first. Who has nobody to see is not here."""

    for_mentees: dict[int, list[int]]
    for_mentors: dict[int, list[int]]


def suggest(programme: Programme, *, actor: Any, number: int) -> Suggestions:
    """At most `number` for each free mentee that the actor looks after, and for each free mentor.

    A constant number of queries.
    """
    # Whom somebody has been locked to or has picked before is no reason not to ask again.
    question = replace(read_question(programme, actor), locked={}, chosen={})
    if not question.mentors or not question.mentees:
        return Suggestions({}, {})
    board = Board(question)
    allowed = board.allowed() & (board.free > 0)[np.newaxis, :]
    points = scores_of(board).points
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
