"""The keeper of one engine: starts it, also after a crash, and stops it after its last user."""

import fcntl
import os
import signal
import subprocess
import time
from contextlib import suppress
from types import FrameType
from typing import IO

from . import layout, processes
from .engine import Engine, EngineError
from .engines import ENGINES, keeper_file, users_file

LOOK_EVERY = 0.2
READY_TIMEOUT = 60
ATTEMPTS = 3
RESTART_PAUSE = 0.5


class StopWished(Exception):
    """A wish to end, from a signal."""


def main(name: str, report_to: int) -> int:
    """Detach and keep the engine; the caller reads «ready», or what went wrong, from the pipe."""
    if os.fork():
        return 0
    os.setsid()
    os.umask(0o077)
    signal.signal(signal.SIGTERM, _raise_stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    engine_class = ENGINES[name]
    # Closed in the opposite order: who waits for the users' file must find the keeper's mark gone.
    with (
        users_file(engine_class).open("a") as users,
        keeper_file(engine_class).open("a") as mark,
        layout.rotated_log(name).open("ab", buffering=0) as log,
        suppress(StopWished),
    ):
        fcntl.flock(mark, fcntl.LOCK_EX)
        with os.fdopen(report_to, "w") as report:
            try:
                engine = engine_class()
                server = _start(engine, log)
            except (EngineError, RuntimeError, OSError) as error:
                report.write(str(error))
                return 1
            report.write("ready")
        _keep(engine, server, users, log)
    return 0


def _start(engine: Engine, log: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start and wait until it answers; a port that somebody took meanwhile is exchanged."""
    engine.prepare(log)
    engine.end_leftover()
    for attempt in range(ATTEMPTS):
        port = processes.remembered_port(engine.port_file, renew=attempt > 0)
        server = engine.spawn(port, log)
        if _becomes_ready(engine, server):
            return server
        processes.stop(server, engine.stop_steps)
    raise EngineError(f"{engine.name} does not start; see {log.name}")


def _becomes_ready(engine: Engine, server: "subprocess.Popen[bytes]") -> bool:
    processes.wait_until(
        lambda: server.poll() is not None or engine.is_ready(), timeout=READY_TIMEOUT
    )
    return server.poll() is None and engine.is_ready()


def _keep(
    engine: Engine, server: "subprocess.Popen[bytes]", users: IO[str], log: IO[bytes]
) -> None:
    """Return when nobody uses the engine and it is stopped; nobody can begin in between."""
    try:
        while not _is_alone(users):
            time.sleep(LOOK_EVERY)
            if server.poll() is not None:
                log.write(f"{engine.name} ended with {server.returncode}, started again\n".encode())
                time.sleep(RESTART_PAUSE)
                engine.end_leftover()
                # On the same port, because the users know the address.
                server = engine.spawn(engine.port, log)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        processes.stop(server, engine.stop_steps)


def _is_alone(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _raise_stop(number: int, frame: FrameType | None) -> None:
    raise StopWished
