"""What papers print of pairs, which this app doesn't know: the app that does registers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from documents.paper import Inner, Paragraph
from schools.models import Programme

from .models import Order

# The pairs of the order, or of its programme where the order has none of its own.
PairsPrinter = Callable[[Order], tuple[Inner, ...]]
# (pairs and groups, people mentored) of a programme.
PairsCounter = Callable[[Programme], tuple[int, int]]

# A sentence on what each of these orders does with pairs, by key; orders without pairs left out.
PairsTeller = Callable[[Sequence[Order]], dict[int, str]]

# Texts of an order about pairs as they would be filled now; None where it has no pairs.
PairsFiller = Callable[[Order], "dict[str, Any] | None"]

# Who stands in a pair with whom by the order, as keys of people.
PairsKnower = Callable[[Order], Mapping[int, set[int]]]

# Pairs of a programme that this user may propose, (key, label); and rows of a representation for
# those chosen: who is proposed, as what.
PairsOfferer = Callable[[Programme, Any], list[tuple[str, str]]]
PairsProposer = Callable[[Programme, Any, Sequence[str]], list[list[str]]]

_printers: list[PairsPrinter] = []
_counters: list[PairsCounter] = []
_tellers: list[PairsTeller] = []
_fillers: list[PairsFiller] = []
_knowers: list[PairsKnower] = []
_offers: list[tuple[PairsOfferer, PairsProposer]] = []


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


def register_sentences(teller: PairsTeller) -> None:
    _tellers[:] = [teller]


def sentences_of_pairs(orders: Sequence[Order]) -> dict[int, str]:
    for teller in _tellers:
        return dict(teller(orders))
    return {}


def register_texts(filler: PairsFiller) -> None:
    _fillers[:] = [filler]


def texts_of_pairs(order: Order) -> dict[str, Any] | None:
    for filler in _fillers:
        return filler(order)
    return None


def register_partners(knower: PairsKnower) -> None:
    _knowers[:] = [knower]


def partners_in(order: Order) -> Mapping[int, set[int]]:
    for knower in _knowers:
        return knower(order)
    return {}


def register_offers(offerer: PairsOfferer, proposer: PairsProposer) -> None:
    _offers[:] = [(offerer, proposer)]


def pairs_to_propose(programme: Programme, user: Any) -> list[tuple[str, str]]:
    for offerer, _proposer in _offers:
        return offerer(programme, user)
    return []


def lines_of_pairs(programme: Programme, user: Any, keys: Sequence[str]) -> list[list[str]]:
    for _offerer, proposer in _offers:
        return proposer(programme, user, keys)
    return []
