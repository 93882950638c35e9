"""A real Celery worker for tests: started on the test's database, killed, started again.

`worker` gives a stopped one; while a test has it, jobs are no longer run on the spot but sent to
a queue of its own. `idle_broker` sends them where nobody listens. Both need a test that commits:
`@pytest.mark.django_db(transaction=True)`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from kombu import pools

DEADLINE = 180.0
_PAUSE = 0.02
# A Redis database that neither the server nor anything else of ours uses.
_REDIS_DATABASE = "9"


class Worker:
    """A worker process with one child, in a process group of its own."""

    def __init__(self, queue: str, log: Path) -> None:
        self.queue = queue
        self.log = log
        # Of the test's database, unless the test has a server of its own.
        self.database_url = _database_url()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "-A", "mentoring", "worker", "-Q", self.queue]
        command += ["-n", f"{self.queue}@test", "-c", "1", "--without-gossip", "--without-mingle"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it and its child at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def wait_until(self, happened: Callable[[], bool], *, what: str) -> None:
        """Look until it has happened; past the deadline the test fails with the worker's log."""
        end = time.monotonic() + DEADLINE
        while not happened():
            log = self.log.read_text(encoding="utf-8", errors="replace")[-3000:]
            assert time.monotonic() < end, f"{what}: not within {DEADLINE:.0f} s\n{log}"
            time.sleep(_PAUSE)

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            os.killpg(process.pid, number)
            process.wait(timeout=DEADLINE)

    def environment(self) -> dict[str, str]:
        """For whatever process has to look at the same database and the same queue."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "mentoring.settings.test",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": _redis_url(),
            "TEST_CELERY_EAGER": "0",
            "TEST_CELERY_QUEUE": self.queue,
        }


def _database_url() -> str:
    return _with_path(os.environ["DATABASE_URL"], str(connection.settings_dict["NAME"]))


def _redis_url() -> str:
    return _with_path(settings.REDIS_URL, _REDIS_DATABASE)


def _with_path(address: str, path: str) -> str:
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


@contextmanager
def sending_to(url: str, queue: str) -> Iterator[None]:
    """This process sends its tasks to that broker instead of running them on the spot."""
    before = {name: getattr(current_app.conf, name) for name in _CHANGED}
    _configure({"broker_url": url, "task_default_queue": queue, "task_always_eager": False})
    try:
        yield
    finally:
        _configure(before)


_CHANGED = ("broker_url", "task_default_queue", "task_always_eager")


def _configure(values: dict[str, object]) -> None:
    current_app.conf.update(values)
    # What the application remembers of the broker it had: connections, queues.
    pools.reset()
    current_app._pool = None  # noqa: SLF001  no public way to forget
    vars(current_app._get_current_object()).pop("amqp", None)  # noqa: SLF001


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[Worker]:
    queue = str(connection.settings_dict["NAME"])
    process = Worker(queue, tmp_path / "worker.log")
    process.log.touch()
    with sending_to(_redis_url(), queue):
        with current_app.connection_for_write() as broker:
            broker.default_channel.client.delete(queue)
        yield process
        process.kill()


@pytest.fixture
def idle_broker(transactional_db: None) -> Iterator[None]:
    """Jobs are written down; nobody does them."""
    with sending_to("memory://", "nobody"):
        yield
