"""What papers print of pairs, which this app doesn't know: the app that does registers it."""

from __future__ import annotations

from collections.abc import Callable

from documents.paper import Inner, Paragraph
from schools.models import Programme

from .models import Order

# The pairs of the order, or of its programme where the order has none of its own.
PairsPrinter = Callable[[Order], tuple[Inner, ...]]
# (pairs and groups, people mentored) of a programme.
PairsCounter = Callable[[Programme], tuple[int, int]]

_printers: list[PairsPrinter] = []
_counters: list[PairsCounter] = []


def register_pairs(printer: PairsPrinter, counter: PairsCounter) -> None:
    _printers[:] = [printer]
    _counters[:] = [counter]


def pairs_blocks(order: Order) -> tuple[Inner, ...]:
    for printer in _printers:
        return printer(order)
    return (Paragraph("Пар нет.", indent=False),)


def pairs_count(programme: Programme) -> tuple[int, int]:
    """Pairs and groups, and people mentored, of the programme; nothing where nobody counts."""
    for counter in _counters:
        return counter(programme)
    return 0, 0
