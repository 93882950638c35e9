"""The optimal assignment: who gets whose place. Numbers in, numbers out; no database here.

What comes first depends on the goal; what is not allowed can't come out, however much there is to
win. Costs are whole numbers, exact in a float: the best is found, not something near it.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from .choices import Goal
from .scoring import load_points

# Whole numbers up to here are exact in a float; sums of costs stay below.
EXACT = 2.0**53


def places_of(free: np.ndarray) -> np.ndarray:
    """A column for each free place: every mentor's number, as often as they have places."""
    return np.repeat(np.arange(len(free)), free)


def nth_places(free: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """For each column which of its mentor's free places it is, from 0."""
    starts = np.cumsum(free) - free
    return np.arange(len(columns)) - starts[columns]


def points_of_places(
    free: np.ndarray, places: np.ndarray, weight: int, columns: np.ndarray
) -> np.ndarray:
    """Points for the load of each column: the first of a mentor's free places gives the most."""
    left = (free[columns] - nth_places(free, columns)).tolist()
    return np.array(
        [load_points(weight, f, p) for f, p in zip(left, places[columns].tolist(), strict=True)],
        dtype=np.int32,
    )


def crowding_of(taken: np.ndarray, free: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """What each column adds to the sum of the squares of the mentors' numbers of mentees.

    Of all ways to give places to as many, the least sum of squares is the most even: no mentor's
    number can be lowered without another's, as low or lower, growing past it.
    """
    return 2 * (taken[columns] + nth_places(free, columns)) + 1


def best_assignment(
    points: np.ndarray,
    allowed: np.ndarray,
    goal: str = Goal.MOST_PEOPLE,
    crowding: np.ndarray | None = None,
) -> list[tuple[int, int]]:
    """Rows with their columns, by row. `points` are whole numbers, `crowding` one for each column.

    The same input gives the same output. Best fit: the largest sum, then the most pairs; a pair
    below zero is not made. Most people: the most pairs, then the largest sum. Even load: the most
    pairs, then the least crowding, then the largest sum.
    """
    if goal != Goal.EVEN_LOAD:
        crowding = None
    if goal == Goal.BEST_FIT:
        allowed = allowed & (points >= 0)
    rows = np.flatnonzero(allowed.any(axis=1))
    columns = np.flatnonzero(allowed.any(axis=0))
    if not len(rows):
        return []
    possible, cost = allowed, points
    if (len(rows), len(columns)) != allowed.shape:
        cells = np.ix_(rows, columns)
        possible, cost = allowed[cells], points[cells]
    cost = cost.astype(np.float64)
    if goal == Goal.BEST_FIT:
        _cost_of_fit(cost, possible)
    else:
        _cost_of_number(cost, possible, None if crowding is None else crowding[columns])
    _start_from_zero(cost)
    left, right = linear_sum_assignment(cost)
    taken = possible[left, right]
    return sorted(zip(rows[left[taken]].tolist(), columns[right[taken]].tolist(), strict=True))


def _start_from_zero(cost: np.ndarray) -> None:
    """Lower whole columns, then rows, to zero: the same answer, found in half the time.

    Only of a side that is taken whole: what all answers lose alike changes none of them.
    """
    rows, columns = cost.shape
    if rows >= columns:
        cost -= cost.min(axis=0)
    if rows <= columns:
        cost -= cost.min(axis=1)[:, np.newaxis]


def _cost_of_fit(cost: np.ndarray, possible: np.ndarray) -> None:
    """Points into costs: nobody is forced into a pair, but of equal sums the one with more is."""
    cost *= -(min(cost.shape) + 1.0)
    cost -= 1
    np.copyto(cost, 0, where=~possible)


def _cost_of_number(cost: np.ndarray, possible: np.ndarray, crowding: np.ndarray | None) -> None:
    """Points into costs: what is impossible is dearer than any sum of what is possible."""
    seats = min(cost.shape)
    # Whoever gets a pair, their number is the same: points below zero may be lifted for all.
    lowest = cost.min(where=possible, initial=np.inf)
    spread = float(cost.max(where=possible, initial=-np.inf) - lowest)
    np.subtract(lowest, cost, out=cost)
    if crowding is not None:
        step = spread * seats + 1
        over = (crowding - crowding.min()).astype(np.float64) * step
        cost += over[np.newaxis, :]
        spread += float(over.max())
    dearer = (spread + 1) * (seats + 1)
    if dearer * seats > EXACT:
        raise OverflowError("more people and points than whole numbers can tell apart")
    np.copyto(cost, dearer, where=~possible)
