"""Nouns and noun phrases in six cases and two numbers: «классный руководитель», «заведующая»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self

from .cases import Case

CASES = tuple(Case)
GENDERS = ("m", "f", "n")

_GRAMMEMES = dict(zip(CASES, ("nomn", "gent", "datv", "accs", "ablt", "loct"), strict=True))
_OF_GENDER = {"masc": "m", "femn": "f", "neut": "n"}
# What changes with the form; the rest of the marks has to stay.
_CHANGING = {*_GRAMMEMES.values(), "sing", "plur", "anim", "inan", "masc", "femn", "neut", "GNdr"}
# «вожатая» has a number of its own in the dictionary: Sgtm, and «вожатые» are Pltm of both genders.
_CHANGING |= {"Sgtm", "Pltm", "ms-f"}
# Second cases, old-fashioned endings, degrees of comparison.
_SPECIAL = {"gen2", "acc2", "loc1", "loc2", "voct", "V-oy", "V-ey", "V-ie", "V-be", "Supr", "Cmp2"}
# «инструктора», «сыны»: said, but not written; of things («корпуса») it's the usual plural.
_OF_SPEECH = {"Infr", "Litr", "Arch"}
_WORD = re.compile("[А-Яа-яЁё]+(-[А-Яа-яЁё]+)*")
_MASCULINE_ADJECTIVE = re.compile("(ийся|ый|ой)$")
_FEMININE = {"ийся": "аяся", "ый": "ая", "ой": "ая"}
# Nouns of those who learn that papers say of a woman in a form of its own.
_FEMININE_NOUNS = {
    "студент": "студентка",
    "ученик": "ученица",
    "школьник": "школьница",
    "воспитанник": "воспитанница",
    "слушатель": "слушательница",
    "гимназист": "гимназистка",
    "лицеист": "лицеистка",
}
_ADJECTIVE = re.compile("(ого|его|егося|ой|ей|ейся)$")
_ADJECTIVES = re.compile("(ых|их|ихся)$")


@dataclass(frozen=True, slots=True)
class Noun:
    """Six forms of each number, in the order of `Case`; gender is one of GENDERS."""

    singular: tuple[str, ...]
    plural: tuple[str, ...]
    gender: str

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        return cls(tuple(document["singular"]), tuple(document["plural"]), document["gender"])

    def write(self) -> dict[str, Any]:
        return {
            "singular": list(self.singular),
            "plural": list(self.plural),
            "gender": self.gender,
        }

    def form(self, case: Case, *, plural: bool = False) -> str:
        return (self.plural if plural else self.singular)[CASES.index(case)]

    @property
    def few(self) -> str:
        """What stands after two, three and four: «наставника», «наставляемых», «новые школы»."""
        one, many = self.form(Case.GENITIVE), self.form(Case.GENITIVE, plural=True)
        # An adjective agrees with a feminine noun by the nominative, with others by the genitive.
        agreeing = self.form(Case.NOMINATIVE, plural=True) if self.gender == "f" else many
        phrases = [phrase.split(" ") for phrase in (one, many, agreeing)]
        if len({len(words) for words in phrases}) > 1:
            return one
        return " ".join(
            agreed if _ADJECTIVE.search(noun) and _ADJECTIVES.search(plural) else noun
            for noun, plural, agreed in zip(*phrases, strict=True)
        )


def feminine(word: str) -> str:
    """«обучающаяся», «студентка» of the masculine; a noun that has no such form stays as it is."""
    if word in _FEMININE_NOUNS:
        return _FEMININE_NOUNS[word]
    return _MASCULINE_ADJECTIVE.sub(lambda match: _FEMININE[match[0]], word)


@lru_cache(maxsize=1_024)
def decline_phrase(text: str, *, is_person: bool | None = None) -> Noun | None:
    """All forms of a word or phrase given in the nominative singular; None where it is unclear.

    The noun is declined with the adjectives before it; what it governs stays as typed. Whether it
    means a person is asked of the dictionary where the caller doesn't know: it has no «тьютор».
    """
    words = text.split()
    if not words:
        return None
    head = _head(words)
    if head is None:
        return None
    count, gender, is_animate = head
    numbers = []
    for number in ("sing", "plur"):
        forms = []
        for case in CASES:
            wanted = (case, number, gender, is_animate if is_person is None else is_person)
            declined = [_adjective(word, *wanted) for word in words[: count - 1]]
            declined.append(_last(words[count - 1], *wanted))
            if None in declined:
                return None
            forms.append(" ".join([*map(str, declined), *words[count:]]))
        numbers.append(tuple(forms))
    noun = Noun(numbers[0], numbers[1], _OF_GENDER[gender])
    return noun if is_person is None else _with_accusative(noun, is_person=is_person)


def _with_accusative(noun: Noun, *, is_person: bool) -> Noun:
    """The accusative as the genitive of people and as the nominative of things."""
    case = Case.GENITIVE if is_person else Case.NOMINATIVE
    singular, plural = list(noun.singular), list(noun.plural)
    accusative = CASES.index(Case.ACCUSATIVE)
    # «юнга» has an accusative of its own.
    if noun.gender == "m" and singular[accusative] in singular[:2]:
        singular[accusative] = noun.form(case)
    plural[accusative] = noun.form(case, plural=True)
    return Noun(tuple(singular), tuple(plural), noun.gender)


@cache
def _morphology() -> Any:
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415  loads a dictionary, needed by few

    return MorphAnalyzer()


def _head(words: list[str]) -> tuple[int, str, bool] | None:
    """How many words are declined, and the gender and animacy of the last of them."""
    word, following = words[0], words[1:]
    noun, adjective = _parse(word, nouns=True), _parse(word, nouns=False)
    further = _head(following) if following and adjective else None
    if adjective and further and further[1] == adjective.tag.gender:
        # «старший товарищ», though «старший» is a noun as well.
        return 1 + further[0], further[1], further[2]
    if noun:
        return 1, noun.tag.gender or "masc", noun.tag.animacy == "anim"
    # «заведующая», «наставляемый»: a person, though the word is an adjective.
    return (1, adjective.tag.gender, True) if adjective else None


@lru_cache(maxsize=1_024)
def _parse(word: str, *, nouns: bool) -> Any:
    """The most likely nominative singular of the word as a noun, or as an adjective; else None."""
    if not _WORD.fullmatch(word):
        return None
    kinds = {"NOUN"} if nouns else {"ADJF", "PRTF"}
    last = word.lower().split("-")[-1] if nouns else word.lower()
    for parse in _morphology().parse(last):
        grammemes = parse.tag.grammemes
        if parse.tag.POS in kinds and {"nomn", "sing"} <= grammemes and "Abbr" not in grammemes:
            return parse
    return None


def _last(word: str, case: Case, number: str, gender: str, is_animate: bool) -> str | None:
    if _parse(word, nouns=True):
        parts = [_noun_part(part, case, number) for part in word.split("-")]
        return "-".join(parts)
    return _adjective(word, case, number, gender, is_animate)


def _adjective(word: str, case: Case, number: str, gender: str, is_animate: bool) -> str | None:
    parse = _parse(word, nouns=False)
    wanted = {_GRAMMEMES[case], number}
    if number == "sing":
        wanted.add(gender)
    if case == Case.ACCUSATIVE and (number == "plur" or gender == "masc"):
        wanted.add("anim" if is_animate else "inan")
    return _inflected(parse, wanted, word)


def _noun_part(part: str, case: Case, number: str) -> str:
    """«педагога» of «педагог-психолог»; «вице» and the like stay."""
    parse = _parse(part, nouns=True)
    if parse is None:
        return part
    # «вожатая» stands in the dictionary beside «вожатый».
    kept = {parse.tag.gender} if parse.tag.gender and number == "sing" else set()
    form = _inflected(parse, {_GRAMMEMES[case], number, *kept}, part)
    # A word without a plural is put in the singular there.
    return form or _inflected(parse, {_GRAMMEMES[case]}, part) or part


def _inflected(parse: Any, wanted: set[str], as_typed: str) -> str | None:
    kept = (parse.tag.grammemes - _CHANGING - _SPECIAL) | wanted
    barred = _SPECIAL | _OF_SPEECH if parse.tag.animacy == "anim" else _SPECIAL
    forms = [
        form.word
        for form in parse.lexeme
        if kept - _OF_SPEECH <= form.tag.grammemes and not barred & form.tag.grammemes
    ]
    if not forms:
        return None
    # Of two plurals the stressed one is said today: «учителя», not «учители».
    stressed = [form for form in forms if form == _stressed_plural(parse.normal_form)]
    return _as_typed([*stressed, *forms][0], as_typed)


def _stressed_plural(word: str) -> str:
    return f"{word[:-1]}я" if word.endswith("ь") else f"{word}а"


def _as_typed(form: str, word: str) -> str:
    if len(word) > 1 and word.isupper():
        return form.upper()
    return form.capitalize() if word[:1].isupper() else form
