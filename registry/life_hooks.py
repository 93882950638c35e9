"""What apps to the right know of a person's life here: what to destroy, what is held, until when.

Each registers a function when it is loaded; the bases know nothing of pairs, plans and surveys.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from .models import Person
from .traces import Traces

ERASED, KEPT, NAMELESS = "erased", "kept", "nameless"


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the preview: what, how much, what becomes of it (`fate`), and why."""

    title: str
    count: int
    fate: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class HeldTable:
    """A part of all that is held about a person, as a table. `key` names it in the JSON."""

    key: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]] = field(default_factory=list)


# person → lines of the preview; nothing is written.
Foresee = Callable[[Person], Iterable[Part]]
# (person, traces of the name and the contacts) in the transaction that destroys.
Erase = Callable[[Person, Traces], None]
Holdings = Callable[[Person], Iterable[HeldTable]]
# (school id) → person id → the last day on which the purpose of keeping them was open.
LastDays = Callable[[int], dict[int, datetime.date]]
# Rows that are documents: no word in them is ever changed.
KeptRows = Callable[[], QuerySet[Any]]

_erasers: list[tuple[Foresee, Erase]] = []
_holdings: list[Holdings] = []
_last_days: list[LastDays] = []
_kept_rows: dict[str, KeptRows] = {}


def register_eraser(foresee: Foresee, erase: Erase) -> None:
    """Called by each app that keeps something about people, in the house's order."""
    _erasers.append((foresee, erase))


def register_holdings(provider: Holdings) -> Holdings:
    _holdings.append(provider)
    return provider


def register_last_days(provider: LastDays) -> LastDays:
    _last_days.append(provider)
    return provider


def register_kept_rows(label: str, provider: KeptRows) -> None:
    """`label` is that of the model («orders.order»)."""
    _kept_rows[label] = provider


def foreseen_elsewhere(person: Person) -> list[Part]:
    return [part for foresee, _erase in _erasers for part in foresee(person) if part.count]


def erase_elsewhere(person: Person, traces: Traces) -> None:
    for _foresee, erase in _erasers:
        erase(person, traces)


def held_elsewhere(person: Person) -> list[HeldTable]:
    return [table for provider in _holdings for table in provider(person) if table.rows]


def last_days_elsewhere(school_id: int) -> dict[int, datetime.date]:
    found: dict[int, datetime.date] = {}
    for provider in _last_days:
        for person_id, day in provider(school_id).items():
            found[person_id] = max(day, found.get(person_id, day))
    return found


def kept_rows_of(label: str) -> QuerySet[Any] | None:
    provider = _kept_rows.get(label)
    return provider() if provider else None
