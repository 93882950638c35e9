"""What a preset may say: its shape, and whether its parts agree with each other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from core.i18n import gettext as _
from schools.choices import (
    ActKind,
    OrganisationKind,
    ParticipantKind,
    RoadMapGrouping,
    TargetGroup,
)
from schools.models import GENDERS
from schools.rules import check_rules
from schools.rules.options import BODY_OPTIONS
from schools.terms import terms_problems
from schools.texts import ROAD_MAP_KEYS
from schools.years import next_date, year_on

from .orders import ORDER, order_disagreements, repeated, template_places
from .shapes import (
    anything,
    boolean,
    code,
    month_day,
    named,
    one_of,
    rows,
    table,
    text,
    text_up_to,
    whole,
)
from .wording import wording_problems

# Any day will do: months and days are compared, not years.
SOME_DAY = datetime.date(2026, 9, 1)
SIDES = ("mentor", "mentee")
STAGES = ("entry", "exit")
YES_NO, CHOICE = "yes_no", "choice"
QUESTION_KINDS = ("scale", YES_NO, "text", CHOICE)

QUESTIONS = rows(
    table(
        {"code": code, "kind": one_of(*QUESTION_KINDS), "text": text_up_to(500)},
        {"options": rows(text, at_least=2), "after_yes": text, "required": boolean},
    ),
    at_least=1,
)
OF_SURVEY = {"side": one_of(*SIDES), "stage": one_of(*STAGES), "questions": QUESTIONS}

PARTICIPANT = one_of(*ParticipantKind.values)
FORM = table(
    {"code": code, "name": text_up_to(100), "mentor_kind": PARTICIPANT, "mentee_kind": PARTICIPANT},
    {"role_models": rows(text_up_to(200))},
)
DIRECTION = table({"code": code, "name": text_up_to(200)}, {"is_sensitive": boolean})
ROAD_MAP_TEXTS = {
    "term": text_up_to(200),
    "starts": month_day,
    "ends": month_day,
    "content": text,
    "result": text,
    "responsible": text_up_to(500),
    "documents": text,
    "roles": rows(one_of(*(value for value, _label in BODY_OPTIONS))),
}
ROAD_MAP_LINE = table(
    {"title": text_up_to(500)},
    {**ROAD_MAP_TEXTS, "number": text_up_to(20), "theme": text_up_to(200)},
)
STAGE = table({"title": text_up_to(200)}, {**ROAD_MAP_TEXTS, "lines": rows(ROAD_MAP_LINE)})
ROAD_MAP = table(
    {
        "title": text_up_to(300),
        "columns": rows(
            table({"key": one_of(*ROAD_MAP_KEYS), "title": text_up_to(100)}), at_least=1
        ),
    },
    {"group_by": one_of(*RoadMapGrouping.values)},
)


def road_map(document: Any, place: str) -> Iterator[str]:
    problems = list(ROAD_MAP(document, place))
    yield from problems
    if not problems:
        keys = [column["key"] for column in document["columns"]]
        yield from repeated(keys, f"{place}.columns")


PROGRAMME = table(
    {"title": text_up_to(250), "starts": month_day, "ends": month_day},
    {"reporting_documents": rows(text)},
)
STAMP = table(
    {"kind": text_up_to(50)},
    {
        "body": text_up_to(200),
        "act": text_up_to(50),
        "number": text_up_to(50),
        "date": text_up_to(50),
    },
)
TARGET = table(
    {"group": one_of(*TargetGroup.values), "year": whole(2000, 2100), "percent": whole(1, 100)}
)
# What a calculation aims at; the words are the matching's own.
MATCHING_PARTS = ("request", "wishes", "age", "interests", "form", "time", "load")
MATCHING_GOALS = ("best_fit", "most_people", "even_load")
MATCHING = table(
    {},
    {
        "areas": rows(
            table({"title": text, "requests": rows(text), "competencies": rows(text)}),
        ),
        "weights": table(
            {},
            {"earlier": whole(-100, 100)} | {part: whole(0, 100) for part in MATCHING_PARTS},
        ),
        "again": boolean,
        "goal": one_of(*MATCHING_GOALS),
    },
)
TEXTS = table(
    {},
    {
        "matching": MATCHING,
        "orders": named(ORDER),
        "road_map": road_map,
        "surveys": rows(
            table({**OF_SURVEY, "title": text_up_to(200)}, {"intro": text}),
        ),
        "survey_additions": rows(table({**OF_SURVEY, "form": text, "before": text})),
        "measurements": rows(
            table(
                {"number": whole(1, 99), "title": text_up_to(300)},
                {"fewer_is_better": boolean, "is_percent": boolean},
            )
        ),
    },
)


def terms(document: Any, place: str) -> Iterator[str]:
    yield from (f"{place}: {problem}" for problem in terms_problems(document))


PRESET = table(
    {
        "title": text,
        "school": table(
            {
                "name": text_up_to(500),
                "short_name": text_up_to(200),
                "city": text_up_to(100),
                "kind": one_of(*OrganisationKind.values),
            },
            {"six_day_week": boolean},
        ),
        "signatory": table(
            {
                "post": text_up_to(200),
                "last_name": text_up_to(100),
                "first_name": text_up_to(100),
                "gender": one_of(*(value for value, _label in GENDERS)),
            },
            {"middle_name": text_up_to(100)},
        ),
        "regulation": table(
            {"kind": one_of(*ActKind.values), "title": text_up_to(300)}, {"stamps": rows(STAMP)}
        ),
        "rules": anything,
        "forms": rows(FORM, at_least=1),
        "programme": PROGRAMME,
    },
    {
        "description": text,
        "directions": rows(DIRECTION),
        "stages": rows(STAGE),
        "targets": rows(TARGET),
        # Checked by the dictionary of words itself.
        "terms": terms,
        "texts": TEXTS,
    },
)


def problems_of(document: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with a preset; what its parts say of each other comes last."""
    problems = list(PRESET(document, ""))
    problems += _rule_problems(document.get("rules"))
    # Where the shape is wrong, what follows would stumble over it.
    return problems or [*_disagreements(document)]


def _rule_problems(rules: Any) -> list[str]:
    if rules is None:
        return []
    if not isinstance(rules, Mapping):
        return [_("%s: нужна таблица.") % "rules"]
    return [f"rules: {problem}" for problem in check_rules(rules)]


def _disagreements(document: Mapping[str, Any]) -> Iterator[str]:
    texts = document.get("texts", {})
    for name in ("forms", "directions"):
        yield from repeated([row["code"] for row in document.get(name, [])], name)
    yield from repeated([row["name"] for row in document["forms"]], "forms")
    yield from repeated(
        [str(row["number"]) for row in texts.get("measurements", [])], "texts.measurements"
    )
    yield from template_places(document["programme"]["title"], "programme.title", {"year": ""})
    for order_code, order in texts.get("orders", {}).items():
        yield from order_disagreements(order_code, order, f"texts.orders.{order_code}")
    yield from _survey_problems(texts, {row["code"] for row in document["forms"]})
    targets = [f"{row['group']} {row['year']}" for row in document.get("targets", [])]
    yield from repeated(targets, "targets")
    yield from stage_problems(document["programme"], document.get("stages", []))
    yield from wording_problems(document)


def stage_problems(programme: Mapping[str, Any], stages: list[Mapping[str, Any]]) -> Iterator[str]:
    year = year_on(programme["starts"], programme["ends"], SOME_DAY)
    if programme["starts"] == programme["ends"]:
        yield _("programme: окончание раньше начала.")
    for place, row in _road_map_rows(stages):
        days = [next_date(row[key], year.starts_on) for key in ("starts", "ends") if key in row]
        if days != sorted(days):
            yield _("%s: окончание раньше начала.") % place
        elif days and days[-1] > year.ends_on:
            yield _("%s: даты вне программы.") % place


def _road_map_rows(stages: list[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, stage in enumerate(stages, start=1):
        yield f"stages[{number}]", stage
        for inner, line in enumerate(stage.get("lines", []), start=1):
            yield f"stages[{number}].lines[{inner}]", line


def _survey_problems(texts: Mapping[str, Any], forms: set[str]) -> Iterator[str]:
    base: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for number, row in enumerate(texts.get("surveys", []), start=1):
        key = (row["side"], row["stage"])
        if key in base:
            yield _("texts.surveys[%s]: такая анкета уже описана выше.") % number
        base[key] = row["questions"]
        yield from _question_problems(row["questions"], f"texts.surveys[{number}]")
    for number, row in enumerate(texts.get("survey_additions", []), start=1):
        place = f"texts.survey_additions[{number}]"
        if row["form"] not in forms:
            yield from one_of(*sorted(forms))(row["form"], f"{place}.form")
        questions = base.get((row["side"], row["stage"]), [])
        codes = [question["code"] for question in questions]
        if row["before"] not in codes:
            yield from one_of(*codes)(row["before"], f"{place}.before")
        yield from _question_problems([*questions, *row["questions"]], place)


def _question_problems(questions: list[Mapping[str, Any]], place: str) -> Iterator[str]:
    yield from repeated([question["code"] for question in questions], place)
    asked: set[str] = set()
    for question in questions:
        inner = f"{place}.{question['code']}"
        if (question["kind"] == CHOICE) != ("options" in question):
            yield _("%s: варианты options нужны вопросу вида choice, и только ему.") % inner
        if "after_yes" in question and question["after_yes"] not in asked:
            yield _("%s: after_yes называет вопрос вида yes_no, который стоит раньше.") % inner
        if question["kind"] == YES_NO:
            asked.add(question["code"])
