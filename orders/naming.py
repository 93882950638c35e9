"""How an order names people: in the case that the text asks for, with who they are.

Papers are Russian whatever the language of the interface, so these words pass gettext by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.russian.cases import Case, Gender
from core.russian.posts import decline_post
from core.russian.text import NBSP
from core.terms import expand, learner
from registry.models import Person
from schools.choices import ParticipantKind

_SCHOOL_CLASS = re.compile(r"\d{1,2}\s*[-–]?\s*[«\"]?[А-ЯЁа-яё]?[»\"]?")
_COMMA_BEFORE_SIGN = re.compile(r",\s*([.,;:)])")
_COMMA_BEFORE_BRACKET = re.compile(r",\s*\(")
_LOOSE_COMMA = re.compile(r",\s*$")


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
    text = _COMMA_BEFORE_BRACKET.sub(" (", _COMMA_BEFORE_SIGN.sub(r"\1", text))
    text = _LOOSE_COMMA.sub("", text)
    return re.sub(rf"\b([Сс]) 2{NBSP}", rf"\1о 2{NBSP}", text)
