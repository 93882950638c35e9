from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairing.matching import best_assignment, places_of, points_of_places
from pairing.scoring import load_points


@st.composite
def boards(draw):
    """Up to five rows and columns of points, with some cells not allowed."""
    rows = draw(st.integers(0, 5))
    columns = draw(st.integers(0, 5))
    size = rows * columns
    points = draw(st.lists(st.integers(0, 100), min_size=size, max_size=size))
    allowed = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    shape = (rows, columns)
    return (
        np.array(points, dtype=np.int32).reshape(shape),
        np.array(allowed, dtype=bool).reshape(shape),
    )


def best_by_trying_all(points: np.ndarray, allowed: np.ndarray) -> tuple[int, int]:
    """The most pairs, and the highest sum among those, out of every possible assignment."""
    rows, columns = points.shape
    seats = [*range(columns), *[None] * rows]
    best = (0, 0)
    for order in set(permutations(seats, rows)):
        pairs = [
            (row, column)
            for row, column in enumerate(order)
            if column is not None and allowed[row, column]
        ]
        best = max(best, (len(pairs), sum(int(points[pair]) for pair in pairs)))
    return best


@settings(max_examples=150, deadline=None)
@given(boards())
def test_no_other_assignment_is_better(board) -> None:
    points, allowed = board

    found = best_assignment(points, allowed)

    assert (len(found), sum(int(points[pair]) for pair in found)) == best_by_trying_all(*board)


@settings(max_examples=150, deadline=None)
@given(boards())
def test_what_is_forbidden_never_comes_out(board) -> None:
    points, allowed = board

    found = best_assignment(points, allowed)

    assert all(allowed[pair] for pair in found)
    assert len({row for row, _column in found}) == len(found)
    assert len({column for _row, column in found}) == len(found)


@settings(max_examples=50, deadline=None)
@given(boards())
def test_the_same_input_gives_the_same_output(board) -> None:
    points, allowed = board

    assert best_assignment(points, allowed) == best_assignment(points.copy(), allowed.copy())


def test_a_forbidden_pair_stays_out_whatever_it_would_bring() -> None:
    points = np.array([[1_000_000, 1], [1, 1]])
    allowed = np.array([[False, True], [True, True]])

    assert best_assignment(points, allowed) == [(0, 1), (1, 0)]


def test_one_more_pair_outweighs_a_better_score() -> None:
    points = np.array([[100, 1], [1, 0]])
    allowed = np.array([[True, True], [True, False]])

    assert best_assignment(points, allowed) == [(0, 1), (1, 0)]


def test_a_row_with_nothing_allowed_stays_over() -> None:
    points = np.array([[50, 50], [50, 50]])
    allowed = np.array([[False, False], [True, True]])

    assert [row for row, _column in best_assignment(points, allowed)] == [1]


def test_nothing_to_assign_gives_nothing() -> None:
    assert best_assignment(np.zeros((0, 3)), np.zeros((0, 3), dtype=bool)) == []
    assert best_assignment(np.zeros((2, 2)), np.zeros((2, 2), dtype=bool)) == []


def test_each_free_place_is_a_column() -> None:
    assert places_of(np.array([2, 0, 1])).tolist() == [0, 0, 2]


def test_the_first_place_of_a_mentor_gives_the_most_for_the_load() -> None:
    free, places = np.array([2, 1]), np.array([2, 4])
    columns = places_of(free)

    assert points_of_places(free, places, 5, columns).tolist() == [5, 3, 1]


@pytest.mark.parametrize(("free", "places", "points"), [(2, 2, 5), (1, 2, 3), (0, 2, 0), (0, 0, 0)])
def test_points_for_the_load_are_whole(free: int, places: int, points: int) -> None:
    assert load_points(5, free, places) == points
