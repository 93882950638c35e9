"""Proposals for a large school: from the database to stored proposals, beside the bare solver.

1,000 mentors with two places each and 2,000 mentees of one form. The reference is
`scipy.optimize.linear_sum_assignment` on the very matrix of points that ours made, without reading,
scoring, reasons or storing; both sums are the same. Beside it stand the page of a school of
300 × 300, from the click to the board, and the two other ways that are found in the field: the
Hungarian method in pure Python (the library munkres, on a size that it can do) and the stable
marriage of Gale and Shapley with places, each against our solving of the same matrix.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import numpy as np
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from scipy.optimize import linear_sum_assignment

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from pairing.actions import propose_pairs
from pairing.matching import best_assignment, places_of, points_of_places
from pairing.models import ProposalRun
from pairing.scoring import ground_of, score_all
from registry.models import MenteeCard, MentorCard
from schools.models import Programme

from . import Result, medians, peak_mb
from .large_school import large_school

try:
    from munkres import Munkres
except ImportError:  # It is among the tools of the tests, not of the application.
    Munkres = None

MENTORS, PLACES, MENTEES = 1000, 2, 2000
PAGE = 300
# The library takes minutes for a thousand.
IN_PYTHON = 200
PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


class NotOptimal(Exception):
    """Ours and the reference do not add up to the same: the benchmark says nothing then."""


def run(turns: int) -> Iterator[Result]:
    """Everything happens in transactions that are rolled back."""
    with transaction.atomic():
        programme = large_school(MENTORS, PLACES, MENTEES)
        points = _points(programme)
        yield _beside_scipy(programme, points, turns)
        yield from _page(turns)
        yield from _beside_hungarian(points, turns)
        yield _beside_stable_marriage(points, turns)
        transaction.set_rollback(True)


def _beside_scipy(programme: Programme, points: np.ndarray, turns: int) -> Result:
    cost = -points.astype(np.float64)
    ours: list[float] = []

    def propose() -> None:
        ours.append(propose_pairs(programme, actor=None).total_score)

    best = points[linear_sum_assignment(cost)].sum()
    own, bare = medians(turns, propose, lambda: linear_sum_assignment(cost))
    _same(ours, float(best))
    return Result("matching", own, "scipy linear_sum_assignment, same matrix", bare, "s", peak_mb())


def _page(turns: int) -> Iterator[Result]:
    """The click on the button and the board that answers, beside the second that it may take."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": PLAIN_FILES}}
    programme = large_school(PAGE, 1, PAGE)
    client = Client()
    client.force_login(
        make_user(Role.CURATOR, programme.school),
        backend=settings.AUTHENTICATION_BACKENDS[-1],
    )

    def ask() -> None:
        response = client.post(reverse("pairing:propose"), secure=True, follow=True)
        if response.status_code != 200 or b'class="offer"' not in response.content:
            raise NotOptimal("the board does not answer with proposals")

    logging.disable(logging.WARNING)
    try:
        with override_settings(STORAGES=storages, ALLOWED_HOSTS=["*"]):
            ask()
            (own,) = medians(turns, ask)
    finally:
        logging.disable(logging.NOTSET)
    runs = ProposalRun.objects.filter(programme=programme)
    if {run.proposals.count() for run in runs} != {PAGE}:
        raise NotOptimal("somebody of the page's school has got no pair")
    yield Result(f"matching: page {PAGE}", own, "the second it may take", 1.0, "s", peak_mb())


def _beside_hungarian(points: np.ndarray, turns: int) -> Iterator[Result]:
    if Munkres is None:
        return
    part = points[:IN_PYTHON, : IN_PYTHON * PLACES : PLACES]
    cost = (-part).tolist()
    allowed = np.ones(part.shape, dtype=bool)
    _same([_sum(part, best_assignment(part, allowed))], _sum(part, Munkres().compute(cost)))
    own, other = medians(
        turns, lambda: best_assignment(part, allowed), lambda: Munkres().compute(cost)
    )
    name = f"Hungarian in Python (munkres), {IN_PYTHON} × {IN_PYTHON}"
    yield Result("matching: Hungarian", own, name, other, "s", peak_mb())


def _beside_stable_marriage(points: np.ndarray, turns: int) -> Result:
    allowed = np.ones(points.shape, dtype=bool)
    best = _sum(points, best_assignment(points, allowed))
    lost = 1 - _sum(points, stable_marriage(points)) / best
    own, other = medians(
        turns, lambda: best_assignment(points, allowed), lambda: stable_marriage(points)
    )
    name = f"stable marriage, loses {lost:.1%} of the score"
    return Result("matching: stable", own, name, other, "s", peak_mb())


def stable_marriage(points: np.ndarray) -> list[tuple[int, int]]:
    """Gale and Shapley: mentees ask by their points, a place keeps the best who has asked."""
    wanted = np.argsort(-points, axis=1, kind="stable").tolist()
    given = points.tolist()
    asked = [0] * len(given)
    holder: dict[int, int] = {}
    waiting = list(range(len(given)))[::-1]
    while waiting:
        row = waiting.pop()
        while asked[row] < len(wanted[row]):
            column = wanted[row][asked[row]]
            asked[row] += 1
            other = holder.get(column)
            if other is None:
                holder[column] = row
                break
            if given[row][column] > given[other][column]:
                holder[column] = row
                row = other
    return sorted((row, column) for column, row in holder.items())


def _sum(points: np.ndarray, pairs: list[tuple[int, int]]) -> float:
    return float(sum(int(points[pair]) for pair in pairs))


def _same(ours: list[float], best: float) -> None:
    if set(ours) != {best}:
        raise NotOptimal(f"ours {sorted(set(ours))}, the best is {best}")


def _points(programme: Programme) -> np.ndarray:
    """What ours gives to the solver: a column for each place, less for each further one."""
    school = programme.school
    mentors = list(MentorCard.objects.filter(school=school).select_related("person").order_by("pk"))
    mentees = list(MenteeCard.objects.filter(school=school).select_related("person").order_by("pk"))
    ground = ground_of(programme.regulation, max(programme.starts_on, clock.today()))
    free = np.full(len(mentors), PLACES)
    columns = places_of(free)
    load = points_of_places(free, free, ground.weights["load"], columns)
    return score_all(mentors, mentees, ground).points[:, columns] + load[np.newaxis, :]
