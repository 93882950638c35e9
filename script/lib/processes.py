"""Processes, ports and system users: the few things that the engines and the server both need."""

import ctypes
import errno
import os
import pwd
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1
# Below the range from which Linux takes the ports of outgoing connections (32768 and up).
PORTS = range(20000, 32000)

_libc = ctypes.CDLL(None, use_errno=True)


def start(
    command: Sequence[str],
    *,
    output: IO[bytes],
    errors: int | None = subprocess.STDOUT,
    on_orphan: signal.Signals,
    user: str | None = None,
    cwd: Path = Path("/"),
    environment: Mapping[str, str] | None = None,
    locks: Sequence[int] = (),
    has_input: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a program in a group of its own that gets a signal when its parent dies, even by -9."""
    return subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        pass_fds=locks,
        stdin=subprocess.PIPE if has_input else subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
        preexec_fn=_die_with_parent(on_orphan),  # noqa: PLW1509 (there are no threads here)
        **as_user(user),
    )


def _die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """The kernel drops the wish when the user changes; ``subprocess`` does that before it calls."""
    parent = os.getpid()

    def apply() -> None:
        if _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0) != 0 or os.getppid() != parent:
            os._exit(126)

    return apply


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
    return True


def free_port() -> int:
    for _ in range(200):
        port = random.choice(PORTS)
        if port_is_free(port):
            return port
    raise RuntimeError(f"no free port between {PORTS.start} and {PORTS.stop}")


def remembered_port(file: Path, *, renew: bool = False) -> int:
    """The port that the file names, while it is free; otherwise another, written there."""
    if not renew:
        with suppress(OSError, ValueError):
            port = int(file.read_text())
            if port_is_free(port):
                return port
    port = free_port()
    file.write_text(f"{port}\n")
    return port


def works_in(pid: int, folder: Path) -> bool:
    """Whether the process lives and its working directory is that folder.

    Tells our own server from a stranger that was given the number of a dead one.
    """
    try:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        return Path(f"/proc/{pid}/cwd").resolve() == folder.resolve()
    except OSError:
        return False


def end_leftover(pid_file: Path, folder: Path, number: signal.Signals, *, wait: float) -> None:
    """Make sure that no server of an earlier, killed run works on the folder.

    A pid file that names a dead process, or one that has nothing to do with the folder, is removed.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        pid = 0
    if pid and works_in(pid, folder):
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        if not wait_until(lambda: not works_in(pid, folder), timeout=wait):
            raise RuntimeError(f"process {pid} still works on {folder} and does not stop")
    pid_file.unlink(missing_ok=True)


def wait_until(condition: Callable[[], bool], *, timeout: float, pause: float = 0.05) -> bool:
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def stop(process: subprocess.Popen[bytes], steps: list[tuple[signal.Signals, float]]) -> None:
    """Send the signals one after another, each with its time to wait, until it has ended."""
    for number, seconds in steps:
        if process.poll() is not None:
            return
        process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=seconds)


def user_for(folder: Path, system_user: str) -> str | None:
    """As whom a server on that folder runs: None for the caller, otherwise a user's name.

    Only root can choose: the owner of data that is there already, otherwise the package's user,
    because PostgreSQL refuses to run as root.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists():
        owner = pwd.getpwuid(folder.stat().st_uid).pw_name
        if owner != "root":
            return owner
    return system_user


def can_enter(folder: Path, user: str | None) -> bool:
    if user is None:
        return os.access(folder, os.X_OK)
    check = subprocess.run(["test", "-x", str(folder)], user=user, group=_group(user), check=False)
    return check.returncode == 0


def as_user(user: str | None) -> dict[str, Any]:
    """The arguments by which ``subprocess`` runs something as that user."""
    if user is None:
        return {}
    return {"user": user, "group": _group(user), "extra_groups": []}


def _group(user: str) -> int:
    return pwd.getpwnam(user).pw_gid
