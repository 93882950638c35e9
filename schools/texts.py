"""What a regulation prescribes to print and to ask: order kinds, questionnaires, table rows.

The shape of `Regulation.texts`, checked when a preset is read:

    orders: {code: {name, title, preamble, control, series, number_mask, position,
                    points: [{text, executor, due, repeat}]}}
        `name` is for choosing, the rest for the paper; texts hold placeholders of `templating`.
        A point with `repeat = "pairs"` stands once for each pair of the order.
    surveys: [{side, stage, title, intro, questions}], one for each side and stage
    survey_additions: [{form, side, stage, before, questions}], put in front of that question
        a question: {code, kind, text, options, after_yes, required}
    measurements: [{number, title, fewer_is_better, is_percent}]
    matching: {areas: [{title, requests, competencies}], weights: {part: points}}
        what the school adds to the matching's own table and scores
    stages, programme: what a new programme begins with
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError

from .models import Regulation

PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class OrderPoint:
    text: str
    executor: str = ""
    due: str = ""
    repeat: str = ""

    @property
    def is_for_each_pair(self) -> bool:
        return self.repeat == PAIRS


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

    @property
    def makes_pairs(self) -> bool:
        return any(point.is_for_each_pair for point in self.points)


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
    values = {key: value for key, value in row.items() if key not in ("points", "position")}
    points = tuple(OrderPoint(**point) for point in row["points"])
    return OrderKind(code=code, points=points, **values)


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
