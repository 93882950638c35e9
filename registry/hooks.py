"""What pages of people show of things that apps to the right know: pairs, orders, plans.

Those apps register a function when they are loaded; the bases know nothing of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from documents.models import Document

from .models import Person


@dataclass(frozen=True, slots=True)
class PairColumns:
    """Columns of a base that follow from the pair of a card: 6, 8–12 of annex 3, 10–15 of annex 4.

    Where a mentor has several mentees, texts are joined with «; », and `ends_on` is the last day.
    """

    names: str = ""
    form: str = ""
    workplace: str = ""
    ends_on: datetime.date | None = None
    results: str = ""
    case_url: str = ""
    passed: str = ""


@dataclass(frozen=True, slots=True)
class PanelItem:
    """A line of a panel: where it leads, its words, its state with a tone of the badges."""

    title: str
    url: str
    note: str = ""
    state: str = ""
    tone: str = "calm"


@dataclass(frozen=True, slots=True)
class Panel:
    """A block on a person's page: «Пары», «Приказы». Without items it is not shown."""

    title: Any
    items: Sequence[PanelItem]


# (base: registry.choices.Base, card ids) → card id → columns; a constant number of queries.
PairProvider = Callable[[str, Sequence[int]], dict[int, PairColumns]]
# (person, user) → the panel with what this user may see.
PanelProvider = Callable[[Person, Any], Panel]

# (documents, user) → document id → the page of the paper, of those that this user may open.
PaperLinks = Callable[[Sequence[Document], Any], dict[int, str]]

_link_providers: list[PaperLinks] = []
_pair_providers: list[PairProvider] = []
_panel_providers: list[PanelProvider] = []


def register_pair_columns(provider: PairProvider) -> PairProvider:
    """Called once, by the app that knows pairs; its receivers are the place."""
    _pair_providers.append(provider)
    return provider


def register_person_panel(provider: PanelProvider) -> PanelProvider:
    """Called by each app that has something to show on a person's page, in the house's order."""
    _panel_providers.append(provider)
    return provider


def register_order_links(provider: PaperLinks) -> PaperLinks:
    """Called once, by the app that keeps orders: where the page of an issued one is."""
    _link_providers.append(provider)
    return provider


def order_links(documents: Sequence[Document], user: Any) -> dict[int, str]:
    """Where the orders behind appointments can be read by this user."""
    found: dict[int, str] = {}
    for provider in _link_providers if documents else ():
        found |= provider(documents, user)
    return found


def pair_columns(base: str, card_ids: Sequence[int]) -> dict[int, PairColumns]:
    """Columns that follow from pairs, for the cards that have a pair."""
    found: dict[int, PairColumns] = {}
    for provider in _pair_providers:
        found |= provider(base, card_ids)
    return found


def panels_of(person: Person, user: Any) -> list[Panel]:
    panels = [provider(person, user) for provider in _panel_providers]
    return [panel for panel in panels if panel.items]
