"""«Чего не хватает» on paper and as a table: who lacks what, by class or by what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import TextChoices

from core.clock import today
from core.i18n import gettext_lazy as _
from core.russian.dates import long_date
from core.terms import expand
from documents.paper import Column, Paper, Paragraph, Table
from schools.models import School

from .choices import GapKind
from .models import Person

Line = tuple[str, ...]


class Grouping(TextChoices):
    CLASS = "class", _("по {classes:dative}")
    GAP = "gap", _("по тому, чего не хватает")


def kinds_of(person: Person) -> list[GapKind]:
    """What a row of `with_gaps` lacks."""
    return [kind for kind in GapKind if getattr(person, f"lacks_{kind.value}")]


def counts_of(people: Iterable[Person]) -> list[tuple[str, int]]:
    """How many people lack each thing; what nobody lacks is left out."""
    found = Counter(kind for person in people for kind in kinds_of(person))
    return [(str(kind.label), found[kind]) for kind in GapKind if found[kind]]


def groups_of(people: Sequence[Person], by: str) -> list[tuple[str, list[Line]]]:
    """Groups in their order, each with the lines of its people."""
    groups: dict[str, list[Line]] = {}
    if by == Grouping.GAP:
        for kind in GapKind:
            lines = [_line(one, [kind]) for one in people if kind in kinds_of(one)]
            if lines:
                groups[str(kind.label)] = lines
        return list(groups.items())
    adults = expand("Без {class:genitive}")
    for person in sorted(people, key=lambda one: (not one.class_name, _class_key(one.class_name))):
        line = _line(person, kinds_of(person))
        groups.setdefault(person.class_name or adults, []).append(line)
    return list(groups.items())


def _class_key(name: str) -> tuple[int, str]:
    """«10А» comes after «9Б»."""
    digits = "".join(letter for letter in name if letter.isdecimal())
    return int(digits or 0), name


def _line(person: Person, kinds: Iterable[GapKind]) -> Line:
    return person.full_name, person.place, "; ".join(str(kind.label) for kind in kinds)


def missing_rows(people: Sequence[Person], by: str) -> tuple[list[str], list[Line]]:
    """Headings and lines for a spreadsheet; the group stands in each line."""
    head = ["", "ФИО", expand("{Class} / должность"), "Чего не хватает"]
    head[0] = head[3] if by == Grouping.GAP else expand("{Class}")
    if by == Grouping.GAP:
        lines: list[Line] = [
            (title, name, place)
            for title, rows in groups_of(people, by)
            for name, place, _x in rows
        ]
        return head[:3], lines
    return head, [(title, *line) for title, rows in groups_of(people, by) for line in rows]


def missing_paper(people: Sequence[Person], by: str, school: School) -> Paper:
    """The counts, then the people: to hand out to those who collect the consents."""
    columns: tuple[Column, ...] = (
        Column("№", 5),
        Column("ФИО", 35),
        Column(expand("{Class} / должность"), 20),
    )
    if by == Grouping.CLASS:
        columns = (*columns, Column("Чего не хватает", 40))
    rows: list[tuple[str, ...]] = []
    for title, lines in groups_of(people, by):
        rows.append((f"{title[:1].upper()}{title[1:]} ({len(lines)})",))
        rows += [(str(n), *line[: len(columns) - 1]) for n, line in enumerate(lines, 1)]
    counts = Table(
        columns=(Column("Чего не хватает", 60), Column("Сколько человек", 20)),
        rows=tuple((title, str(n)) for title, n in counts_of(people)),
    )
    return Paper(
        kind="missing",
        heading="ЧЕГО НЕ ХВАТАЕТ В БАЗАХ",
        title=school.short_name or school.name,
        blocks=(
            Paragraph(f"Сведения на {long_date(today())} Человек: {len(people)}.", indent=False),
            counts,
            Table(columns=columns, rows=tuple(rows)),
        ),
    )


def titles() -> list[tuple[str, Any]]:
    return [(one.value, one.label) for one in Grouping]
