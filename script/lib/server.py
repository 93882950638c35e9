"""``script/server``: database, demo school, web, worker and beat on this machine, until Ctrl-C."""

import argparse
import fcntl
import os
import signal
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from . import engines, layout, processes
from .engine import EngineError
from .supervise import Program, Supervisor, say

HOST = "127.0.0.1"
FIRST_PORT = 8000
READY_TIMEOUT = 90
# What is left of a killed server needs a moment to notice and to end.
PREDECESSOR_TIMEOUT = 20


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/server")
    parser.add_argument("--port", type=int, help="8000 or the next free one if not given")
    parser.add_argument("--no-demo", action="store_true", help="no demo school, no demo sign-ins")
    options = parser.parse_args(arguments)

    layout.ensure_folders()
    with _only_one() as mark:
        port = _choose_port(options.port)
        environment, locks = engines.acquire()
        supervisor = Supervisor(_environment(environment, demo=not options.no_demo), [*locks, mark])
        try:
            _serve(supervisor, port)
        finally:
            supervisor.stop_all()
            for lock in locks:
                os.close(lock)
            engines.wait_until_stopped()
    say("stopped")
    return 0


def _serve(supervisor: Supervisor, port: int) -> None:
    sign_ins = _prepare(supervisor)
    if supervisor.is_stopping():
        return
    supervisor.environment = _as_application(supervisor.environment)
    web, *others = _programs(port)
    supervisor.start(web)
    errors = _Tail(layout.LOG / "web.log")
    address = f"http://{HOST}:{port}/"
    is_up = _wait_for_web(supervisor, f"{address}healthz", errors)
    if is_up:
        # After the pages, because all of them at once are slower on a machine with two cores.
        for program in others:
            supervisor.start(program)
        if sign_ins:
            say(sign_ins)
        say(f"Address: {address}   (Ctrl-C stops it; logs in var/log)")
    elif not supervisor.is_stopping():
        raise EngineError(f"the pages do not answer at {address}; see var/log/web.log")
    while not supervisor.is_stopping():
        supervisor.look()
        errors.show()
        time.sleep(0.2)
    say("stopping")


def _programs(port: int) -> list[Program]:
    """In the order in which they are stopped: first nobody asks for work, then nobody plans it."""
    celery = [sys.executable, "-m", "celery", "-A", "mentoring"]
    web = Program(
        "web",
        [
            sys.executable,
            "-m",
            "gunicorn",
            "mentoring.wsgi:application",
            f"--bind={HOST}:{port}",
            "--workers=2",
            "--threads=4",
            # Imported once and shared by both, which halves the start and spares memory.
            "--preload",
            "--graceful-timeout=5",
            "--log-level=warning",
            "--no-control-socket",
            f"--access-logfile={layout.rotated_log('access')}",
        ],
        [(signal.SIGTERM, 8), (signal.SIGQUIT, 3), (signal.SIGKILL, 3)],
    )
    beat = Program(
        "beat",
        [*celery, "beat", "--pidfile=", f"--schedule={layout.RUN / 'beat-schedule'}"],
        [(signal.SIGTERM, 5), (signal.SIGKILL, 3)],
    )
    worker = Program(
        "worker",
        [
            *celery,
            "worker",
            "--hostname=main@%h",
            "--concurrency=2",
            "-Ofair",
            "--without-gossip",
            "--without-mingle",
        ],
        [(signal.SIGTERM, 30), (signal.SIGQUIT, 5), (signal.SIGKILL, 3)],
        # Tasks may run twice; without its supervisor the worker had better be gone at once.
        orphan_signal=signal.SIGQUIT,
    )
    return [web, beat, worker]


def _environment(base: dict[str, str], *, demo: bool) -> dict[str, str]:
    environment = {"DEBUG": "1", "ALLOWED_HOSTS": "localhost,127.0.0.1", **base}
    environment["PYTHONUNBUFFERED"] = "1"
    environment["MENTORING_DEMO"] = "1" if demo else "0"
    return environment


def _as_application(environment: Mapping[str, str]) -> dict[str, str]:
    """What is migrated belongs to the owner; those who serve only write its rows."""
    address = environment.get("APP_DATABASE_URL") or environment["DATABASE_URL"]
    served = {**environment, "DATABASE_URL": address}
    served.pop("APP_DATABASE_URL", None)
    return served


def _prepare(supervisor: Supervisor) -> str:
    """Migrations and the demo school; returns what the demo sign-ins are."""
    with tempfile.TemporaryFile() as output:
        process = processes.start(
            [sys.executable, str(Path(__file__).parent), "prepare"],
            output=output,
            errors=None,
            on_orphan=signal.SIGTERM,
            cwd=layout.ROOT,
            environment=supervisor.environment,
            locks=supervisor.locks,
        )
        while process.poll() is None and not supervisor.is_stopping():
            time.sleep(0.1)
        processes.stop(process, [(signal.SIGTERM, 5), (signal.SIGKILL, 3)])
        if process.returncode != 0 and not supervisor.is_stopping():
            raise EngineError("the database could not be prepared; what went wrong stands above")
        output.seek(0)
        return output.read().decode().strip()


def _wait_for_web(supervisor: Supervisor, url: str, errors: "_Tail") -> bool:
    def answers() -> bool:
        supervisor.look()
        errors.show()
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    processes.wait_until(
        lambda: supervisor.is_stopping() or answers(), timeout=READY_TIMEOUT, pause=0.1
    )
    return not supervisor.is_stopping() and answers()


def _choose_port(wanted: int | None) -> int:
    if wanted is not None:
        if not processes.port_is_free(wanted, HOST):
            raise EngineError(f"port {wanted} is taken by another program")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        if processes.port_is_free(port, HOST):
            if port != FIRST_PORT:
                say(f"port {FIRST_PORT} is taken by another program, so it is {port}")
            return port
    raise EngineError(f"no free port from {FIRST_PORT} on; give one with --port")


@contextmanager
def _only_one() -> Iterator[int]:
    """One server a checkout: a second worker and a second clock would do everything twice.

    The programs inherit what this gives, so a new server waits until all of a killed one has ended.
    """
    with (
        (layout.RUN / "server.lock").open("a") as server,
        (layout.RUN / "programs.lock").open("a") as programs,
    ):
        if not _is_mine(server):
            raise EngineError("script/server runs already in this folder")
        if not processes.wait_until(lambda: _is_mine(programs), timeout=PREDECESSOR_TIMEOUT):
            raise EngineError("programs of an earlier script/server still run in this folder")
        yield programs.fileno()


def _is_mine(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class _Tail:
    """Shows in the terminal what a log has got since the last look."""

    def __init__(self, path: Path) -> None:
        self.file: IO[str] = path.open(errors="replace")

    def show(self) -> None:
        text = self.file.read()
        if text:
            say(text.rstrip("\n"))
