"""In what the sixth regulation differs from the five: what is compared, and where it is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schools.models import Regulation, School
from schools.presets import Preset
from schools.queries import current_programme, latest_version
from schools.rules import RULES
from schools.words import month_day_of

from .sixth_rules import RULES as TYPED
from .sixth_rules import Typed


@dataclass(frozen=True, slots=True)
class Difference:
    """`own` is read from the school as it was set up, `of_preset` from each of the five."""

    what: str
    page: str
    own: Callable[[School], Any]
    of_preset: Callable[[Preset], Any]

    def __str__(self) -> str:
        return self.what


def act_of(school: School) -> Regulation:
    """The newest version of the act that rules the running programme."""
    programme = current_programme(school)
    assert programme is not None
    return latest_version(programme.regulation)


def plain(key: str, value: Any) -> Any:
    """A value as people tell it apart: in no order where boxes are ticked, without codes."""
    if not isinstance(value, list):
        return value
    if RULES[key].kind == "choices":
        return set(value)
    return [
        {part: row[part] for part in row if part != "code"} if isinstance(row, dict) else row
        for row in value
    ]


def as_kept(typed: Typed) -> Any:
    """What the rules document has to say where this was typed."""
    kind = RULES[typed.key].kind
    if kind == "items":
        return [{"title": title} for title in typed.value]
    if kind == "labels":
        return [{"title": title} for _code, title in typed.value]
    if kind == "points":
        return [
            {
                "title": title,
                "kind": when,
                "value": int(day) if when == "percent" else month_day_of(day),
            }
            for title, when, day in typed.value
        ]
    if kind == "day":
        return month_day_of(typed.value)
    if kind == "choices":
        return {*typed.value}
    return list(typed.value) if kind == "lines" else typed.value


def _rule(typed: Typed) -> Difference:
    def value_in(rules: Any) -> Any:
        return plain(typed.key, rules.get(typed.key, {}).get("value"))

    return Difference(
        typed.key,
        "schools:regulation_update",
        lambda school: value_in(act_of(school).rules),
        lambda preset: value_in(preset.rules),
    )


def _masks(texts: Any) -> set[str]:
    return {row.get("number_mask", "") for row in texts["orders"].values()}


OF_RULES = tuple(_rule(typed) for typed in TYPED if not typed.is_shared)
OF_TEXTS = (
    Difference(
        "stamps",
        "schools:regulation_act",
        lambda school: [stamp["kind"] for stamp in act_of(school).stamps],
        lambda preset: [stamp["kind"] for stamp in preset.regulation.get("stamps", [])],
    ),
    Difference(
        "forms",
        "schools:form_create",
        lambda school: {form.name for form in school.forms.filter(is_active=True)},
        lambda preset: {form["name"] for form in preset.forms},
    ),
    Difference(
        "role models",
        "schools:form_create",
        lambda school: [form.role_models for form in school.forms.filter(is_active=True)],
        lambda preset: [form.get("role_models", []) for form in preset.forms],
    ),
    Difference(
        "directions",
        "schools:direction_create",
        lambda school: {row.name for row in school.directions.all()},
        lambda preset: {row["name"] for row in preset.directions},
    ),
    Difference(
        "word for the mentee",
        "schools:term_update",
        lambda school: school.terms["mentee"]["singular"][0],
        lambda preset: preset.terms.get("mentee"),
    ),
    Difference(
        "word for the director",
        "schools:term_update",
        lambda school: school.terms["director"]["singular"][0],
        lambda preset: preset.terms.get("director"),
    ),
    Difference(
        "kinds of orders",
        "schools:order_kind_create",
        lambda school: {row["name"] for row in act_of(school).texts["orders"].values()},
        lambda preset: {row["name"] for row in preset.texts["orders"].values()},
    ),
    Difference(
        "masks of numbers",
        "schools:order_kind_create",
        lambda school: _masks(act_of(school).texts),
        lambda preset: _masks(preset.texts),
    ),
    Difference(
        "columns of the road map",
        "schools:act_road_map",
        lambda school: act_of(school).texts["road_map"]["columns"],
        lambda preset: preset.texts.get("road_map", {}).get("columns"),
    ),
    Difference(
        "stages",
        "schools:act_year",
        lambda school: [row["title"] for row in act_of(school).texts["stages"]],
        lambda preset: [row["title"] for row in preset.texts["stages"]],
    ),
    Difference(
        "table before and after",
        "schools:act_measurements",
        lambda school: [row["title"] for row in act_of(school).texts["measurements"]],
        lambda preset: [row["title"] for row in preset.texts.get("measurements", [])],
    ),
    Difference(
        "targets",
        "schools:target_create",
        lambda school: {(row.group, row.percent) for row in school.targets.all()},
        lambda preset: {(row["group"], row["percent"]) for row in preset.targets},
    ),
)
DIFFERENCES = OF_RULES + OF_TEXTS
