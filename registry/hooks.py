"""What pages of people show of things that apps to the right know: pairs, orders, plans.

Those apps register a function when they are loaded; the bases know nothing of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from documents.models import Document
from schools.models import School

from .choices import Base
from .models import MenteeCard, MentorCard, Person


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

# (school, requests) → the titles of the areas of each; (school) → all titles.
AreaReader = Callable[[School, Sequence[str]], list[list[str]]]
AreaTitles = Callable[[School], list[str]]
# (base, school id, whether it is over and done) → keys of the cards of such pairs.
PairedCards = Callable[[str, int, bool], QuerySet[Any]]

# (documents, user) → document id → the page of the paper, of those that this user may open.
PaperLinks = Callable[[Sequence[Document], Any], dict[int, str]]


@dataclass(frozen=True, slots=True)
class BulkChoice:
    """What an app to the right can set for the chosen cards of a base: one of some values.

    `options(user)` gives value and words; `act(base, card ids, value, actor)` how many it changed.
    """

    code: str
    title: Any
    permission: str
    options: Callable[[Any], Sequence[tuple[str, str]]]
    act: Callable[[str, Sequence[int], str, Any], int]


_bulk_choices: list[BulkChoice] = []
_link_providers: list[PaperLinks] = []
_pair_providers: list[PairProvider] = []
_panel_providers: list[PanelProvider] = []
_paired_cards: list[PairedCards] = []
_area_readers: list[tuple[AreaReader, AreaReader, AreaTitles]] = []


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


def register_bulk_choice(choice: BulkChoice) -> BulkChoice:
    """Called once for each choice, by the app that carries it out."""
    _bulk_choices.append(choice)
    return choice


def bulk_choices(user: Any) -> list[BulkChoice]:
    """Those that this user may make."""
    return [choice for choice in _bulk_choices if user.has_perm(choice.permission)]


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


def register_paired_cards(provider: PairedCards) -> PairedCards:
    """Called once, by the app that knows pairs."""
    _paired_cards.append(provider)
    return provider


def cards_in_pairs(school_id: int, base: str = Base.MENTEES) -> QuerySet[Any]:
    """Cards of people who are in a pair that is chosen, ordered or in force."""
    return _cards_of(base, school_id, finished=False)


def cards_of_finished(school_id: int, base: str = Base.MENTEES) -> QuerySet[Any]:
    """Cards of people who have gone through a programme to its end: the long-term base."""
    return _cards_of(base, school_id, finished=True)


def _cards_of(base: str, school_id: int, *, finished: bool) -> QuerySet[Any]:
    model: Any = MentorCard if base == Base.MENTORS else MenteeCard
    keys = [provider(base, school_id, finished) for provider in _paired_cards]
    return model.objects.filter(pk__in=keys[0]) if keys else model.objects.none()


def register_areas(requests: AreaReader, competencies: AreaReader, titles: AreaTitles) -> None:
    """Called once, by the app that knows which words belong to which area of requests."""
    _area_readers.append((requests, competencies, titles))


def areas_of_requests(school: School, requests: Sequence[str]) -> list[list[str]]:
    """Titles of the areas that each request speaks of, by the table of the school's act."""
    for read, _competencies, _titles in _area_readers:
        return read(school, requests)
    return [[] for _request in requests]


def areas_of_competencies(school: School, texts: Sequence[str]) -> list[list[str]]:
    """Titles of the areas in which somebody with such competencies can help."""
    for _requests, read, _titles in _area_readers:
        return read(school, texts)
    return [[] for _text in texts]


def area_titles(school: School) -> list[str]:
    """Areas that the school's act and the common table name."""
    return [title for *_readers, titles in _area_readers for title in titles(school)]
