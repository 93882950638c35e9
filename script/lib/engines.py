"""The private engines as a whole: who uses them, who starts them, when they stop.

Each engine has a keeper, a small process that starts it and stops it when nobody uses it any more.
A user holds a shared lock on the file of users; the keeper stops the engine when it gets that lock
for itself. The kernel drops the lock of a user that dies in whatever way, so nothing has to be
counted or cleaned up.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from . import layout, processes
from .broker import Redis
from .engine import Engine, EngineError
from .postgres import Postgres

ENGINES: dict[str, type[Engine]] = {"postgres": Postgres, "redis": Redis}
START_TIMEOUT = 120


def acquire() -> tuple[dict[str, str], list[int]]:
    """Have the engines running; return the environment for programs and the locks.

    Whoever inherits the locks keeps the engines up; an engine whose address is given is left alone.
    """
    layout.ensure_folders()
    environment = dict(os.environ)
    locks = []
    with _locked(layout.RUN / "start.lock"):
        environment.setdefault("SECRET_KEY", layout.secret("secret_key", length=48))
        # Russian goes through every pipe and file, whatever the terminal's locale is.
        environment.setdefault("PYTHONUTF8", "1")
        environment.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings.base")
        for engine_class in ENGINES.values():
            if environment.get(engine_class.variable):
                continue
            engine = engine_class()
            locks.append(_use(engine))
            environment[engine.variable] = engine.url
            if isinstance(engine, Postgres):
                environment["APP_DATABASE_URL"] = engine.app_url
    return environment, locks


def _use(engine: Engine) -> int:
    lock = os.open(users_file(engine), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    # Waits while a keeper that has just lost its last user is stopping the engine.
    fcntl.flock(lock, fcntl.LOCK_SH)
    if not keeper_is_alive(engine):
        _start_keeper(engine)
    return lock


def _start_keeper(engine: Engine) -> None:
    reading, writing = os.pipe()
    command = [sys.executable, str(Path(__file__).parent), "keeper", engine.name, str(writing)]
    try:
        subprocess.run(
            command,
            cwd="/",
            pass_fds=(writing,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=START_TIMEOUT,
        )
    finally:
        os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    if answer != "ready":
        log = layout.LOG / f"{engine.name}.log"
        raise EngineError(answer or f"{engine.name} did not start; see {log}")


def keeper_is_alive(engine: Engine | type[Engine]) -> bool:
    with keeper_file(engine).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wait_until_stopped(*, timeout: float = 60) -> bool:
    """For one who gave up the locks and wants to see the engines gone; False if others use them."""
    return processes.wait_until(
        lambda: (
            not any(
                keeper_is_alive(engine) and not _has_users(engine) for engine in ENGINES.values()
            )
        ),
        timeout=timeout,
    ) and not any(keeper_is_alive(engine) for engine in ENGINES.values())


def _has_users(engine: type[Engine]) -> bool:
    with users_file(engine).open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            return False
        try:
            # Fails while the keeper has the file for itself, that is, while it stops the engine.
            fcntl.flock(users, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def users_file(engine: Engine | type[Engine]) -> Path:
    return layout.RUN / f"{engine.name}.users"


def keeper_file(engine: Engine | type[Engine]) -> Path:
    return layout.RUN / f"{engine.name}.keeper"


@contextmanager
def _locked(path: Path) -> Iterator[IO[str]]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
