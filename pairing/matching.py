"""The optimal assignment: who gets whose place. Numbers in, numbers out; no database here.

First as many mentees as possible get a mentor, then the sum of the scores is the largest there
is. What is not allowed can't come out, however much there is to win.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from .scoring import load_points


def places_of(free: np.ndarray) -> np.ndarray:
    """A column for each free place: every mentor's number, as often as they have places."""
    return np.repeat(np.arange(len(free)), free)


def points_of_places(
    free: np.ndarray, places: np.ndarray, weight: int, columns: np.ndarray
) -> np.ndarray:
    """Points for the load of each column: the first of a mentor's free places gives the most."""
    starts = np.cumsum(free) - free
    nth = np.arange(len(columns)) - starts[columns]
    left = (free[columns] - nth).tolist()
    return np.array(
        [load_points(weight, f, p) for f, p in zip(left, places[columns].tolist(), strict=True)],
        dtype=np.int32,
    )


def best_assignment(points: np.ndarray, allowed: np.ndarray) -> list[tuple[int, int]]:
    """Rows with their columns, by row. `points` are whole numbers of 0 and more.

    The same input gives the same output.
    """
    rows = np.flatnonzero(allowed.any(axis=1))
    columns = np.flatnonzero(allowed.any(axis=0))
    if not len(rows):
        return []
    possible = allowed[np.ix_(rows, columns)]
    cost = -points[np.ix_(rows, columns)].astype(np.float64)
    # Dearer than any sum of points: so one more mentee with a mentor outweighs every score.
    cost[~possible] = (points.max() + 1.0) * (min(cost.shape) + 1)
    left, right = linear_sum_assignment(cost)
    taken = possible[left, right]
    return sorted(zip(rows[left[taken]].tolist(), columns[right[taken]].tolist(), strict=True))
