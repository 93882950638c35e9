"""Fifty orders are signed by five directors while the database and the worker are killed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.choices import Role
from accounts.testing import make_user
from core.testing_cluster import Cluster
from core.testing_worker import Worker
from orders.actions import submit_order
from pairing.actions import draft_pairs_order
from pairing.testing import make_pair, with_order_texts
from schools.testing import make_school

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

SCHOOLS, ORDERS = 5, 10
DEADLINE = 240.0


class Directors:
    """A process for each school; what it was told of is in its file."""

    def __init__(self, schools: list[int], environment: dict[str, str], folder: Path) -> None:
        self.files = [folder / f"director-{pk}" for pk in schools]
        self.processes = []
        for pk, file in zip(schools, self.files, strict=True):
            with file.open("wb") as told:
                self.processes.append(start(environment, "sign", str(pk), stdout=told))

    def told(self) -> dict[str, str]:
        """Order → number, for each signature whose success reached the director."""
        lines = [line for file in self.files for line in file.read_text().splitlines()]
        return dict(line.split() for line in lines if len(line.split()) == 2)

    def wait(self) -> None:
        assert [process.wait(timeout=DEADLINE) for process in self.processes] == [0] * SCHOOLS


def start(environment: dict[str, str], *arguments: str, **streams: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pairing.tests.signing", *arguments]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **streams)


def look(environment: dict[str, str]) -> dict[str, Any]:
    process = start(environment, "look", stdout=subprocess.PIPE)
    output, _nothing = process.communicate(timeout=DEADLINE)
    return json.loads(output)


def make_waiting_orders() -> list[int]:
    """Orders about a pair each, handed over to the directors of their schools."""
    schools = []
    for _number in range(SCHOOLS):
        school = make_school()
        programme = with_order_texts(school.programmes.get())
        curator = make_user(Role.CURATOR, school)
        make_user(Role.DIRECTOR, school)
        for _order in range(ORDERS):
            order = draft_pairs_order([make_pair(school)], programme=programme, actor=curator)
            submit_order(order, actor=curator)
        schools.append(school.pk)
    return schools


def wait_for_signatures(directors: Directors, number: int) -> None:
    end = time.monotonic() + DEADLINE
    while len(directors.told()) < number:
        assert time.monotonic() < end, directors.told()
        time.sleep(0.01)


def test_numbers_and_orders_survive_the_death_of_the_database_and_of_the_worker(
    worker: Worker, cluster: Cluster, tmp_path: Path
) -> None:
    schools = make_waiting_orders()
    cluster.start()
    cluster.copy_here()
    worker.database_url = cluster.url
    environment = worker.environment()
    worker.start()
    directors = Directors(schools, environment, tmp_path)

    states = []
    for number in (10, 30):
        wait_for_signatures(directors, number)
        told = directors.told()
        cluster.kill()
        worker.kill()
        cluster.start()
        states.append((told, look(environment)))
        worker.start()
    directors.wait()
    start(environment, "sweep").wait(timeout=DEADLINE)
    worker.wait_until(lambda: look(environment)["unfinished"] == 0, what="all papers are made")

    end = look(environment)
    for told, state in [*states, (directors.told(), end)]:
        # What a director was told of is true after the crash.
        assert told.items() <= state["by_order"].items()
        assert state["halves"] == []
        for pk, numbers in state["numbers"].items():
            assert numbers == list(range(1, len(numbers) + 1))
            assert state["last"][pk] == len(numbers)
    assert {len(numbers) for numbers in end["numbers"].values()} == {ORDERS}
    assert end["documents"] == SCHOOLS * ORDERS
    assert end["files"] == 2 * SCHOOLS * ORDERS
