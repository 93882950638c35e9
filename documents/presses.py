"""Many texts laid out by several presses at once: each is a process, and so uses a core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue

from django.conf import settings

from .binding import bound
from .press import LENGTH, Press

# A press holds a hundred megabytes and more; on a large machine others want to work as well.
MOST = 4
# A process is worth its start, most of a second, from so many texts on.
SHARE = 15
# How many of how many are laid out.
Report = Callable[[int, int], None]


class PressError(Exception):
    """A press has ended in the middle of its work; what it wrote stands in the log."""


def printed_by_many(
    style_sheets: Sequence[str], texts: Sequence[str], report: Report
) -> Generator[bytes]:
    """A file for each text, in their order. Raises `PressError`."""
    number = _presses_for(texts)
    if number < 2:
        press = Press(style_sheets)
        for done, text in enumerate(texts, 1):
            yield press.print(text)
            report(done, len(texts))
        return
    with _running(number, style_sheets) as (presses, pool):
        idle: SimpleQueue[_Process] = SimpleQueue()
        for press_process in presses:
            idle.put(press_process)

        def print_one(text: str) -> bytes:
            process = idle.get()
            try:
                return process.ask("print", text)
            finally:
                idle.put(process)

        for done, content in enumerate(pool.map(print_one, texts), 1):
            report(done, len(texts))
            yield content


def bound_by_many(style_sheets: Sequence[str], texts: Sequence[str], report: Report) -> bytes:
    """One file of all texts, in their order. Raises `PressError`."""
    number = _presses_for(texts)
    if number < 2:
        press = Press(style_sheets)
        for done, text in enumerate(texts):
            report(done, len(texts))
            press.keep(text)
        report(len(texts), len(texts))
        return press.bind()
    with _running(number, style_sheets) as (presses, pool):
        news: SimpleQueue[object] = SimpleQueue()

        def bind_share(process: _Process, share: Sequence[str]) -> bytes:
            for text in share:
                process.ask("keep", text)
                news.put(None)
            return process.ask("bind")

        size = -(-len(texts) // number)
        shares = [texts[start : start + size] for start in range(0, len(texts), size)]
        parts = [pool.submit(bind_share, *one) for one in zip(presses, shares, strict=False)]
        for part in parts:
            part.add_done_callback(news.put)
        done = 0
        while done < len(texts):
            told = news.get()
            if isinstance(told, Future):
                told.result()  # raises, if its share is not done
            else:
                done += 1
                report(done, len(texts))
        return bound([part.result() for part in parts])


def _presses_for(texts: Sequence[str]) -> int:
    """As many as there are cores, up to a bound, and no more than have enough to do."""
    wanted = settings.PRESSES or min(os.cpu_count() or 1, MOST)
    return min(wanted, len(texts) // SHARE)


class _Process:
    """`documents.press` in a process of its own."""

    def __init__(self, style_sheets: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "documents.press", *style_sheets],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, *request: str) -> bytes:
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        try:
            asked.write(json.dumps(request).encode() + b"\n")
            asked.flush()
        except BrokenPipeError as error:
            raise self._ended() from error
        head = told.read(LENGTH.size)
        if len(head) < LENGTH.size:
            raise self._ended()
        (length,) = LENGTH.unpack(head)
        content = told.read(length)
        if len(content) < length:
            raise self._ended()
        return content

    def stop(self) -> None:
        """Whatever it is at: nothing of it is kept."""
        self._process.kill()

    def close(self) -> None:
        for pipe in filter(None, (self._process.stdin, self._process.stdout)):
            # Of what it could not be told any more.
            with suppress(BrokenPipeError):
                pipe.close()
        self._process.wait()

    def _ended(self) -> PressError:
        return PressError(f"press ended with {self._process.wait()}")


@contextmanager
def _running(
    number: int, style_sheets: Sequence[str]
) -> Iterator[tuple[list[_Process], ThreadPoolExecutor]]:
    presses: list[_Process] = []
    pool = ThreadPoolExecutor(number)
    try:
        presses += [_Process(style_sheets) for _number in range(number)]
        yield presses, pool
    finally:
        # First the presses: threads wait for their answers.
        for press in presses:
            press.stop()
        pool.shutdown(cancel_futures=True)
        for press in presses:
            press.close()
