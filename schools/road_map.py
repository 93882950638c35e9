"""The road map as its act prints it: the act's own columns, in the order people gave the lines."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from core.errors import StateError
from core.i18n import gettext as _
from core.russian.dates import short_date

from .choices import ProgrammeState, RoadMapGrouping
from .models import Programme, RoadMapLine, School, Stage
from .models.road_map import RoadMapText
from .texts import RoadMapColumn, RoadMapLayout, road_map_layout

Columns = tuple[RoadMapColumn, ...]
# What an act's column of this key shows of a row; a stage's own is its title.
FIELD_OF = {
    "number": "number",
    "title": "title",
    "content": "content",
    "result": "result",
    "term": "term_text",
    "responsible": "responsible",
    "documents": "documents",
}
SEEN_FIELDS = ("title", *FIELD_OF.values(), "theme", "stage_id", "roles", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class RoadMapCell:
    """What a row says in a column; `is_main` holds its title."""

    column: RoadMapColumn
    text: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class RoadMapRow:
    """A row of the table: a line, or a stage where `line` is None. `state` as in `state_of`."""

    cells: tuple[RoadMapCell, ...]
    state: str
    dates: str
    stage: Stage | None
    line: RoadMapLine | None = None

    @property
    def row(self) -> RoadMapText | None:
        return self.line or self.stage

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RoadMapSection:
    """Rows under a heading of their own; without one where the stage's row heads them."""

    title: str
    rows: tuple[RoadMapRow, ...]


def layout_of(programme: Programme) -> RoadMapLayout:
    """The act's own columns, or the usual ones with what the lines really say."""
    layout = road_map_layout(programme.regulation)
    if layout is not None:
        return layout
    rows = [*programme.stages.all(), *programme.road_map_lines.all()]
    usual = (
        ("number", _("№"), True),
        ("title", _("Мероприятие"), True),
        ("content", _("Содержание"), any(row.content for row in rows)),
        ("result", _("Результат"), any(row.result for row in rows)),
        ("term", _("Сроки"), True),
        ("responsible", _("Ответственные"), True),
        ("documents", _("Документы"), any(row.documents for row in rows)),
    )
    columns = tuple(RoadMapColumn(key, title) for key, title, is_used in usual if is_used)
    return RoadMapLayout(_("Дорожная карта"), columns, RoadMapGrouping.STAGE)


def road_map_rows(
    programme: Programme, day: datetime.date, grouping: str = ""
) -> list[RoadMapSection]:
    """What pages and papers print, with where each row is on that day. Dates order nothing."""
    layout = layout_of(programme)
    columns = layout.columns
    stages = list(programme.stages.all())
    lines = list(programme.road_map_lines.select_related("stage"))
    grouping = grouping or layout.group_by
    if not lines:
        # The act's map is its stages.
        return [_section(_stage_row(stage, columns, day) for stage in stages)] if stages else []
    if grouping == RoadMapGrouping.THEME:
        return _by_theme(lines, columns, day)
    if grouping == RoadMapGrouping.NONE or not stages:
        return [_section(_line_row(line, columns, day, _stage_of(line)) for line in lines)]
    sections = [_of_stage(stage, lines, columns, day) for stage in stages]
    rest = [_line_row(line, columns, day, "") for line in lines if line.stage_id is None]
    return [*sections, _section(rest, _("Вне этапов"))] if rest else sections


def late_lines(programme: Programme, day: datetime.date) -> QuerySet[RoadMapLine]:
    """Lines whose last day has passed without a mark."""
    return programme.road_map_lines.filter(done_on__isnull=True, ends_on__lt=day)


def late_lines_of(school: School, roles: Iterable[str], day: datetime.date) -> list[RoadMapLine]:
    """What is late in the programmes that go on and has one of these roles as responsible."""
    wanted = set(roles)
    rows = RoadMapLine.objects.filter(
        programme__school=school,
        programme__state=ProgrammeState.ACTIVE,
        done_on__isnull=True,
        ends_on__lt=day,
    ).select_related("programme")
    return [row for row in rows.order_by("ends_on", "position") if wanted & set(row.roles)]


def state_of(row: RoadMapText, day: datetime.date) -> str:
    """done, late, now, next, or plain where no date says."""
    if row.done_on is not None:
        return "done"
    if row.is_late(day):
        return "late"
    if row.starts_on is None and row.ends_on is None:
        return "plain"
    return "next" if row.starts_on is not None and row.starts_on > day else "now"


def stamp_of(row: RoadMapText) -> str:
    """A mark of what a row says, to notice that somebody else has changed it meanwhile."""
    values = [str(getattr(row, name, "")).replace("\r\n", "\n") for name in SEEN_FIELDS]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:16]


def check_unchanged(row: RoadMapText, seen: str) -> None:
    """`seen` is the stamp of what a person was shown; empty asks nothing."""
    if seen and seen != stamp_of(row):
        raise StateError(
            _("«%s»: пока вы правили, строку изменил другой человек.") % row, code="changed"
        )


def siblings_of(line: RoadMapLine, grouping: str) -> QuerySet[RoadMapLine]:
    """Among which lines it goes up and down, on a page grouped so."""
    rows = line.programme.road_map_lines.order_by("position")
    if grouping == RoadMapGrouping.STAGE:
        return rows.filter(stage=line.stage_id)
    return rows.filter(theme=line.theme) if grouping == RoadMapGrouping.THEME else rows


def _by_theme(
    lines: list[RoadMapLine], columns: Columns, day: datetime.date
) -> list[RoadMapSection]:
    themes = dict.fromkeys(line.theme for line in lines)
    return [
        _section(
            [
                _line_row(line, columns, day, _stage_of(line))
                for line in lines
                if line.theme == theme
            ],
            theme or (_("Без темы") if len(themes) > 1 else ""),
        )
        for theme in themes
    ]


def _of_stage(
    stage: Stage, lines: list[RoadMapLine], columns: Columns, day: datetime.date
) -> RoadMapSection:
    """The stage has a row of its own, unless a column names it and it says nothing besides."""
    own = [line for line in lines if line.stage_id == stage.pk]
    keys = [column.key for column in columns]
    says_more = any(getattr(stage, FIELD_OF[key]) for key in keys if key in _STAGE_TEXTS)
    if "stage" in keys and own and not says_more:
        first, *rest = own
        rows = [_line_row(first, columns, day, stage.title)]
        return _section([*rows, *(_line_row(line, columns, day, "") for line in rest)])
    rows = [_stage_row(stage, columns, day), *(_line_row(line, columns, day, "") for line in own)]
    return _section(rows)


_STAGE_TEXTS = ("content", "result", "term", "responsible", "documents")


def _section(rows: Iterable[RoadMapRow], title: str = "") -> RoadMapSection:
    return RoadMapSection(title, tuple(rows))


def _stage_of(line: RoadMapLine) -> str:
    return line.stage.title if line.stage else ""


def _line_row(line: RoadMapLine, columns: Columns, day: datetime.date, stage: str) -> RoadMapRow:
    cells = _cells(line, columns, ("title", "content", "stage"), stage)
    return RoadMapRow(cells, state_of(line, day), dates_of(line), line.stage, line)


def _stage_row(stage: Stage, columns: Columns, day: datetime.date) -> RoadMapRow:
    cells = _cells(stage, columns, ("stage", "title", "content"), "")
    return RoadMapRow(cells, state_of(stage, day), dates_of(stage), stage)


def _cells(
    row: Stage | RoadMapLine, columns: Columns, places: tuple[str, ...], stage: str
) -> tuple[RoadMapCell, ...]:
    """The title stands in the first of these places that the act has, before what is there."""
    keys = [column.key for column in columns]
    main = next((key for key in places if key in keys), keys[0])
    return tuple(
        RoadMapCell(column, _text(row, column.key, main, stage), column.key == main)
        for column in columns
    )


def _text(row: Stage | RoadMapLine, key: str, main: str, stage: str) -> str:
    said = stage if key == "stage" else "" if key == "title" else _said(row, key)
    return "\n".join(filter(None, [row.title, said])) if key == main else said


def _said(row: RoadMapText, key: str) -> str:
    value = str(getattr(row, FIELD_OF[key]))
    return value or dates_of(row) if key == "term" else value


def dates_of(row: RoadMapText) -> str:
    """«01.09.2026 – 15.09.2026», «до 15.09.2026»; empty where no date is known."""
    if row.starts_on and row.ends_on:
        return f"{short_date(row.starts_on)} – {short_date(row.ends_on)}"
    if row.ends_on:
        return _("до %s") % short_date(row.ends_on)
    return _("с %s") % short_date(row.starts_on) if row.starts_on else ""
