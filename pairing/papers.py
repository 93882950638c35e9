"""The words of an order about pairs: who mentors whom, each in the case that the text asks for.

Papers are Russian whatever the language of the interface, so these words pass gettext by.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.russian.cases import Case, Gender
from core.russian.dates import long_date
from core.russian.posts import decline_post
from core.russian.text import NBSP
from core.terms import expand, learner
from orders.rules import order_values
from registry.models import Person
from schools.choices import ParticipantKind
from schools.models import Programme
from schools.rules import rules_of
from schools.templating import Value, fill
from schools.texts import OrderKind, OrderPoint

from .models import Pair

Values = Mapping[str, Value]

HEADING = "Назначить {mentors:accusative} и закрепить за ними {mentees:accusative}:"

_SCHOOL_CLASS = re.compile(r"\d{1,2}\s*[-–]?\s*[«\"]?[А-ЯЁа-яё]?[»\"]?")
_COMMA_BEFORE_SIGN = re.compile(r",\s*([.,;:)])")
_LOOSE_COMMA = re.compile(r",\s*$")


def order_texts(programme: Programme, kind: OrderKind, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Title, preamble, points and control of an order that puts these pairs in force."""
    values = order_values(programme)
    points: list[dict[str, Any]] = []
    for point in kind.points:
        if point.is_for_each_pair:
            points.append(_pair_points(point, values, pairs))
        else:
            points.append(_point(point, values))
    return {
        "title": fill(kind.title, values),
        "preamble": fill(kind.preamble, values),
        "points": points,
        "control": fill(kind.control, values),
    }


def change_texts(
    programme: Programme, kind: OrderKind, values: Values, fields: Mapping[str, Any]
) -> dict[str, Any]:
    """The same of an order that changes one pair: any of its texts may name the pair."""
    known = {**order_values(programme), **values, **_field_values(kind, fields)}
    return {
        "title": tidy(fill(kind.title, known)),
        "preamble": tidy(fill(kind.preamble, known)),
        "points": _filled(kind.points, known, fields),
        "control": tidy(fill(kind.control, known)),
    }


def _filled(
    points: Sequence[OrderPoint], values: Values, fields: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Points with their sub-points; those that wait for an empty field are left out."""
    return [
        {**_point(point, values), "points": _filled(point.points, values, fields)}
        for point in points
        if not point.when or fields.get(point.when)
    ]


def _field_values(kind: OrderKind, fields: Mapping[str, Any]) -> dict[str, Value]:
    values = {row.code: fields.get(row.code) or "" for row in kind.fields}
    return {
        code: long_date(value) if isinstance(value, datetime.date) else str(value).strip()
        for code, value in values.items()
    }


def _pair_points(
    point: OrderPoint, values: Mapping[str, Value], pairs: Sequence[Pair]
) -> dict[str, Any]:
    """One pair is the point itself; many are sub-points under a heading."""
    rows = [_point(point, {**values, **pair_values(pair)}) for pair in pairs]
    if len(rows) == 1:
        return rows[0]
    return {"text": expand(HEADING), "points": rows}


def _point(point: OrderPoint, values: Mapping[str, Value]) -> dict[str, str]:
    return {
        "text": tidy(fill(point.text, values)),
        "executor": fill(point.executor, values),
        "due": fill(point.due, values),
    }


def pair_values(pair: Pair) -> dict[str, Value]:
    """What the point of a pair may name. A direction that gives away trouble is not printed."""
    mentees = [member.mentee.person for member in pair.members.all()]
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


def named(people: Iterable[Person], case: Case) -> str:
    """«Петрова Петра, обучающегося 8А класса, и Сидорову Анну, обучающуюся 8А класса,».

    The comma that closes the apposition stands at the end; `tidy` takes it where it is not needed.
    """
    items = [_with_standing(person, case) for person in people]
    *head, last = items
    if not head:
        return last
    has_commas = any(item.endswith(",") for item in items)
    between = [item if item.endswith(",") else f"{item}," for item in head]
    if not has_commas:
        between[-1] = between[-1].removesuffix(",")
    return f"{' '.join(between)} и {last}"


def _with_standing(person: Person, case: Case) -> str:
    """The name and who this is, in brackets where the gender or the post is unknown."""
    name = person.full_name_in(case)
    standing = standing_of(person)
    if not standing:
        return name
    declined = decline_post(standing, case) if person.gender else None
    return f"{name} ({standing})" if declined is None else f"{name}, {declined},"


def standing_of(person: Person) -> str:
    """«обучающаяся 8А класса», «учитель математики», «инженер ООО «Завод»», in the nominative."""
    if person.kind in (ParticipantKind.PUPIL, ParticipantKind.STUDENT):
        return _learner(person)
    post = person.post.strip()
    if not post:
        # People type «школа, учитель истории» where the place of work is asked.
        _place, _comma, tail = person.workplace.rpartition(",")
        return tail.strip() if decline_post(tail.strip(), Case.GENITIVE) else ""
    if person.kind == ParticipantKind.EMPLOYER and person.workplace:
        post = f"{post} {person.workplace.strip()}"
    return post[:1].lower() + post[1:] if not post[1:2].isupper() else post


def _learner(person: Person) -> str:
    if not person.class_name:
        return person.post.strip()
    if not person.gender:
        is_class = _SCHOOL_CLASS.fullmatch(person.class_name)
        return f"{person.class_name} {expand('{class}')}" if is_class else person.class_name
    word = learner(is_female=person.gender == Gender.FEMALE)
    if _SCHOOL_CLASS.fullmatch(person.class_name):
        return f"{word} {person.class_name} {expand('{class:genitive}')}"
    place = person.class_name
    return f"{word} {place}" if " " in place else f"{word} группы {place}"


def tidy(text: str) -> str:
    """Commas that close nothing go; «с 2 октября» is said «со 2 октября»."""
    text = _LOOSE_COMMA.sub("", _COMMA_BEFORE_SIGN.sub(r"\1", text))
    return re.sub(rf"\b([Сс]) 2{NBSP}", rf"\1о 2{NBSP}", text)
