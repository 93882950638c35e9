"""A whole file against a whole base: what it says, what would become of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from core.errors import FileError
from core.i18n import gettext as _
from schools.models import School

from ..choices import RowStatus
from ..queries.imports import (
    hidden_from,
    import_setting,
    kinds_for_import,
    people_named,
    remembered_headings,
)
from .grid import Row
from .layout import Layout, Told, data_rows, find_layout
from .matching import Matcher, Outcome, mark_repeats
from .preview import column_lines, table_of
from .rows import FIX, ReadRow, RowReader
from .sections import with_sections
from .sheets import sheets_of

SHOWN_SKIPPED, SHOWN_EXAMPLES = 20, 3


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

    @property
    def asked(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.status == RowStatus.ASKED]

    @property
    def stuck(self) -> bool:
        """Somebody has to mend or to answer first."""
        return bool(self.wrong or self.asked)


def check_content(
    school: School,
    base: str,
    content: bytes,
    *,
    actor: Any,
    told: Mapping[str, Any] | None = None,
) -> CheckedFile:
    """Read and compare everything, write nothing. The number of queries is constant.

    `told` is what a person said of the reading and answered. Raises `FileError` where the file
    can't be read as a table of this base.
    """
    said = told or {}
    setting, remembered = import_setting(school), remembered_headings(school.pk, base)
    sheets = list(sheets_of(content))
    layout, sheet = find_layout(sheets, base, Told.from_json(said), remembered)
    if not layout.has_name:
        raise FileError(_("Покажите, в какой колонке ФИО или фамилия."))
    table = table_of(layout, sheet)
    layout = with_sections(layout, table, setting.organisation)
    reader = RowReader(layout, setting)
    skipped: list[tuple[int, str]] = []
    rows = _read_rows(reader, table, skipped)
    mark_repeats(rows)
    answers = {int(number): who for number, who in said.get("answers", {}).items()}
    for row in rows:
        if row.number in answers:
            row.data["who"] = answers[row.number]
    outcomes = compare_rows(
        school.pk,
        base,
        rows,
        actor=actor,
        name_at=_name_at(layout),
        sideways=layout.sideways,
    )
    columns = _columns(layout, reader) | {
        "sheets": [one.name for one in sheets] if layout.sheet else [],
        "columns": column_lines(layout, table),
        "skipped": [[number, text] for number, text in skipped[:SHOWN_SKIPPED]],
        "skipped_count": len(skipped),
        "fixes": fixes_of(rows),
    }
    return CheckedFile(columns, outcomes)


def fixes_of(rows: Iterable[ReadRow]) -> list[dict[str, Any]]:
    """What reading changed: how many times, and the first of each kind."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        for note in row.notes:
            if note["level"] == FIX:
                kind = found.setdefault(
                    note["kind"], {"kind": note["kind"], "count": 0, "examples": []}
                )
                kind["count"] += 1
                if len(kind["examples"]) < SHOWN_EXAMPLES:
                    kind["examples"].append([note["cell"], note["text"]])
    return sorted(found.values(), key=lambda kind: -kind["count"])


def compare_rows(
    school_id: int,
    base: str,
    rows: list[ReadRow],
    *,
    actor: Any,
    name_at: tuple[str, str],
    sideways: bool = False,
) -> list[Outcome]:
    known = people_named(school_id, base, {row.name_key for row in rows if row.name_key})
    hidden = hidden_from(actor, (person["id"] for person in known))
    kinds, clause = kinds_for_import(school_id, base)
    matcher = Matcher(
        base, known, hidden=hidden, name_at=name_at, kinds=kinds, clause=clause, sideways=sideways
    )
    return matcher.compare(rows)


def _read_rows(
    reader: RowReader, table: list[Row], skipped: list[tuple[int, str]]
) -> list[ReadRow]:
    rows: list[ReadRow] = []
    for number, row in data_rows(reader.layout, table, skipped):
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
    return (place.heading, place.line) if place else ("", "")


def _columns(layout: Layout, reader: RowReader) -> dict[str, Any]:
    return {
        "sheet": layout.sheet,
        "header": layout.header,
        "depth": layout.depth,
        "sideways": layout.sideways,
        "filled": [
            {
                "name": place.column.name,
                "title": place.column.title,
                "heading": place.heading,
                "letter": place.mark,
                "how": place.how,
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
