"""Rows that may be one person, with what speaks for it; and what forbids to merge two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import models
from django.db.models import Q

from core.i18n import gettext as _
from core.russian.text import fold

from ..merge_fields import house_models
from ..models import (
    Consent,
    ConsentRequest,
    Guardianship,
    MenteeCard,
    MentorCard,
    NotSamePerson,
    Person,
)

# More namesakes than this are namesakes: a school full of one name gives no list.
LARGEST_GROUP = 12
_FIELDS = (
    "pk",
    "last_name",
    "first_name",
    "middle_name",
    "name_key",
    "birth_date",
    "birth_year",
    "email",
    "contacts",
)
_NOT_DIGITS = re.compile(r"\D")
_PHONE = re.compile(r"\+?\d[\d\s()–-]{8,}\d")
_PROTECTED = (models.PROTECT, models.RESTRICT)
# What ties two different people, though it goes with either of them.
_TIES = (Guardianship, Consent, ConsentRequest)


@dataclass(slots=True)
class Likely:
    """Two rows, the older first, and the reasons in words."""

    first_id: int
    second_id: int
    reasons: list[str]
    score: int


def likely_duplicates(user: Any) -> list[Likely]:
    """Of the people whom the user sees; the surest first. Two queries whatever the number."""
    people = [
        dict(zip(_FIELDS, row, strict=True))
        for row in Person.objects.visible_to(user).order_by("pk").values_list(*_FIELDS)
    ]
    by_id = {row["pk"]: row for row in people}
    found: dict[tuple[int, int], Likely] = {}
    for score, words, key in _rules():
        for one, other in _pairs(people, key):
            pair = (one, other)
            if not _may_be_one(by_id[one], by_id[other]):
                continue
            likely = found.setdefault(pair, Likely(one, other, [], 0))
            likely.reasons.append(words)
            likely.score += score
    for pair in _different(found):
        found.pop(pair, None)
    return sorted(found.values(), key=lambda one: (-one.score, one.first_id, one.second_id))


def _rules() -> Iterator[tuple[int, str, Callable[[dict[str, Any]], Iterable[Any]]]]:
    yield (
        8,
        _("те же имя и дата рождения"),
        lambda row: [(row["name_key"], row["birth_date"])] if row["birth_date"] else [],
    )
    yield 4, _("то же имя"), lambda row: [row["name_key"]]
    yield 3, _("части имени стоят в другом порядке"), _turned
    yield 3, _("те же фамилия и имя, у одной записи нет отчества"), _short
    yield 3, _("тот же адрес почты и то же имя"), _mail
    yield 3, _("тот же телефон и то же имя"), _phones
    yield (
        3,
        _("та же дата рождения, то же имя и похожая фамилия"),
        lambda row: (
            [(row["birth_date"], fold(row["first_name"]), fold(row["last_name"])[:3])]
            if row["birth_date"] and row["first_name"]
            else []
        ),
    )


def _turned(row: dict[str, Any]) -> list[Any]:
    words = fold(f"{row['last_name']} {row['first_name']} {row['middle_name']}").split()
    return [tuple(sorted(words))] if len(words) > 1 else []


def _short(row: dict[str, Any]) -> list[Any]:
    return [(fold(row["last_name"]), fold(row["first_name"]))] if row["first_name"] else []


def _mail(row: dict[str, Any]) -> list[Any]:
    return [(row["email"].lower(), fold(row["first_name"]))] if row["email"] else []


def _phones(row: dict[str, Any]) -> list[Any]:
    """A parent and a child share a telephone; they seldom share the first name too."""
    found = {_NOT_DIGITS.sub("", text)[-10:] for text in _PHONE.findall(row["contacts"])}
    return [(phone, fold(row["first_name"])) for phone in found]


def _pairs(
    people: list[dict[str, Any]], key: Callable[[dict[str, Any]], Iterable[Any]]
) -> Iterator[tuple[int, int]]:
    groups: dict[Any, list[int]] = defaultdict(list)
    for row in people:
        for value in key(row):
            groups[value].append(row["pk"])
    for group in groups.values():
        if 1 < len(group) <= LARGEST_GROUP:
            yield from combinations(sorted(set(group)), 2)


def _may_be_one(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Births that are both known and differ, or two patronymics, speak of two people."""
    if one["birth_date"] and other["birth_date"] and one["birth_date"] != other["birth_date"]:
        return False
    years = [
        row["birth_date"].year if row["birth_date"] else row["birth_year"] for row in (one, other)
    ]
    if all(years) and years[0] != years[1]:
        return False
    middles = [fold(row["middle_name"]) for row in (one, other)]
    if all(middles) and middles[0] != middles[1]:
        return _turned(one) == _turned(other)
    return True


def _different(found: dict[tuple[int, int], Likely]) -> Iterator[tuple[int, int]]:
    ids = {key for pair in found for key in pair}
    said = NotSamePerson.objects.filter(first__in=ids, second__in=ids)
    for first, second in said.values_list("first_id", "second_id"):
        yield min(first, second), max(first, second)


# --- what forbids


def tying_rows(one: Person, other: Person) -> Iterator[tuple[models.Model, bool]]:
    """Rows that name both of the two, and whether such a row says that they are two people."""
    for model, fields in _models_of_two():
        for first in fields:
            for second in fields:
                if first is second:
                    continue
                keys = _key_of(one, first), _key_of(other, second)
                if None in keys:
                    continue
                rows = model._base_manager.filter(
                    Q(**{first.attname: keys[0]}) & Q(**{second.attname: keys[1]})
                )
                says = model in _TIES or any(
                    f.remote_field.on_delete in _PROTECTED for f in (first, second)
                )
                for row in rows:
                    yield row, says


def refusals_of_merge(kept: Person, gone: Person) -> list[str]:
    """Why the two cannot be one person, in words."""
    titles = [str(row._meta.verbose_name) for row, says in tying_rows(kept, gone) if says]
    return [
        _("Это два разных человека: их связывает «%(what)s».") % {"what": title}
        for title in dict.fromkeys(titles)
    ]


def _models_of_two() -> Iterator[tuple[type[models.Model], list[models.ForeignKey]]]:
    people = (Person, MentorCard, MenteeCard)
    for model in house_models():
        if model is NotSamePerson or not model._meta.managed or model.__name__.endswith("Event"):
            continue
        fields = [
            f
            for f in model._meta.concrete_fields
            if isinstance(f, models.ForeignKey) and f.related_model in people
        ]
        if len(fields) > 1:
            yield model, fields


def _key_of(person: Person, field: models.ForeignKey) -> int | None:
    if field.related_model is Person:
        return person.pk
    name = "mentor_card" if field.related_model is MentorCard else "mentee_card"
    card = getattr(person, name, None)
    return card.pk if card is not None else None
