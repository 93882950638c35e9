"""A whole file against a whole base: what it says, what would become of each row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from core.errors import FileError
from core.i18n import gettext as _
from schools.models import School

from ..choices import RowStatus
from ..queries.imports import hidden_from, import_setting, kinds_for_import, people_named
from .layout import Layout, data_rows, find_layout, letters_of
from .matching import Matcher, Outcome, mark_repeats
from .rows import ReadRow, RowReader
from .sheets import sheets_of


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """`columns` is what was recognised, as the batch keeps it; `outcomes` follow the file."""

    columns: dict[str, Any]
    outcomes: list[Outcome]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(outcome.status for outcome in self.outcomes)
        return {status: found[status] for status in RowStatus.values}

    @property
    def wrong(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.status == RowStatus.WRONG]


def check_content(school: School, base: str, content: bytes, *, actor: Any) -> CheckedFile:
    """Read and compare everything, write nothing. The number of queries is constant.

    Raises `FileError` where the file can't be read as a table of this base.
    """
    layout, sheet = find_layout(sheets_of(content), base)
    reader = RowReader(layout, import_setting(school))
    rows = _read_rows(reader, sheet.load(None))
    mark_repeats(rows)
    outcomes = compare_rows(school.pk, base, rows, actor=actor, name_at=_name_at(layout))
    return CheckedFile(_columns(layout, reader), outcomes)


def compare_rows(
    school_id: int, base: str, rows: list[ReadRow], *, actor: Any, name_at: tuple[str, str]
) -> list[Outcome]:
    known = people_named(school_id, base, {row.name_key for row in rows if row.name_key})
    hidden = hidden_from(actor, (person["id"] for person in known))
    kinds, clause = kinds_for_import(school_id, base)
    matcher = Matcher(base, known, hidden=hidden, name_at=name_at, kinds=kinds, clause=clause)
    return matcher.compare(rows)


def _read_rows(reader: RowReader, table: list[list[Any]]) -> list[ReadRow]:
    rows: list[ReadRow] = []
    for number, row in data_rows(reader.layout, table):
        if len(rows) >= settings.IMPORT_MAX_ROWS:
            raise FileError(
                _("В файле больше %(limit)s строк. Разделите его на части.")
                % {"limit": settings.IMPORT_MAX_ROWS}
            )
        if len(row) > settings.IMPORT_MAX_COLUMNS:
            raise FileError(
                _("В файле больше %(limit)s колонок. Уберите лишние.")
                % {"limit": settings.IMPORT_MAX_COLUMNS}
            )
        rows.append(reader.read(number, row))
    if not rows:
        raise FileError(_("Под заголовками нет ни одной заполненной строки."))
    return rows


def _name_at(layout: Layout) -> tuple[str, str]:
    place = layout.place_of("full_name") or layout.place_of("last_name")
    return (place.heading, letters_of(place.index)) if place else ("", "")


def _columns(layout: Layout, reader: RowReader) -> dict[str, Any]:
    return {
        "sheet": layout.sheet,
        "header": layout.header,
        "filled": [
            {
                "name": place.column.name,
                "title": place.column.title,
                "heading": place.heading,
                "letter": letters_of(place.index),
            }
            for place in layout.places
        ],
        "from_pair": list(layout.from_pair),
        "unknown": list(layout.unknown),
        "repeated": list(layout.repeated),
        "other_sheets": layout.other_sheets,
        "name_at": list(_name_at(layout)),
        "split_example": reader.split_example,
        "has_directions": bool(reader.setting.directions),
    }
