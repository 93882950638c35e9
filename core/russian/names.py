"""Full names of people: read from text, put in a case, shortened, matched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from core.i18n import gettext as _
from core.i18n import gettext_lazy

from . import name_tables as tables
from .cases import Case, Gender
from .cleaning import (
    DAUGHTER_WORDS,
    PARTICLES,
    SON_WORDS,
    NameFormatError,
    capitalise,
    clean_full_name,
    is_plain_name,
    replace_look_alikes,
)
from .declension import Part, decline_word
from .text import NBSP, fold

__all__ = [
    "FullName",
    "NameFormatError",
    "Overrides",
    "decline",
    "full",
    "guess_gender",
    "initials_first",
    "normalise_key",
    "parse_full_name",
    "surname_first",
]

# {"dative": {"last": "Кара-Мурзе"}}: forms that a person asked for, kept with the person.
Overrides = Mapping[str, Mapping[str, str]]

_LAST_WORDS = SON_WORDS | DAUGHTER_WORDS
_BREAK = re.compile(r"([- ])")
_APOSTROPHES = re.compile("['`\u02bc\u2018\u02b9\u2019]")
_NOT_LETTERS = re.compile(r"[\W_]+")
# «Силыч» is the one that has no «ич».
_HIS = re.compile(f"(ич|^силыч|[- ]({'|'.join(sorted(SON_WORDS))}))$")
_HERS = re.compile(f"((ов|ев|ич|иш)на|[- ]({'|'.join(sorted(DAUGHTER_WORDS))}))$")


@dataclass(frozen=True, slots=True)
class FullName:
    """A person's name in parts. `notes` say in words what reading changed; they don't compare."""

    last: str
    first: str
    middle: str = ""
    gender: Gender | None = None
    notes: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.last, self.first, self.middle)))


def parse_full_name(text: str, *, gender: Gender | None = None) -> FullName:
    """«Фамилия Имя Отчество», as typed by people, in parts.

    Mends spaces, dashes, capitals and Latin look-alike letters; turns «Имя Отчество Фамилия» round.
    Refuses initials, foreign letters, single words. The patronymic tells the gender if not given.
    """
    cleaned, notes = clean_full_name(text)
    words = cleaned.split()
    if len(words) == 3 and _is_patronymic(words[1]):
        words = [words[2], words[0], words[1]]
        notes += (_("Слова переставлены: сначала фамилия, потом имя и отчество."),)
    last, first, middle = _split(words)
    if len(last) > 1:
        notes += (_("Фамилия из нескольких слов: «%s». Проверьте.") % " ".join(last),)
    *before, surname = last
    family = [*(capitalise(word, may_be_particle=True) for word in before), capitalise(surname)]
    given, patronymic = capitalise(first), " ".join(map(capitalise, middle))
    return FullName(
        last=" ".join(family),
        first=given,
        middle=patronymic,
        gender=gender or guess_gender(surname, given, patronymic),
        notes=notes,
    )


def _split(words: list[str]) -> tuple[list[str], str, list[str]]:
    """Surname words, first name, words of the patronymic; the first two are never empty."""
    middle: list[str] = []
    if fold(words[-1]) in _LAST_WORDS:
        words, middle = words[:-2], words[-2:]
    elif len(words) > 1 and _is_patronymic(words[-1]):
        words, middle = words[:-1], words[-1:]
    if len(words) < 2:
        raise NameFormatError("too_short", gettext_lazy("Нужны и фамилия, и имя."))
    particles = 0
    while particles < len(words) - 2 and fold(words[particles]) in PARTICLES:
        particles += 1
    if not middle and len(words) - particles == 3:
        words, middle = words[:-1], words[-1:]
    if len(words) - particles > (3 if middle else 2):
        raise NameFormatError(
            "too_long", gettext_lazy("Слишком много слов для имени одного человека.")
        )
    return words[:-1], words[-1], middle


@lru_cache(maxsize=16_384)
def _is_patronymic(word: str) -> bool:
    folded = fold(word)
    return len(folded) > 4 and bool(_HIS.search(folded) or _HERS.search(folded))


def guess_gender(last: str, first: str, middle: str) -> Gender | None:
    """From the patronymic alone: other parts mislead, so without one people are asked."""
    return _gender_of(middle.strip())


@lru_cache(maxsize=16_384)
def _gender_of(patronymic: str) -> Gender | None:
    folded = fold(patronymic)
    if _HIS.search(folded):
        return Gender.MALE
    if _HERS.search(folded):
        return Gender.FEMALE
    return None


def decline(name: FullName, case: Case, overrides: Overrides | None = None) -> FullName:
    """The name in the case. Without a gender it stays in the nominative: a wrong form offends.

    What `overrides` say for this case and part is taken as it stands.
    """
    own = (overrides or {}).get(case, {})
    if case == Case.NOMINATIVE or not name.gender:
        last, first, middle = name.last, name.first, name.middle
    else:
        # A column of the database gives both as plain text.
        case, gender = Case(case), Gender(name.gender)
        last = _decline_surname(name.last, gender, case)
        first = _decline_first_name(name.first, gender, case)
        middle = _decline_patronymic(name.middle, gender, case)
    return replace(
        name,
        last=own.get(Part.LAST) or last,
        first=own.get(Part.FIRST) or first,
        middle=own.get(Part.MIDDLE) or middle,
    )


@lru_cache(maxsize=16_384)
def _decline_surname(text: str, gender: Gender, case: Case) -> str:
    parts = _BREAK.split(text.strip())
    final = len(parts) - 1
    for index in range(0, len(parts), 2):
        if index == final or fold(parts[index]) not in tables.INVARIANT_FIRST_PARTS:
            parts[index] = decline_word(Part.LAST, parts[index], gender, case)
    return "".join(parts)


@lru_cache(maxsize=16_384)
def _decline_first_name(text: str, gender: Gender, case: Case) -> str:
    parts = _BREAK.split(text.strip())
    final = len(parts) - 1
    for index in range(0, len(parts), 2):
        changes = gender is Gender.FEMALE or fold(parts[index]) in tables.DECLINABLE_FIRST_PARTS
        if index == final or changes:
            parts[index] = decline_word(Part.FIRST, parts[index], gender, case)
    return "".join(parts)


@lru_cache(maxsize=16_384)
def _decline_patronymic(text: str, gender: Gender, case: Case) -> str:
    """Only what ends in -ич or -на changes: «Гейдар оглы» and a second first name stay."""
    text = text.strip()
    if not _is_patronymic(text) or text[-1].lower() not in "ча":
        return text
    *before, final = _BREAK.split(text)
    return "".join([*before, decline_word(Part.MIDDLE, final, gender, case)])


def full(name: FullName, case: Case = Case.NOMINATIVE, overrides: Overrides | None = None) -> str:
    """«Иванову Анну Петровну»."""
    return str(decline(name, case, overrides))


def initials_first(
    name: FullName, case: Case = Case.NOMINATIVE, overrides: Overrides | None = None
) -> str:
    """«А. П. Иванову», tied together so that it never breaks at a line's end."""
    return NBSP.join([*_initials(name), _tied(decline(name, case, overrides).last)])


def surname_first(
    name: FullName, case: Case = Case.NOMINATIVE, overrides: Overrides | None = None
) -> str:
    """«Иванову А. П.»."""
    return NBSP.join([_tied(decline(name, case, overrides).last), *_initials(name)])


def _tied(text: str) -> str:
    return text.replace(" ", NBSP)


def _initials(name: FullName) -> list[str]:
    """«А.-М.» of a double first name; «оглы» and «кызы» give no initial."""
    words = [name.first, *name.middle.split()]
    initials = []
    for word in words:
        parts = [part for part in word.split("-") if part and fold(part) not in _LAST_WORDS]
        if parts:
            initials.append("-".join(f"{part[0].upper()}." for part in parts))
    return initials


def normalise_key(text: str) -> str:
    """By this two spellings of one person are the same: case, ё, spaces, dashes, look-alikes."""
    if is_plain_name(text):
        return fold(text)
    letters = replace_look_alikes(_APOSTROPHES.sub("", text))
    return _NOT_LETTERS.sub(" ", fold(letters)).strip()
