"""The words of an order about pairs: who mentors whom, each in the case that the text asks for.

Papers are Russian whatever the language of the interface, so these words pass gettext by.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from core.russian.dates import long_date
from orders.annexes import made_annexes
from orders.filling import filled_points
from orders.inputs import OrderInput
from orders.naming import named, tidy
from orders.rules import order_values
from schools.models import Programme
from schools.rules import rules_of
from schools.templating import Value, fill
from schools.texts import OrderKind

from .models import Pair, PairMember

Values = Mapping[str, Value]

BLANK = "__________"


def order_texts(programme: Programme, kind: OrderKind, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Title, preamble, points and control of an order that puts these pairs in force.

    Nobody was asked for its fields: those that have to be filled are lines to fill by hand.
    """
    required = [field.code for field in kind.fields if field.required]
    values: Values = {**order_values(programme, kind), **_blank_fields(kind)}
    known = [pair_values(pair) for pair in pairs]
    return {
        "title": tidy(fill(kind.title, values)),
        "preamble": fill(kind.preamble, values),
        "points": filled_points(
            kind.points,
            values,
            repeats=lambda point: known if point.is_for_each_pair else [],
            has=required.__contains__,
        ),
        "control": fill(kind.control, values),
    }


def order_annexes(
    programme: Programme,
    kind: OrderKind,
    *,
    values: Values | None = None,
    fields: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """The annexes of an order about pairs; tables and texts are filled in the draft."""
    if not kind.annexes:
        return []
    given = OrderInput(fields=_blank_fields(kind) if fields is None else fields)
    return made_annexes(kind, programme, given, values=values or {})


def _blank_fields(kind: OrderKind) -> dict[str, str]:
    return {field.code: BLANK if field.required else "" for field in kind.fields}


def change_texts(
    programme: Programme, kind: OrderKind, values: Values, fields: Mapping[str, Any]
) -> dict[str, Any]:
    """The same of an order that changes one pair: any of its texts may name the pair."""
    known = {**order_values(programme, kind), **values, **_field_values(kind, fields)}
    return {
        "title": tidy(fill(kind.title, known)),
        "preamble": tidy(fill(kind.preamble, known)),
        "points": filled_points(
            kind.points,
            known,
            repeats=lambda point: [{}] if point.is_for_each_pair else [],
            has=lambda name: bool(fields.get(name)),
        ),
        "control": tidy(fill(kind.control, known)),
    }


def _field_values(kind: OrderKind, fields: Mapping[str, Any]) -> dict[str, Value]:
    values = {row.code: fields.get(row.code) or "" for row in kind.fields}
    return {
        code: long_date(value) if isinstance(value, datetime.date) else str(value).strip()
        for code, value in values.items()
    }


def members_now(pair: Pair) -> list[PairMember]:
    """Those who are in the pair still; of one that is over, all who were."""
    members = list(pair.members.all())
    return [member for member in members if member.is_binding] or members


def pair_values(pair: Pair) -> dict[str, Value]:
    """What the point of a pair may name. A direction that gives away trouble is not printed."""
    mentees = [member.mentee.person for member in members_now(pair)]
    direction = pair.direction
    return {
        "mentor": lambda case: named([pair.mentor.person], case),
        "mentees": lambda case: named(mentees, case),
        "form": pair.form.name,
        "direction": direction.name if direction and not direction.is_sensitive else "",
        "mentoring_kind": mentoring_kind_of(pair),
        "role_model": pair.role_model,
        "pair_starts_on": long_date(pair.starts_on),
        "pair_ends_on": long_date(pair.ends_on),
    }


def mentoring_kind_of(pair: Pair) -> str:
    """The kind of mentoring as the pair's regulation calls it; empty where none is chosen."""
    if not pair.mentoring_kind:
        return ""
    return rules_of(pair.regulation).title_of("pairing.kinds", pair.mentoring_kind)
