"""Lines of the two bases as their forms have them, for export.

A resource takes cards in portions: what follows from pairs is asked for a portion at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from import_export import resources
from import_export.fields import Field
from import_export.widgets import Widget

from .choices import Base
from .headings import FORMS, printed_heading
from .hooks import PairColumns, pair_columns
from .models import MenteeCard, MentorCard

PORTION = 500


class AsIs(Widget):
    """Dates and numbers stay what they are: the file's format writes them."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


def column(attribute: str) -> Field:
    return Field(attribute=attribute, widget=AsIs())


class CardResource(resources.Resource):
    """`names` are the columns to give, in their order."""

    base: str
    name = column("person__full_name")
    contacts = column("person__contacts")
    place = column("person__place")
    interests = column("interests")
    joined_on = column("joined_on")
    pair_names = column("pair__names")
    pair_workplace = column("pair__workplace")
    ends_on = column("pair__ends_on")
    results = column("pair__results")
    form = Field(widget=AsIs())
    case_url = Field(widget=AsIs())

    def __init__(self, names: Sequence[str] | None = None) -> None:
        super().__init__()
        self.names = list(names or FORMS[Base(self.base)])

    def get_export_order(self) -> list[str]:
        return self.names

    def get_export_headers(self, selected_fields: Any = None) -> list[str]:
        return [printed_heading(self.base, name) for name in self.names]

    def rows(self, cards: Iterable[MentorCard | MenteeCard]) -> Iterator[list[Any]]:
        waiting = iter(cards)
        while portion := list(islice(waiting, PORTION)):
            show_pairs(self.base, portion)
            yield from (self.export_resource(card, selected_fields=self.names) for card in portion)

    def dehydrate_form(self, card: Any) -> str:
        return form_of(card)

    def dehydrate_case_url(self, card: Any) -> str:
        return card.case_url or card.pair.case_url


class MentorResource(CardResource):
    base = Base.MENTORS
    workplace = Field(widget=AsIs())
    competencies = column("competencies")
    achievements = column("achievements")
    wished_age = column("wished_age")
    time_resource = column("time_resource")
    places = column("places")

    def dehydrate_workplace(self, card: MentorCard) -> str:
        return workplace_of(card)


class MenteeResource(CardResource):
    base = Base.MENTEES
    birth_year = Field(widget=AsIs())
    request = column("request")
    areas = column("areas")
    direction = Field(widget=AsIs())
    passed = column("pair__passed")

    def dehydrate_birth_year(self, card: MenteeCard) -> int | None:
        return birth_year_of(card)

    def dehydrate_direction(self, card: MenteeCard) -> str:
        """A direction that says of a hard situation never leaves the system."""
        direction = card.direction
        return "" if direction is None or direction.is_sensitive else direction.name


RESOURCES: dict[str, type[CardResource]] = {
    Base.MENTORS: MentorResource,
    Base.MENTEES: MenteeResource,
}


def show_pairs(base: str, cards: Sequence[Any]) -> None:
    """Give each card its `pair`, empty where there is none."""
    found = pair_columns(base, [card.pk for card in cards])
    for card in cards:
        card.pair = found.get(card.pk, PairColumns())


def form_of(card: Any) -> str:
    """The form of the pair; until there is one, that of the card."""
    return card.pair.form or (card.form.name if card.form else "")


def workplace_of(card: MentorCard) -> str:
    return ", ".join(filter(None, [card.person.workplace, card.person.post]))


def birth_year_of(card: MenteeCard) -> int | None:
    person = card.person
    return person.birth_date.year if person.birth_date else person.birth_year
