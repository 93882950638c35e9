"""Keeps a handful of programs running: starts them, starts them again, stops them in order."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import IO

from . import layout, processes

LONGEST_PAUSE = 30.0
# A program that ran this long was well; the pause before its next start begins small again.
HEALTHY_AFTER = 60.0


def say(text: str) -> None:
    """A line for the person at the terminal, who may have closed it meanwhile."""
    with suppress(OSError):
        print(text, flush=True)


@dataclass
class Program:
    name: str
    command: Sequence[str]
    # What it gets to stop, hardest last; then whatever is left of its group is killed.
    stop_steps: list[tuple[signal.Signals, float]]
    # What it gets when the supervisor is killed.
    orphan_signal: signal.Signals = signal.SIGTERM
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    start_again_at: float | None = None
    pause: float = field(default=0.5)

    def start(self, environment: Mapping[str, str], locks: Sequence[int], log: IO[bytes]) -> None:
        """In a group of its own: Ctrl-C reaches the supervisor alone, which decides the order."""
        self.process = processes.start(
            self.command,
            output=log,
            on_orphan=self.orphan_signal,
            cwd=layout.ROOT,
            environment=environment,
            locks=locks,
        )
        self.started_at = time.monotonic()
        self.start_again_at = None

    @property
    def running(self) -> "subprocess.Popen[bytes]":
        assert self.process is not None, f"{self.name} was never started"
        return self.process

    def kill_rest(self) -> None:
        """What a killed leader leaves in its group, the children of a pool for instance."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    def __init__(self, environment: Mapping[str, str], locks: Sequence[int]) -> None:
        self.environment = environment
        self.locks = locks
        self.programs: list[Program] = []
        self.logs: dict[str, IO[bytes]] = {}
        self.wishes_to_stop = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.wishes_to_stop += 1

    def is_stopping(self) -> bool:
        return self.wishes_to_stop > 0

    def start(self, program: Program) -> None:
        log = layout.rotated_log(program.name).open("ab", buffering=0)
        self.logs[program.name] = log
        self.programs.append(program)
        program.start(self.environment, self.locks, log)

    def look(self) -> None:
        """Start again what has ended, soon the first time, then after a growing pause."""
        now = time.monotonic()
        for program in self.programs:
            if program.start_again_at is not None:
                if now >= program.start_again_at:
                    program.start(self.environment, self.locks, self.logs[program.name])
            elif program.process is not None and program.process.poll() is not None:
                self._plan_restart(program, now)

    def _plan_restart(self, program: Program, now: float) -> None:
        program.kill_rest()
        if now - program.started_at > HEALTHY_AFTER:
            program.pause = 0.5
        say(
            f"{program.name} {how_it_ended(program.running.returncode)}, starting again"
            f" (see {layout.LOG.relative_to(layout.ROOT) / program.name}.log)"
        )
        program.start_again_at = now + program.pause
        program.pause = min(program.pause * 2, LONGEST_PAUSE)

    def stop_all(self) -> None:
        """In the order of their start; each further wish to stop goes on to the next step."""
        for program in self.programs:
            if program.start_again_at is not None:
                continue
            for number, seconds in program.stop_steps:
                if program.process is None or program.process.poll() is not None:
                    break
                program.process.send_signal(number)
                self._wait(program.process, seconds)
            program.kill_rest()
            if program.process is not None:
                program.process.wait()
        for log in self.logs.values():
            log.close()

    def _wait(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        wishes = self.wishes_to_stop
        processes.wait_until(
            lambda: process.poll() is not None or self.wishes_to_stop > wishes, timeout=seconds
        )


def how_it_ended(returncode: int) -> str:
    if returncode < 0:
        return f"was killed by {signal.Signals(-returncode).name}"
    return f"ended with code {returncode}"
