"""Who somebody is to the school, from «8А», «учитель физики», «школа, учитель истории»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from core.russian.cleaning import replace_look_alikes
from core.russian.text import fold
from schools.choices import OrganisationKind, ParticipantKind

CHILD_BELOW = 16
_LEARNERS = "ученик|ученица|обучающийся|обучающаяся|учащийся|учащаяся|школьник|школьница"
_STUDENTS = "студент|студентка"
_CLASS = re.compile(
    rf"(?:(?:{_LEARNERS})\s+)?(\d{{1,2}})\s*[-\u2013]?\s*[«\"“]?([а-я]?)[»\"”]?\s*(?:класс|класса|кл\.?)?"
)
_LEARNER = re.compile(rf"(?:{_LEARNERS})(?:\s+(.+))?")
_STUDENT = re.compile(rf"(?:{_STUDENTS})(?:\s+(.+))?")
_GROUP = re.compile(r"(?:группа\s+|гр\.?\s*)?([а-я]{1,6}[-\s]?\d{1,4}(?:[-/]\d{1,2})?[а-я]?)")
_SCHOOL = re.compile(
    r"\b(школ|гимнази|лице[йя]|колледж|техникум|детск\w+ сад|д/с|сош\b|[а-я]{0,5}оу\b)"
)
_STAFF = re.compile(
    r"\b(учител|педагог|воспитател|психолог|логопед|дефектолог|директор|завуч|преподавател|методист"
    r"|библиотекар|тьютор|мастер производ|вожат|концертмейстер|тренер|замест|завед|соц\S* пед"
    r"|классн\w+ руковод|хореограф|музыкальн|помощник воспит)"
)
_ADULTS = frozenset(
    (
        ParticipantKind.STAFF,
        ParticipantKind.PARENT,
        ParticipantKind.EMPLOYER,
        ParticipantKind.GRADUATE,
    )
)
_YOUNG = frozenset((ParticipantKind.PUPIL, ParticipantKind.STUDENT))


@dataclass(frozen=True, slots=True)
class Occupation:
    """`kind` is empty where the words don't tell it."""

    kind: str = ""
    class_name: str = ""
    post: str = ""
    workplace: str = ""


def learner_kind(organisation: str) -> str:
    is_college = organisation == OrganisationKind.COLLEGE
    return ParticipantKind.STUDENT if is_college else ParticipantKind.PUPIL


@lru_cache(maxsize=4096)
def read_class(text: str, organisation: str) -> Occupation | None:
    """«8А», «8 «А» класс», «ученик 8А класса», «студент группы ИС-21»; None for anything else."""
    folded = replace_look_alikes(fold(text).upper()).lower().replace("ё", "е")
    if (match := _CLASS.fullmatch(folded)) and 1 <= int(match[1]) <= 12:
        return Occupation(learner_kind(organisation), f"{int(match[1])}{match[2].upper()}")
    if match := _STUDENT.fullmatch(folded):
        return Occupation(ParticipantKind.STUDENT, _tail(text, match[1]))
    if match := _LEARNER.fullmatch(folded):
        return Occupation(learner_kind(organisation), _tail(text, match[1]))
    if organisation == OrganisationKind.COLLEGE and (match := _GROUP.fullmatch(folded)):
        return Occupation(ParticipantKind.STUDENT, match[1].upper())
    return None


def _tail(text: str, words: str | None) -> str:
    """What follows «ученик», as it was written, without «класса» and «группы»."""
    rest = text[len(text) - len(words) :] if words else ""
    return re.sub(r"(?i)^(группы|гр\.)\s+|\s+(класса|группы)$", "", rest).strip()


def read_place(text: str, organisation: str, birth_year: int | None, this_year: int) -> Occupation:
    """«Класс / должность» of a mentee. What is no class is the post of an adult."""
    if not text:
        return Occupation()
    found = read_class(text, organisation)
    if found:
        return found
    if birth_year is not None and this_year - birth_year < CHILD_BELOW:
        return Occupation(learner_kind(organisation), class_name=text)
    return Occupation(ParticipantKind.STAFF, post=text)


def read_workplace(text: str, organisation: str) -> Occupation:
    """«школа, учитель истории»: the place before the first comma, the post after it.

    Words without a comma are a class, a post that schools have, or else a place. An employee of
    the school is told by both: a post of a school, in no place or in one that is called a school.
    """
    place, _comma, rest = (part.strip() for part in text.partition(","))
    if not rest:
        alone = read_class(place, organisation)
        if alone:
            return alone
        if is_staff_post(place):
            return Occupation(ParticipantKind.STAFF, post=place)
        return Occupation(workplace=place)
    learner = read_class(rest, organisation)
    if learner:
        return Occupation(learner.kind, learner.class_name, workplace=place)
    kind = ParticipantKind.STAFF if is_school(place) else ""
    return Occupation(kind, post=rest, workplace=place)


@lru_cache(maxsize=4096)
def is_school(text: str) -> bool:
    return bool(_SCHOOL.search(fold(text)))


@lru_cache(maxsize=4096)
def is_staff_post(text: str) -> bool:
    return bool(_STAFF.search(fold(text)))


def is_adult(kind: str) -> bool | None:
    """None where the kind does not tell."""
    if kind in _ADULTS:
        return True
    return False if kind in _YOUNG else None
