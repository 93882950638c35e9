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
# Second cases, old-fashioned endings, degrees of comparison.
_SPECIAL = {"gen2", "acc2", "loc1", "loc2", "voct", "V-oy", "V-ey", "V-ie", "V-be", "Supr", "Cmp2"}
_WORD = re.compile("[А-Яа-яЁё]+(-[А-Яа-яЁё]+)*")
_MASCULINE_ADJECTIVE = re.compile("(ийся|ый|ой)$")
_FEMININE = {"ийся": "аяся", "ый": "ая", "ой": "ая"}
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
        """What stands after two, three and four: «наставника», «наставляемых»."""
        one, many = self.form(Case.GENITIVE), self.form(Case.GENITIVE, plural=True)
        pairs = list(zip(one.split(" "), many.split(" "), strict=False))
        if len(pairs) < max(one.count(" "), many.count(" ")) + 1:
            return one
        return " ".join(
            plural if _ADJECTIVES.search(plural) else singular for singular, plural in pairs
        )


def feminine(word: str) -> str:
    """«обучающаяся», «подопечная» of the masculine; a noun stays as it is."""
    return _MASCULINE_ADJECTIVE.sub(lambda match: _FEMININE[match[0]], word)


@lru_cache(maxsize=1_024)
def decline_phrase(text: str) -> Noun | None:
    """All forms of a word or phrase given in the nominative singular; None where it is unclear.

    The noun is declined with the adjectives before it; what it governs stays as typed.
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
            declined = [_form(word, case, number, gender, is_animate) for word in words[:count]]
            if None in declined:
                return None
            forms.append(" ".join([*map(str, declined), *words[count:]]))
        numbers.append(tuple(forms))
    return Noun(numbers[0], numbers[1], _OF_GENDER[gender])


@cache
def _morphology() -> Any:
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415  loads a dictionary, needed by few

    return MorphAnalyzer()


def _head(words: list[str]) -> tuple[int, str, bool] | None:
    """How many words are declined, and the gender and animacy of the last of them."""
    for index, word in enumerate(words):
        if noun := _parse(word, nouns=True):
            return index + 1, noun.tag.gender or "masc", noun.tag.animacy == "anim"
        adjective = _parse(word, nouns=False)
        if adjective is None:
            return None
        following = words[index + 1 :]
        further = _head(following) if following else None
        if further is None or further[1] != adjective.tag.gender:
            # «заведующая», «наставляемый»: a person, though the word is an adjective.
            return index + 1, adjective.tag.gender, True
    return None


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


def _form(word: str, case: Case, number: str, gender: str, is_animate: bool) -> str | None:
    if _parse(word, nouns=True):
        parts = [_noun_part(part, case, number) for part in word.split("-")]
        return "-".join(parts)
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
    for form in parse.lexeme:
        if kept <= form.tag.grammemes and not _SPECIAL & form.tag.grammemes:
            return _as_typed(form.word, as_typed)
    return None


def _as_typed(form: str, word: str) -> str:
    if len(word) > 1 and word.isupper():
        return form.upper()
    return form.capitalize() if word[:1].isupper() else form
