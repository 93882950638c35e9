"""A PostgreSQL server of a test's own, which may be killed: with a copy of the test's database."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

BINARIES = Path("/usr/lib/postgresql")
ROLE, DATABASE = "mentoring", "copied"
DEADLINE = 120.0
_PAUSE = 0.05


class Cluster:
    """A server on a loopback port. `kill` ends all its processes at once, as a power cut would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        # PostgreSQL refuses root.
        self._user = "postgres" if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://{ROLE}@127.0.0.1:{self.port}/{DATABASE}"

    def make(self) -> None:
        if self._user:
            shutil.chown(self.folder, self._user, pwd.getpwnam(self._user).pw_gid)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        options += ["--locale-provider=icu", "--icu-locale=ru-RU"]
        self._run("initdb", f"--pgdata={self.folder / 'data'}", f"--username={ROLE}", *options)

    def start(self) -> None:
        command = [_program("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
        for setting in ("listen_addresses=127.0.0.1", "unix_socket_directories="):
            command += ["-c", setting]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd="/", stdout=log, stderr=log, start_new_session=True, user=self._user
            )
        end = time.monotonic() + DEADLINE
        while not self._answers():
            if self._process.poll() is not None:
                # What the killed server left has not gone yet.
                self._process = None
                time.sleep(_PAUSE)
                return self.start()
            assert time.monotonic() < end, (self.folder / "server.log").read_text()[-3000:]
            time.sleep(_PAUSE)
        return None

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pid in [process.pid, *_children_of(process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait(timeout=DEADLINE)

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=DEADLINE)

    def copy_here(self) -> None:
        """All that the test's database holds, triggers and rows."""
        self._run("createdb", *self._where(), DATABASE)
        dump = self.folder / "copy.sql"
        with dump.open("wb") as out:
            subprocess.run(
                [_program("pg_dump"), "--no-owner", "--no-acl", "--dbname", _test_database()],
                stdout=out,
                env=_environment(urlsplit(os.environ["DATABASE_URL"]).password or ""),
                check=True,
            )
        self._run(
            "psql", *self._where(), "-d", DATABASE, "-qX", "-v", "ON_ERROR_STOP=1", "-f", str(dump)
        )

    def _answers(self) -> bool:
        ask = [_program("pg_isready"), *self._where(), "-q"]
        return subprocess.run(ask, env=_environment(), check=False).returncode == 0

    def _where(self) -> list[str]:
        return ["-h", "127.0.0.1", "-p", str(self.port), "-U", ROLE]

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [_program(program), *arguments],
            cwd="/",
            env=_environment(),
            stdout=subprocess.DEVNULL,
            user=self._user,
            check=True,
        )


def _program(name: str) -> str:
    versions = (folder for folder in BINARIES.iterdir() if (folder / "bin" / name).exists())
    return str(max(versions, key=lambda folder: int(folder.name)) / "bin" / name)


def _test_database() -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    host = f"{parts.username}@{parts.hostname}:{parts.port}"
    return f"postgresql://{host}/{connection.settings_dict['NAME']}"


def _environment(password: str = "") -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PGPASSWORD": password}


def _children_of(parent: int) -> list[int]:
    """They are in sessions of their own, so that a signal to the group does not reach them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            status = (folder / "stat").read_text()
            if int(status.rpartition(")")[2].split()[1]) == parent:
                found.append(int(folder.name))
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def cluster(transactional_db: None) -> Iterator[Cluster]:
    """Not started and empty: a test fills its database, then `copy_here`."""
    folder = Path(tempfile.mkdtemp(prefix="cluster-"))
    server = Cluster(folder)
    server.make()
    yield server
    server.stop()
    shutil.rmtree(folder)
