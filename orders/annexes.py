"""What is annexed to an order: one shape in the row, in forms and on paper.

A list of `{"kind": …, "title": …}`, kinds as `schools.texts.ANNEX_KINDS` has them. Besides:

    table, appointed: `columns`, `rows`; the kind is `table` where the row names none
    text: `text`
    regulation, road_map, programme, pairs: `blocks`, the paper's, from submission on: what the
        director reads is what is signed, whatever becomes of the act meanwhile. A draft prints
        the act as it is now.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils import translation

from core.errors import DomainError
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.terms import using
from documents import paper
from documents.codec import dump, load
from registry.rules import Appointee
from schools.choices import AppointedRole
from schools.models import Programme, Regulation
from schools.stamps import printed_stamp
from schools.templating import Value
from schools.terms import words_of
from schools.texts import OrderAnnex, OrderKind

from .acts import regulation_blocks
from .filling import filled_titles
from .hooks import pairs_blocks
from .inputs import OrderInput
from .models import Order
from .naming import standing_of
from .programme_paper import programme_blocks
from .road_map import road_map_blocks, width_of

TABLES = ("table", "appointed")
# Their blocks are made of what the school keeps, and kept when the order is handed over.
LIVE = ("regulation", "road_map", "programme", "pairs")
PEOPLE = ("№ п/п", "Фамилия, имя, отчество", "Должность", "Роль")
# A cell as Excel copies it: in quotes where it has line breaks or quotes of its own.
_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)')
_SHARED = "|"

Blocks = tuple[paper.Inner, ...]


def made_annexes(
    kind: OrderKind,
    programme: Programme,
    given: OrderInput,
    *,
    values: Mapping[str, Value] = MappingProxyType({}),
) -> list[dict[str, Any]]:
    """Annexes of a new draft; `values` are what their titles may name besides.

    Raises `DomainError` where a typed table doesn't fit its columns.
    """
    titles = filled_titles(kind, programme, given, values)
    return [
        {"kind": annex.kind, "title": title} | _content(annex, index, given)
        for index, (annex, title) in enumerate(zip(kind.annexes, titles, strict=True))
    ]


def _content(annex: OrderAnnex, index: int, given: OrderInput) -> dict[str, Any]:
    typed = given.annexes.get(index, "")
    if annex.kind == "table":
        return {"columns": list(annex.columns), "rows": table_rows(typed, annex.columns)}
    if annex.kind == "text":
        return {"text": typed.strip()}
    if annex.kind == "appointed":
        people = [one for one in given.appointees if annex.role in ("", one.role)]
        return {"columns": _people_columns(annex), "rows": _people_rows(annex, people)}
    return {}


def _people_columns(annex: OrderAnnex) -> list[str]:
    """The act's own headings where they are as many."""
    return list(annex.columns) if len(annex.columns) in (3, len(PEOPLE)) else list(PEOPLE)


def _people_rows(annex: OrderAnnex, people: Iterable[Appointee]) -> list[list[str]]:
    width = len(_people_columns(annex))
    with translation.override("ru"):
        return [
            [str(number), one.person.full_name, standing_of(one.person), _role(one)][:width]
            for number, one in enumerate(people, 1)
        ]


def _role(appointee: Appointee) -> str:
    label = str(AppointedRole(appointee.role).label)
    part = appointee.direction or appointee.form
    return f"{label} ({part.name})" if part else label


def table_rows(text: str, columns: Sequence[str]) -> list[list[str]]:
    """Rows pasted from a sheet, or lines with «|» between the cells; missing cells stay empty.

    Raises `DomainError` that names the line with too many.
    """
    rows = []
    for number, cells in enumerate(_cells_of(text), 1):
        if len(cells) > len(columns):
            raise DomainError(
                _("Строка %(number)s: ячеек %(cells)s, а столбцов %(columns)s: %(names)s.")
                % {
                    "number": number,
                    "cells": len(cells),
                    "columns": len(columns),
                    "names": ", ".join(columns),
                }
            )
        if any(cells):
            rows.append([*cells, *[""] * (len(columns) - len(cells))])
    return rows


def _cells_of(text: str) -> Iterable[list[str]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if "\t" not in text:
        return [[cell.strip() for cell in line.split(_SHARED)] for line in text.split("\n")]
    lines: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        match = _CELL.match(text, place)
        assert match is not None  # an empty cell always fits
        quoted, plain, end = match.groups()
        cell = plain if quoted is None else quoted.replace('""', '"')
        lines[-1].append(cell.strip())
        if not end:
            break
        if end == "\n":
            lines.append([])
        place = match.end()
    return [_without_empty_end(line) for line in lines]


def _without_empty_end(cells: list[str]) -> list[str]:
    """A row of a wide sheet ends with empty cells that nobody meant."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def clean_annex(annex: Mapping[str, Any]) -> dict[str, Any]:
    """The annex as the row keeps it."""
    kind = annex.get("kind", "table")
    row: dict[str, Any] = {"kind": kind, "title": str(annex["title"])}
    if kind == "text":
        return row | {"text": str(annex["text"])}
    if kind not in TABLES:
        return row
    columns = [str(title) for title in annex["columns"]]
    rows = [[str(cell) for cell in line] for line in annex["rows"]]
    if any(len(line) != len(columns) for line in rows):
        raise DomainError(_("В строке приложения не столько клеток, сколько столбцов."))
    return row | {"columns": columns, "rows": rows}


def kept_annexes(order: Order) -> list[dict[str, Any]]:
    """The annexes with the blocks that they would print now."""
    return [
        annex | {"blocks": dump(_live_blocks(order, annex["kind"]))}
        if annex.get("kind") in LIVE
        else annex
        for annex in order.annexes
    ]


def printed_annexes(order: Order, number: str, day: datetime.date | None) -> Iterable[paper.Annex]:
    """Each on a page of its own, under the mark of its order."""
    own = f"от {short_date(day)} № {number}" if day and number else "от __________ № ______"
    name = _undeclined(order.school.short_name)
    owner = f"к приказу {name}\n{own}" if name else f"к приказу {own}"
    for index, annex in enumerate(order.annexes, 1):
        which = f"Приложение № {index}" if len(order.annexes) > 1 else "Приложение"
        blocks = _blocks(order, annex)
        yield paper.Annex(
            mark=f"{which}\n{owner}",
            title=annex["title"],
            blocks=blocks,
            landscape=paper.is_wide(blocks),
        )


def _undeclined(name: str) -> str:
    """«МБОУ СОШ № 65» stands in any case as it is; another name is left out, not put wrongly."""
    return name if name.split(" ")[0].isupper() else ""


def _blocks(order: Order, annex: Mapping[str, Any]) -> Blocks:
    kind = annex.get("kind", "table")
    if kind == "text":
        return (paper.Paragraph(annex["text"]),)
    if kind in TABLES:
        return (_table(annex),)
    if "blocks" in annex and not order.is_editable:
        return load(tuple[paper.Inner, ...], annex["blocks"], "annex")
    return _live_blocks(order, kind)


def _live_blocks(order: Order, kind: str) -> Blocks:
    programme = order.programme
    with translation.override("ru"), using(words_of(order.school)):
        if kind == "regulation":
            return _regulation(programme.regulation)
        if kind == "road_map":
            return road_map_blocks(programme)
        if kind == "programme":
            return programme_blocks(programme, road_map_in=_place_of(order, "road_map"))
        return pairs_blocks(order)


def _place_of(order: Order, kind: str) -> str:
    """«приложение № 2 к этому приказу»; empty where the order has no such annex."""
    kinds = [annex.get("kind") for annex in order.annexes]
    return f"приложение № {kinds.index(kind) + 1} к этому приказу" if kind in kinds else ""


def _regulation(regulation: Regulation) -> Blocks:
    """The mark of the annex says which order approves the act, so its own blank for it goes."""
    stamps = (
        paper.Stamp(tuple(printed_stamp(stamp)))
        for stamp in regulation.stamps
        if stamp.get("number") or not stamp.get("act", "").lower().startswith("приказ")
    )
    return (*stamps, *regulation_blocks(regulation))  # type: ignore[arg-type]


def _table(annex: Mapping[str, Any]) -> paper.Table:
    rows = tuple(tuple(str(cell) for cell in row) for row in annex["rows"])
    columns = tuple(
        paper.Column(str(title), width_of([str(title), *(row[index] for row in rows)]))
        for index, title in enumerate(annex["columns"])
    )
    return paper.Table(columns=columns, rows=rows)
