"""What a private engine is: a server of the system's own package on a folder of ours."""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import IO, ClassVar

from . import layout, processes


class EngineError(Exception):
    """Something that the person at the keyboard has to know; shown without a traceback."""


class Engine(ABC):
    name: ClassVar[str]
    variable: ClassVar[str]
    package: ClassVar[str]
    system_user: ClassVar[str]
    # What makes it stop, hardest last, and what it gets when its keeper is killed.
    stop_steps: ClassVar[list[tuple[signal.Signals, float]]]
    orphan_signal: ClassVar[signal.Signals]
    pid_file: ClassVar[str]

    def __init__(self) -> None:
        self.data = layout.VAR / self.name
        self.user = processes.user_for(self.data, self.system_user)
        self._check_owner()

    def _check_owner(self) -> None:
        if self.user is None and self.data.exists():
            owner = self.data.stat().st_uid
            if owner != os.geteuid():
                name = pwd.getpwuid(owner).pw_name
                raise EngineError(
                    f"{self.data} belongs to {name}: it was made by a start as root or {name}."
                    " Start as before, or move the folder away."
                )

    @property
    def port_file(self) -> Path:
        return layout.RUN / f"{self.name}.port"

    @property
    def port(self) -> int:
        return int(self.port_file.read_text())

    @property
    def password(self) -> str:
        return layout.secret(self.name)

    @property
    @abstractmethod
    def url(self) -> str: ...

    @abstractmethod
    def prepare(self, log: IO[bytes]) -> None:
        """Make the data folder if there is none; a break in the middle leaves none."""

    @abstractmethod
    def spawn(self, port: int, log: IO[bytes]) -> "subprocess.Popen[bytes]": ...

    @abstractmethod
    def is_ready(self) -> bool: ...

    def end_leftover(self) -> None:
        number, seconds = self.stop_steps[0]
        processes.end_leftover(self.data / self.pid_file, self.data, number, wait=seconds)

    def make_folder(self, name: str) -> Path:
        """An empty folder for data, owned by the user of the engine and closed to everybody else.

        It lies in ``var/``, or in /var/lib where that user cannot reach the checkout (as in /root).
        A folder of that name is left by a broken-off attempt: finished data has another name.
        """
        parent = layout.VAR
        if self.user is not None and not processes.can_enter(parent, self.user):
            mark = hashlib.sha256(str(layout.ROOT).encode()).hexdigest()[:12]
            parent = Path(f"/var/lib/mentoring-{mark}")
            parent.mkdir(exist_ok=True)
            parent.chmod(0o711)
        folder = parent / name
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
        if self.user is not None:
            shutil.chown(folder, self.user, pwd.getpwnam(self.user).pw_gid)
        return folder

    def put_in_place(self, folder: Path) -> None:
        """Give finished data its name; data of an earlier ``var/`` is moved aside, not removed."""
        home = folder.with_name(self.name)
        if home.exists():
            home.rename(home.with_name(f"{self.name}.{time.strftime('%Y%m%d-%H%M%S')}"))
        folder.rename(home)
        if home != self.data:
            self.data.unlink(missing_ok=True)
            self.data.symlink_to(home)
