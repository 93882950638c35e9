"""What a regulation prescribes to print and to ask: order kinds, questionnaires, table rows.

The shape of `Regulation.texts`, checked when a preset is read:

    orders: {code: {name, title, preamble, control, series, number_mask, numbering, position,
                    points, fields, appoints, annexes, approval_sheet, acquaintance, optional}}
        `name` is for choosing, the rest for the paper; texts hold placeholders of `templating`.
        `optional`, of a kind that changes a pair: it may be changed without the order too.
        points: [{text, executor, due, repeat, role, when, points}]
            `repeat = "pairs"`: stands once for each pair of the order; `repeat = "appointed"`:
            once for each person whom the order appoints to `role`. `when` names a field or a role:
            the point stands only where that was filled. `points` are its sub-points.
        fields: [{code, title, kind, required}], asked when the order is drafted; each is a
            placeholder of the texts
        appoints: [{role, minimum, maximum}], roles of `choices.AppointedRole` that it gives
        annexes: [{kind, title, role, columns}], kind: one of ANNEX_KINDS
        agreed_first: nobody hands the draft to the director before all of the sheet have agreed;
        agreed_in_turn: each is asked after the one before. representation: the preamble cites
        `{representations}`. messages: {side: text}, sides of MESSAGE_SIDES, told on the approval
    surveys: [{side, stage, title, intro, questions}], one for each side and stage
    survey_additions: [{form, side, stage, before, questions}], put in front of that question
        a question: {code, kind, text, options, after_yes, required}
    measurements: [{number, title, fewer_is_better, is_percent}]
    matching: {areas: [{title, requests, competencies}], weights: {part: points}, goal, again}
        what the school adds to the matching's own table and scores, and what it aims at first
    programme: {title, starts, ends, reporting_documents}, what a new programme begins with
    stages: [{title, term, starts, ends, content, result, responsible, documents, roles, lines}]
        a line: the same and {number, theme}, without lines of its own
    road_map: {title, columns: [{key, title}], group_by}, how the act prints its road map;
        the keys are ROAD_MAP_KEYS
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.errors import DomainError
from core.i18n import gettext as _

from .choices import RoadMapGrouping
from .models import Regulation

# Kinds that change one pair which is in force, by their codes; the other kinds with a point for
# each pair put pairs in force.
REPLACEMENT, EXTENSION, COMPLETION = "replacement", "extension", "completion"
JOINING, LEAVING = "joining", "leaving"
PAIR_CHANGES = (REPLACEMENT, EXTENSION, COMPLETION, JOINING, LEAVING)
PAIRS = "pairs"
APPOINTED = "appointed"
AUTO, HAND = "auto", "hand"
# Who is told of an approval in words of their own.
MESSAGE_SIDES = ("mentor", "family", "appointed", "named")
FIELD_KINDS = ("text", "long_text", "date")
# What an annex is made of: an act of the school, people, or what is typed into the draft.
ANNEX_KINDS = ("regulation", "road_map", "programme", "pairs", "appointed", "table", "text")
ROAD_MAP_KEYS = (
    "number",
    "stage",
    "title",
    "content",
    "result",
    "term",
    "responsible",
    "documents",
)


@dataclass(frozen=True, slots=True)
class OrderPoint:
    text: str
    executor: str = ""
    due: str = ""
    repeat: str = ""
    role: str = ""
    when: str = ""
    points: tuple[OrderPoint, ...] = ()

    @property
    def is_for_each_pair(self) -> bool:
        return self.repeat == PAIRS

    @property
    def is_for_each_appointed(self) -> bool:
        return self.repeat == APPOINTED


@dataclass(frozen=True, slots=True)
class OrderField:
    """What the curator is asked when such an order is drafted. `kind` is of FIELD_KINDS."""

    code: str
    title: str
    kind: str = "text"
    required: bool = True


@dataclass(frozen=True, slots=True)
class OrderAppointment:
    """A role that the order gives: to how many people, None is no limit."""

    role: str
    minimum: int = 1
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class OrderAnnex:
    kind: str
    title: str
    role: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderKind:
    """A kind of order that the school issues; its texts are templates."""

    code: str
    name: str
    title: str
    preamble: str
    points: tuple[OrderPoint, ...]
    control: str = ""
    series: str = "core"
    number_mask: str = ""
    numbering: str = ""
    fields: tuple[OrderField, ...] = ()
    appoints: tuple[OrderAppointment, ...] = ()
    annexes: tuple[OrderAnnex, ...] = ()
    approval_sheet: bool = False
    agreed_first: bool = False
    agreed_in_turn: bool = False
    representation: bool = False
    messages: Mapping[str, str] = field(default_factory=dict)
    acquaintance: bool = False
    optional: bool = False

    @property
    def makes_pairs(self) -> bool:
        is_change = self.code in PAIR_CHANGES
        return not is_change and _names_pairs(self.points)

    @property
    def changes_pair(self) -> bool:
        return self.code in PAIR_CHANGES


@dataclass(frozen=True, slots=True)
class RoadMapColumn:
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class RoadMapLayout:
    """How the act prints its road map: a table of these columns, in sections by `group_by`."""

    title: str
    columns: tuple[RoadMapColumn, ...]
    group_by: str


@dataclass(frozen=True, slots=True)
class QuestionText:
    """`after_yes` names the yes/no question of the same questionnaire that this one follows."""

    code: str
    kind: str
    text: str
    options: tuple[str, ...] = ()
    after_yes: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class SurveyText:
    side: str
    stage: str
    title: str
    intro: str
    questions: tuple[QuestionText, ...]


@dataclass(frozen=True, slots=True)
class MeasurementText:
    number: int
    title: str
    fewer_is_better: bool = False
    is_percent: bool = False


def _names_pairs(points: Iterable[OrderPoint]) -> bool:
    return any(point.is_for_each_pair or _names_pairs(point.points) for point in points)


def order_kinds(regulation: Regulation) -> list[OrderKind]:
    """The kinds in the order of the regulation; the first that makes pairs is its usual one."""
    rows = sorted(regulation.texts.get("orders", {}).items(), key=lambda row: row[1]["position"])
    return [_order_kind(code, row) for code, row in rows]


def order_kind(regulation: Regulation, code: str) -> OrderKind:
    """Raises `DomainError` where the regulation has no such kind."""
    row = regulation.texts.get("orders", {}).get(code)
    if row is None:
        raise DomainError(_("В положении нет приказа вида «%s».") % code)
    return _order_kind(code, row)


def _order_kind(code: str, row: Mapping[str, Any]) -> OrderKind:
    values = {key: value for key, value in row.items() if key != "position"}
    values["points"] = _points(row["points"])
    values["fields"] = tuple(OrderField(**field) for field in row.get("fields", []))
    values["appoints"] = tuple(OrderAppointment(**part) for part in row.get("appoints", []))
    values["annexes"] = tuple(
        OrderAnnex(**{**annex, "columns": tuple(annex.get("columns", ()))})
        for annex in row.get("annexes", [])
    )
    return OrderKind(code=code, **values)


def _points(rows: Iterable[Mapping[str, Any]]) -> tuple[OrderPoint, ...]:
    return tuple(OrderPoint(**{**row, "points": _points(row.get("points", ()))}) for row in rows)


def road_map_layout(regulation: Regulation) -> RoadMapLayout | None:
    """None where the act doesn't say how its road map looks."""
    row = regulation.texts.get("road_map")
    if row is None:
        return None
    columns = tuple(RoadMapColumn(**column) for column in row["columns"])
    return RoadMapLayout(row["title"], columns, row.get("group_by", RoadMapGrouping.STAGE))


def survey_texts(regulation: Regulation, form_code: str) -> Iterator[SurveyText]:
    """The questionnaires of a form: one for each side and stage, its own questions inside."""
    additions = [
        row for row in regulation.texts.get("survey_additions", []) if row["form"] == form_code
    ]
    for row in regulation.texts.get("surveys", []):
        questions = list(row["questions"])
        for extra in additions:
            if (extra["side"], extra["stage"]) == (row["side"], row["stage"]):
                place = [question["code"] for question in questions].index(extra["before"])
                questions[place:place] = extra["questions"]
        yield SurveyText(
            side=row["side"],
            stage=row["stage"],
            title=row["title"],
            intro=row.get("intro", ""),
            questions=tuple(_question(question) for question in questions),
        )


def _question(row: Mapping[str, Any]) -> QuestionText:
    return QuestionText(**{**row, "options": tuple(row.get("options", ()))})


def measurement_texts(regulation: Regulation) -> list[MeasurementText]:
    return [MeasurementText(**row) for row in regulation.texts.get("measurements", [])]
