"""The forms of the two bases on paper: a card of one person, and a base as a list.

Papers are Russian whatever the language of the interface, so the words here pass gettext by.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from core.clock import today
from core.russian.dates import long_date, short_date
from core.terms import expand
from documents.paper import Column, Field, Fields, Paper, Paragraph, Signature, Signatures, Table
from schools.models import School

from .choices import Base
from .headings import FORMS, printed_heading
from .queries.areas import RequestMap

_CARD = {
    Base.MENTORS: "Карточка базы {mentors:genitive}",
    Base.MENTEES: "Карточка базы {mentees:genitive}",
}
_BASE = {Base.MENTORS: "База {mentors:genitive}", Base.MENTEES: "База {mentees:genitive}"}
NUMBER_WIDTH, SHORT_WIDTH, WIDTH, PLACE_WIDTH, LONG_WIDTH = 5, 8, 11, 14, 16
_WIDTHS = dict.fromkeys(("birth_year", "joined_on", "ends_on", "passed", "wished_age"), SHORT_WIDTH)
_WIDTHS |= dict.fromkeys(("request", "competencies"), LONG_WIDTH)
_WIDTHS |= dict.fromkeys(("workplace", "pair_workplace"), PLACE_WIDTH)


def card_paper(base: str, values: dict[str, Any], school: School) -> Paper:
    """The fields of the annex, numbered and named as there; what nobody may see is left out.

    A field keeps the number that it has in the annex.
    """
    numbers = {name: number for number, name in enumerate(FORMS[Base(base)], start=1)}
    return Paper(
        kind="card",
        heading=expand(_CARD[Base(base)]).upper(),
        title=school.short_name or school.name,
        blocks=(
            _as_of_today(),
            Fields(
                rows=tuple(
                    Field(f"{numbers[name]}. {printed_heading(base, name)}", printed(value))
                    for name, value in values.items()
                )
            ),
            Signatures(lines=(Signature(post=expand("{Curator}"), name="", dated=True),)),
        ),
    )


def base_paper(
    base: str, names: Sequence[str], rows: Iterable[Sequence[Any]], school: School
) -> Paper:
    """A base as the table of its annex, a line for each person, on pages that lie on their side."""
    columns = [Column("№ п/п", NUMBER_WIDTH)]
    columns += [Column(printed_heading(base, name), _WIDTHS.get(name, WIDTH)) for name in names]
    lines = [
        (str(number), *(printed(value) for value in row)) for number, row in enumerate(rows, 1)
    ]
    return Paper(
        kind="base",
        heading=expand(_BASE[Base(base)]).upper(),
        title=school.short_name or school.name,
        blocks=(
            _as_of_today(),
            Table(columns=tuple(columns), rows=tuple(lines)),
            Signatures(lines=(Signature(post=expand("{Curator}"), name="", dated=True),)),
        ),
        landscape=True,
    )


def request_map_paper(found: RequestMap, school: School) -> Paper:
    """«Карта аналитики областей запросов»: an area and how many ask for it. It names nobody."""
    return Paper(
        kind="request_map",
        heading="КАРТА АНАЛИТИКИ ОБЛАСТЕЙ ЗАПРОСОВ",
        title=school.short_name or school.name,
        blocks=(
            _as_of_today(),
            Table(
                columns=(
                    Column("№ п/п", 9),
                    Column("Область запроса", 40),
                    Column("Количество запросов", 18),
                    Column("Из них без пары", 18),
                    Column(expand("{Mentors} с такой компетенцией"), 18),
                ),
                rows=tuple(
                    (
                        str(number),
                        line.title,
                        *map(str, (line.requests, line.unpaired, line.mentors)),
                    )
                    for number, line in enumerate(found.lines, 1)
                ),
            ),
            Paragraph(
                expand("Карточек в базе {mentees:genitive}: %(cards)s, без области: %(without)s.")
                % {"cards": found.cards, "without": found.without_area},
                indent=False,
            ),
            Signatures(lines=(Signature(post=expand("{Curator}"), name="", dated=True),)),
        ),
    )


def _as_of_today() -> Paragraph:
    return Paragraph(f"Сведения на {long_date(today())}", align="center")


def printed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return short_date(value)
    return str(value)
