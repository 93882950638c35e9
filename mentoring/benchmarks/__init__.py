"""Benchmarks: each module beside this one measures our way and a reference, in several turns.

A module has `run(turns)`, which gives its results and leaves nothing in the database.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TURNS = 5
# Names on the command line, and the modules that measure.
MODULES = {"import": "importing", "matching": "matching", "pages": "pages", "pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Result:
    """One pair: ours beside the reference, in `unit`; a ratio below 1 means that ours is faster."""

    name: str
    ours: float
    reference: str
    reference_value: float
    unit: str
    peak_mb: float

    @property
    def ratio(self) -> float:
        return self.ours / self.reference_value

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "ours": round(self.ours, 4),
            "reference": self.reference,
            "reference_value": round(self.reference_value, 4),
            "unit": self.unit,
            "ratio": round(self.ratio, 3),
            "peak_mb": round(self.peak_mb, 1),
        }


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def medians(turns: int, *works: Callable[[], Any]) -> list[float]:
    """The median seconds of each; they take turns, so that a busy machine slows all of them."""
    measured: list[list[float]] = [[] for _work in works]
    for _turn in range(turns):
        for times, work in zip(measured, works, strict=True):
            times.append(seconds(work))
    return [statistics.median(times) for times in measured]


def peak_mb() -> float:
    """The most memory that this process has had so far. `ru_maxrss` would count its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def table(results: Sequence[Result]) -> list[str]:
    lines = [f"{'name':<22}{'ours':>10}  {'reference':<44}{'value':>10}{'ratio':>8}{'MB':>8}"]
    lines += [
        f"{r.name:<22}{r.ours:>10.3f}  {r.reference:<44}{r.reference_value:>10.3f}"
        f"{r.ratio:>8.2f}{r.peak_mb:>8.0f}  {r.unit}"
        for r in results
    ]
    return lines
