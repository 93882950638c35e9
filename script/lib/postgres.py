"""A private PostgreSQL cluster: Debian's binaries, our own folder, a loopback port, a password."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import IO, ClassVar
from urllib.parse import quote

from . import layout, processes
from .engine import Engine, EngineError

ROLE = "mentoring"
DATABASE = "mentoring"
# As this one web and worker connect: it writes rows and owns nothing (core/database_role.py).
APP_ROLE = "mentoring_app"
# The first that knows ICU for a whole database.
OLDEST = 15
BINARIES = Path("/usr/lib/postgresql")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "512MB",
    "max_wal_size": "512MB",
    "synchronous_commit": "on",
    # Compiling a query costs more than running it at the sizes a school has.
    "jit": "off",
    "timezone": "UTC",
    "lc_messages": "C.UTF-8",
}


class Postgres(Engine):
    name: ClassVar[str] = "postgres"
    variable: ClassVar[str] = "DATABASE_URL"
    package: ClassVar[str] = "postgresql"
    system_user: ClassVar[str] = "postgres"
    stop_steps: ClassVar[list[tuple[signal.Signals, float]]] = [
        (signal.SIGINT, 30),
        (signal.SIGQUIT, 10),
        (signal.SIGKILL, 5),
    ]
    orphan_signal: ClassVar[signal.Signals] = signal.SIGINT
    pid_file: ClassVar[str] = "postmaster.pid"

    @property
    def url(self) -> str:
        return f"postgres://{ROLE}:{quote(self.password)}@127.0.0.1:{self.port}/{DATABASE}"

    @property
    def app_url(self) -> str:
        password = quote(layout.secret("postgres_app"))
        return f"postgres://{APP_ROLE}:{password}@127.0.0.1:{self.port}/{DATABASE}"

    def prepare(self, log: IO[bytes]) -> None:
        if self.data.exists():
            self._check_version()
            return
        folder = self.make_folder("postgres.new")
        password_file = folder.with_name("postgres.password")
        try:
            password_file.touch(mode=0o600)
            if self.user is not None:
                shutil.chown(password_file, self.user)
            password_file.write_text(self.password)
            # ICU for the templates as well, so that the databases of tests sort as the real one.
            self._run(
                log,
                "initdb",
                f"--pgdata={folder}",
                f"--username={ROLE}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--locale-provider=icu",
                "--icu-locale=ru-RU",
            )
        finally:
            password_file.unlink(missing_ok=True)
        self.put_in_place(folder)

    def spawn(self, port: int, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        return processes.start(
            [str(binary("postgres")), "-D", str(self.data.resolve()), "-p", str(port), *_options()],
            output=log,
            on_orphan=self.orphan_signal,
            user=self.user,
            environment=_environment(),
        )

    def is_ready(self) -> bool:
        """Ready means that the database is there; a new cluster gets it on its first answer."""
        host = ["-h", "127.0.0.1", "-p", str(self.port), "-U", ROLE]
        if self._ask("pg_isready", *host, "-q").returncode != 0:
            return False
        answer = self._ask(
            "psql", *host, "-d", "postgres", "-XAtc", "SELECT datname FROM pg_database"
        )
        if answer.returncode != 0:
            return False
        if DATABASE in answer.stdout.decode().split():
            return True
        return self._ask("createdb", *host, DATABASE).returncode == 0

    def _ask(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        environment = _environment() | {"PGPASSWORD": self.password, "PGCONNECT_TIMEOUT": "5"}
        return subprocess.run(
            [str(binary(program)), *arguments], env=environment, capture_output=True, check=False
        )

    def _run(self, log: IO[bytes], program: str, *arguments: str) -> None:
        finished = subprocess.run(
            [str(binary(program)), *arguments],
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
            **processes.as_user(self.user),
        )
        if finished.returncode != 0:
            raise EngineError(f"{program} failed; see {log.name}")

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if not (BINARIES / made_by / "bin" / "postgres").exists():
            raise EngineError(
                f"{self.data} was made by PostgreSQL {made_by}, which is not installed any more."
                f" Install postgresql-{made_by}, or dump and restore into a new folder."
            )


def _options() -> list[str]:
    return [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]


def binary(program: str) -> Path:
    """The program of the cluster's own version; of the newest one while there is no cluster."""
    version_file = layout.VAR / "postgres" / "PG_VERSION"
    if version_file.exists():
        return BINARIES / version_file.read_text().strip() / "bin" / program
    versions = [
        folder
        for folder in BINARIES.glob("*")
        if folder.name.isdigit() and (folder / "bin" / "postgres").exists()
    ]
    newest = max(versions, key=lambda folder: int(folder.name), default=None)
    if newest is None or int(newest.name) < OLDEST:
        raise EngineError(
            f"PostgreSQL {OLDEST} or newer is not installed: see script/setup, or set DATABASE_URL"
        )
    return newest / "bin" / program


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}
