"""A private Redis: Debian's binary, our own folder, an append-only file, a port, a password."""

import shutil
import signal
import socket
import subprocess
from typing import IO, ClassVar

from . import processes
from .engine import Engine, EngineError


class Redis(Engine):
    name: ClassVar[str] = "redis"
    variable: ClassVar[str] = "REDIS_URL"
    package: ClassVar[str] = "redis-server"
    system_user: ClassVar[str] = "redis"
    stop_steps: ClassVar[list[tuple[signal.Signals, float]]] = [
        (signal.SIGTERM, 20),
        (signal.SIGKILL, 5),
    ]
    orphan_signal: ClassVar[signal.Signals] = signal.SIGTERM
    pid_file: ClassVar[str] = "redis.pid"

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def prepare(self, log: IO[bytes]) -> None:
        if not self.data.exists():
            self.put_in_place(self.make_folder("redis.new"))

    def spawn(self, port: int, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        program = shutil.which("redis-server")
        if program is None:
            raise EngineError("Redis is not installed: script/setup tells how, or set REDIS_URL")
        server = processes.start(
            [program, "-"], output=log, on_orphan=self.orphan_signal, user=self.user, has_input=True
        )
        # By its standard input, because arguments are seen by every user of the machine.
        assert server.stdin is not None
        with server.stdin:
            server.stdin.write(self._settings(port))
        return server

    def _settings(self, port: int) -> bytes:
        home = self.data.resolve()
        return "".join(
            f"{line}\n"
            for line in (
                "bind 127.0.0.1",
                f"port {port}",
                f"requirepass {self.password}",
                f'dir "{home}"',
                f'pidfile "{home / self.pid_file}"',
                "daemonize no",
                "appendonly yes",
                # The append-only file is the whole truth; snapshots beside it only cost disk.
                'save ""',
                "maxmemory-policy noeviction",
            )
        ).encode()

    def is_ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (part := connection.recv(256)):
                    answer += part
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"
