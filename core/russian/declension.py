"""One word of a name in one case: our tables first, then our rules, then the library.

Knows nothing of people; names.py puts the words together.
"""

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from pytrovich.enums import Case as LibraryCase
from pytrovich.enums import Gender as LibraryGender
from pytrovich.enums import NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from . import name_tables as tables
from .cases import Case, Gender
from .paradigms import Paradigm, read_table


class Part(StrEnum):
    LAST = "last"
    FIRST = "first"
    MIDDLE = "middle"


class Rule(NamedTuple):
    """Words that match lose the last `cut` letters, get `add`, then the endings of the paradigm.

    Without a paradigm the word never changes.
    """

    pattern: re.Pattern[str]
    cut: int = 0
    add: str = ""
    paradigm: Paradigm | None = None


_V = "[аеёиоуыэюя]"
_C = "[бвгджзклмнпрстфхцчшщ]"
_ONE_SYLLABLE = f"^{_C}*"


def _rule(pattern: str, cut: int = 0, add: str = "", paradigm: Paradigm | None = None) -> Rule:
    return Rule(re.compile(pattern), cut, add, paradigm)


_P = Paradigm
_RULES: dict[tuple[Part, Gender], tuple[Rule, ...]] = {
    (Part.LAST, Gender.MALE): (
        _rule(f"{_V}ец$", 2, "йц", _P.HUSHING),  # Коломиец
        _rule(f"{_ONE_SYLLABLE}{_V}лец$", 2, "ьц", _P.HARD),  # Стрелец
        _rule("лец$", 2, "ьц", _P.HUSHING),  # Скиталец
        _rule(f"{_C}{_C}ец$", 0, "", _P.HARD),  # Кузнец, Швец
        _rule(f"{_ONE_SYLLABLE}{_V}{_C}ец$", 2, "ц", _P.HARD),  # Донец, Борец
        _rule("([вс]|уб|ыр)ец$", 2, "ц", _P.HARD),  # Гришковец, Голубец
        _rule("ец$", 2, "ц", _P.HUSHING),  # Романец
        _rule(f"{_V}.*[нжчш]ок$", 2, "к", _P.HARD),  # Лучёнок, Волчок
        _rule("ач$", 0, "", _P.HARD),  # Ткач
        _rule(f"{_ONE_SYLLABLE}[ои]й$", 1, "", _P.SOFT),  # Цой, Кий
        _rule("[яюэё]й$", 1, "", _P.SOFT),  # Гуляй
        _rule("[хжшчщ]ой$", 2, "", _P.ADJECTIVE_VELAR),  # Сухой, Большой
        _rule(f"{_ONE_SYLLABLE}[иы]х$", 0, "", _P.HARD),  # Них
        _rule("[^иы]н$", 0, "", _P.HARD),  # Коэн
        _rule(f"{_ONE_SYLLABLE}[иы]н$", 0, "", _P.HARD),  # Шин
        _rule("[^оеё]в$", 0, "", _P.HARD),  # Любив
    ),
    (Part.LAST, Gender.FEMALE): (
        _rule("[шщ]ая$", 2, "", _P.SHE_ADJECTIVE_SOFT),  # Хорошая
        _rule("[^иы]на$", 1, "", _P.A_HARD),  # Сосна
    ),
    (Part.FIRST, Gender.MALE): (
        _rule("[цчщ]$", 0, "", _P.HUSHING),  # Франц
        _rule("ек$", 0, "", _P.HARD),  # Марек
        _rule(f"{_V}.*ия$", 1, "", _P.A_IYA),  # Захария
        _rule("[аеёиоуыэю]а$"),  # Жозуа
    ),
    (Part.MIDDLE, Gender.MALE): (_rule("силыч$", 0, "", _P.HUSHING),),
    (Part.FIRST, Gender.FEMALE): (
        _rule("ль$", 1, "", _P.THIRD),  # Гузель
        _rule("[жчщ]а$", 1, "", _P.A_HUSHING),  # Хадижа
        _rule("[аеёиоуыэю]а$"),  # Андреа
    ),
}


def _by_last_letter(rules: tuple[Rule, ...]) -> dict[str, tuple[Rule, ...]]:
    """The rules a word can match at all: every pattern ends in one letter or one set of letters."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        ending = rule.pattern.pattern.removesuffix("$")
        letters = ending[ending.rindex("[") + 1 : -1] if ending.endswith("]") else ending[-1]
        for letter in letters:
            found[letter] = (*found.get(letter, ()), rule)
    return found


_RULES_BY_LETTER = {key: _by_last_letter(rules) for key, rules in _RULES.items()}
_NO_RULES: dict[str, tuple[Rule, ...]] = {}

_LIBRARY_PART = {
    Part.LAST: NamePart.LASTNAME,
    Part.FIRST: NamePart.FIRSTNAME,
    Part.MIDDLE: NamePart.MIDDLENAME,
}
_LIBRARY_GENDER = {Gender.MALE: LibraryGender.MALE, Gender.FEMALE: LibraryGender.FEMALE}
_LIBRARY_CASE = {case: LibraryCase[case.name] for case in Case}

_INVARIANT: dict[tuple[Part, Gender], frozenset[str]] = {
    (Part.LAST, Gender.MALE): tables.INVARIANT_SURNAMES,
    (Part.LAST, Gender.FEMALE): tables.INVARIANT_SURNAMES,
    (Part.FIRST, Gender.MALE): tables.INVARIANT_FIRST_NAMES_OF_MEN,
    (Part.FIRST, Gender.FEMALE): tables.INVARIANT_FIRST_NAMES_OF_WOMEN,
}


@cache
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


@cache
def _words(part: Part, gender: Gender) -> dict[str, tuple[str, Paradigm]]:
    if part is Part.LAST:
        own = tables.SURNAMES_OF_MEN if gender is Gender.MALE else tables.SURNAMES_OF_WOMEN
        return read_table(tables.SURNAMES_OF_BOTH) | read_table(own)
    if part is Part.FIRST:
        return read_table(
            tables.FIRST_NAMES_OF_MEN if gender is Gender.MALE else tables.FIRST_NAMES_OF_WOMEN
        )
    return {}


def decline_word(part: Part, word: str, gender: Gender, case: Case) -> str:
    """The word, written with a capital or small, in the case; unknown words stay as they are."""
    if case is Case.NOMINATIVE:
        return word
    if word.isupper() and len(word) > 1:
        return decline_word(part, word.title(), gender, case).upper()
    lower = word.lower()
    folded = lower.replace("ё", "е")
    if folded in _INVARIANT.get((part, gender), ()):
        return word
    if found := _words(part, gender).get(folded):
        stem, paradigm = found
        if lower == folded:
            stem = stem.replace("ё", "е")
        return _with_letters_of(word, stem + paradigm.endings[case])
    for rule in _RULES_BY_LETTER.get((part, gender), _NO_RULES).get(lower[-1:], ()):
        if rule.pattern.search(lower):
            if rule.paradigm is None:
                return word
            return word[: len(word) - rule.cut] + rule.add + rule.paradigm.endings[case]
    made: str = _maker().make(
        _LIBRARY_PART[part], _LIBRARY_GENDER[gender], _LIBRARY_CASE[case], word, True
    )
    # Of a word that is all ending, «Ая», nothing would be left.
    return made if made[:1].lower().replace("ё", "е") == folded[:1] else word


def _with_letters_of(word: str, form: str) -> str:
    """The form with the capitals of the word it came from."""
    same = 0
    for own, new in zip(word.lower(), form, strict=False):
        if own != new:
            break
        same += 1
    if same == 0 and word[0].isupper():
        return form.capitalize()
    return word[:same] + form[same:]
