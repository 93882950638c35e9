"""What stands in the cells of the two bases: a function of the card and the page for each column.

A page of the base is read more often than any other: its cells are written without templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import Truncator

from core.i18n import gettext as _
from core.markup import filled, joined
from core.routes import address
from core.russian.dates import short_date
from core.templatetags.ui import state_badge

from ..choices import CardState, PairSearch
from ..resources import birth_year_of, workplace_of

LONG = 120
Cell = Callable[[Any, Any], Any]

# What the cells below take from any card: a page reads nothing else.
READ_OF_CARD = (
    "state",
    "case_url",
    "joined_on",
    "interests",
    "form__name",
    *(
        f"person__{name}"
        for name in (
            "last_name",
            "first_name",
            "middle_name",
            "class_name",
            "post",
            "workplace",
            "contacts",
            "birth_date",
            "birth_year",
        )
    ),
)

UNDER = '<div class="under-name">{}</div>'
BADGE = '<span class="state state-{}">{}</span>'


def _name(card: Any, page: Any) -> SafeString:
    person = card.person
    archived = ""
    if card.state == CardState.ARCHIVED:
        badge = state_badge(card)
        archived = filled(f" {BADGE}", badge["tone"], badge["text"])
    search = ""
    if getattr(card, "search", PairSearch.NONE) != PairSearch.NONE and page.sees_special:
        search = filled(UNDER, card.get_search_display())
    return filled(
        f'<a href="{{}}">{{}}</a>{{}}{UNDER}{{}}',
        address("registry:person_detail", card.person_id),
        person.full_name,
        archived,
        person.place,
        search,
    )


def _readiness(card: Any, page: Any) -> SafeString:
    return card.readiness


def readiness_cell(tone: str, text: str, notes: Iterable[str]) -> SafeString:
    """A badge, and in small what does not stand in the way."""
    return SafeString(filled(BADGE, tone, text) + joined('<div class="small">{}</div>', zip(notes)))


def no_pair() -> SafeString:
    return filled('<span class="text-muted">{}</span>', _("пары нет"))


def _pair(card: Any, page: Any) -> Any:
    return card.pair.names or page.no_pair


def _case(card: Any, page: Any) -> Any:
    url = card.case_url or card.pair.case_url
    return url and filled('<a href="{}" rel="noreferrer">{}</a>', url, _("открыть"))


def _direction(card: Any, page: Any) -> str:
    direction = card.direction
    is_closed = direction is None or (direction.is_sensitive and not page.sees_special)
    return "" if is_closed else direction.name


def _text(name: str) -> Cell:
    def cell(card: Any, page: Any) -> str:
        text = getattr(card, name)
        return Truncator(text).chars(LONG) if len(text) > LONG else text

    return cell


def _date(value: Any) -> str:
    return short_date(value) if value else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


_SHARED: dict[str, Cell] = {
    "name": _name,
    "readiness": _readiness,
    "form": lambda card, page: card.form_name,
    "pair_names": _pair,
    "contacts": lambda card, page: card.person.contacts,
    "interests": _text("interests"),
    "joined_on": lambda card, page: _date(card.joined_on),
    "pair_workplace": lambda card, page: card.pair.workplace,
    "ends_on": lambda card, page: _date(card.pair.ends_on),
    "results": lambda card, page: Truncator(card.pair.results).chars(LONG),
    "case_url": _case,
}
MENTOR_CELLS: dict[str, Cell] = _SHARED | {
    "competencies": _text("competencies"),
    "workplace": lambda card, page: workplace_of(card),
    "achievements": _text("achievements"),
    "wished_age": lambda card, page: card.wished_age,
    "time_resource": lambda card, page: card.time_resource,
    "places": lambda card, page: _number(card.places),
}
MENTEE_CELLS: dict[str, Cell] = _SHARED | {
    "request": _text("request"),
    "place": lambda card, page: card.person.place,
    "areas": _text("areas"),
    "birth_year": lambda card, page: _number(birth_year_of(card)),
    "direction": _direction,
    "passed": lambda card, page: card.pair.passed,
}
