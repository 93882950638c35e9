from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairing.choices import Goal
from pairing.matching import best_assignment, crowding_of, places_of, points_of_places
from pairing.scoring import load_points


@st.composite
def boards(draw):
    """Up to four rows and columns of points, some below zero, with some cells not allowed."""
    rows = draw(st.integers(0, 4))
    columns = draw(st.integers(0, 4))
    size = rows * columns
    points = draw(st.lists(st.integers(-40, 100), min_size=size, max_size=size))
    allowed = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    shape = (rows, columns)
    return (
        np.array(points, dtype=np.int32).reshape(shape),
        np.array(allowed, dtype=bool).reshape(shape),
    )


def worth(goal: str, points: np.ndarray, crowding: np.ndarray, pairs: list) -> tuple[int, ...]:
    """What an assignment is worth to a goal, what counts first standing first."""
    total = sum(int(points[pair]) for pair in pairs)
    if goal == Goal.BEST_FIT:
        return total, len(pairs)
    if goal == Goal.MOST_PEOPLE:
        return len(pairs), total
    return len(pairs), -sum(int(crowding[column]) for _row, column in pairs), total


def best_by_trying_all(
    goal: str, points: np.ndarray, allowed: np.ndarray, crowding: np.ndarray
) -> tuple[int, ...]:
    """The worth of the best out of every possible assignment."""
    rows, columns = points.shape
    seats = [*range(columns), *[None] * rows]
    found = []
    for order in set(permutations(seats, rows)):
        pairs = [(row, column) for row, column in enumerate(order) if column is not None]
        if all(allowed[pair] for pair in pairs):
            found.append(worth(goal, points, crowding, pairs))
    return max(found)


@pytest.mark.parametrize("goal", Goal.values)
@settings(max_examples=100, deadline=None)
@given(board=boards(), crowding=st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_no_other_assignment_is_better(goal: str, board, crowding) -> None:
    points, allowed = board
    crowds = np.array(crowding[: points.shape[1]])

    found = best_assignment(points, allowed, goal, crowds)

    best = best_by_trying_all(goal, points, allowed, crowds)
    assert worth(goal, points, crowds, found) == best


@pytest.mark.parametrize("goal", Goal.values)
@settings(max_examples=100, deadline=None)
@given(board=boards())
def test_what_is_forbidden_never_comes_out(goal: str, board) -> None:
    points, allowed = board

    found = best_assignment(points, allowed, goal, np.arange(points.shape[1]))

    assert all(allowed[pair] for pair in found)
    assert len({row for row, _column in found}) == len(found)
    assert len({column for _row, column in found}) == len(found)


@pytest.mark.parametrize("goal", Goal.values)
@settings(max_examples=50, deadline=None)
@given(board=boards())
def test_the_same_input_gives_the_same_output(goal: str, board) -> None:
    points, allowed = board
    crowding = np.arange(points.shape[1])

    first = best_assignment(points, allowed, goal, crowding)

    assert best_assignment(points.copy(), allowed.copy(), goal, crowding.copy()) == first


def test_a_forbidden_pair_stays_out_whatever_it_would_bring() -> None:
    points = np.array([[1_000_000, 1], [1, 1]])
    allowed = np.array([[False, True], [True, True]])

    assert best_assignment(points, allowed) == [(0, 1), (1, 0)]


def test_one_more_pair_outweighs_a_better_score() -> None:
    points = np.array([[100, 1], [1, 0]])
    allowed = np.array([[True, True], [True, False]])

    assert best_assignment(points, allowed) == [(0, 1), (1, 0)]


def test_best_fit_takes_the_better_score_though_one_more_could_have_a_pair() -> None:
    points = np.array([[100, 1], [1, 0]])
    allowed = np.array([[True, True], [True, False]])

    assert best_assignment(points, allowed, Goal.BEST_FIT) == [(0, 0)]


def test_best_fit_leaves_nobody_over_who_costs_nothing() -> None:
    points = np.zeros((2, 2), dtype=int)
    allowed = np.ones((2, 2), dtype=bool)

    assert len(best_assignment(points, allowed, Goal.BEST_FIT)) == 2


def test_best_fit_makes_no_pair_below_zero() -> None:
    points = np.array([[-1, -5]])

    assert best_assignment(points, np.ones((1, 2), dtype=bool), Goal.BEST_FIT) == []


def test_even_load_gives_everybody_one_before_anybody_gets_two() -> None:
    free = np.array([3, 3])
    columns = places_of(free)
    points = np.array([[9, 0]] * 4)[:, columns]
    crowding = crowding_of(np.zeros(2, dtype=int), free, columns)

    found = best_assignment(points, np.ones(points.shape, dtype=bool), Goal.EVEN_LOAD, crowding)

    assert sorted(columns[column] for _row, column in found) == [0, 0, 1, 1]


def test_even_load_counts_whom_a_mentor_has_already() -> None:
    free = np.array([2, 2])
    columns = places_of(free)
    points = np.array([[9, 0]] * 2)[:, columns]
    crowding = crowding_of(np.array([2, 0]), free, columns)

    found = best_assignment(points, np.ones(points.shape, dtype=bool), Goal.EVEN_LOAD, crowding)

    assert [columns[column] for _row, column in found] == [1, 1]


def test_more_than_whole_numbers_can_tell_apart_is_refused() -> None:
    points = np.array([[0, 2**40], [2**40, 0]])
    crowding = np.array([0, 2**20])

    with pytest.raises(OverflowError):
        best_assignment(points, np.ones((2, 2), dtype=bool), Goal.EVEN_LOAD, crowding)


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
