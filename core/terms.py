"""The words in use: what a school calls its people and bodies, put into texts by placeholders.

    {mentee}                      наставляемый        {Mentee}             Наставляемый
    {mentee:genitive}             наставляемого       {mentees:dative}     наставляемым
    {mentee:few}                  after 2, 3 and 4: 2 наставляемых, 3 наставника
    {director:согласен/согласна}  by the gender of the word: he/she, or he/she/it
    о {school:prepositional}      о, с, в before a word become об, со, во where it wants them
    {pupil}                       ученик: a byname, where the word for {student} is the usual one

`_word` behind a code says that the word is meant where a text has a value of that name as well:
`{mentor_word}`. Braces that name no term stay as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.russian.cases import Case
from core.russian.nouns import GENDERS, Noun, feminine

Words = Mapping[str, Noun]

FEW = "few"
SUFFIX = "_word"
# What a form may consist of: it is put into pages and format strings as it is.
FORM = re.compile("[^\\W_]+([ \u00a0.()«»№–-]+[^\\W_]+)*[.)»]?")

_PLACEHOLDER = re.compile(r"\{([A-Za-z][a-z_]*)(?::([^{}]*))?\}")

_PREPOSITION = re.compile("(?<![А-Яа-яЁё-])(об?|со?|во?) $", re.IGNORECASE)
_CONSONANT = "[бвгджзклмнпрстфхцчшщ]"
# Before which words a preposition takes its longer shape, and the letter that it takes.
_LONG = {
    "о": (re.compile("[аэиоу]"), "б"),
    "с": (re.compile(f"[сзшж]{_CONSONANT}|щ|вс"), "о"),
    "в": (re.compile(f"[вф]{_CONSONANT}"), "о"),
}


def _read() -> dict[str, Any]:
    path = Path(__file__).parent / "russian" / "terms.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


_TABLE = _read()
USUAL: Words = MappingProxyType(
    {code: Noun.read(row) for code, row in _TABLE.items() if "byname_of" not in row}
)
# Another usual name of a term, which texts may say while the school has no word of its own for it.
BYNAMES: Mapping[str, tuple[str, Noun]] = MappingProxyType(
    {code: (row["byname_of"], Noun.read(row)) for code, row in _TABLE.items() if "byname_of" in row}
)
# Code in a text → the term and whether its plural is meant.
CODES: Mapping[str, tuple[str, bool]] = MappingProxyType(
    {code: (code, False) for code in USUAL} | {_TABLE[code]["many"]: (code, True) for code in USUAL}
)

_CODES_OF_ALL = {
    **CODES,
    **{code: (code, False) for code in BYNAMES},
    **{_TABLE[code]["many"]: (code, True) for code in BYNAMES},
}

_words_of_id: Callable[[int], Words] | None = None
_in_use: ContextVar[Words] = ContextVar("words_in_use", default=USUAL)


def words() -> Words:
    """The words in use here and now, every term among them."""
    return _in_use.get()


@contextmanager
def using(own: Words) -> Iterator[None]:
    """Texts that are made inside say these words; what isn't among them is said as usual."""
    token = _in_use.set({**USUAL, **own})
    try:
        yield
    finally:
        _in_use.reset(token)


def of_school(school_id: int | None) -> Words:
    """The words of a school by its id, for background work; the usual ones without a school."""
    return _words_of_id(school_id) if school_id and _words_of_id else USUAL


def told_by(words_of_id: Callable[[int], Words]) -> None:
    """The app that knows schools says how their words are found."""
    global _words_of_id  # noqa: PLW0603  set once, when the apps are ready
    _words_of_id = words_of_id


def expand(text: str) -> str:
    """The text with its terms said in the words in use. Do it before values are put in."""
    if "{" not in text:
        return text
    done, end = "", 0
    for match in _PLACEHOLDER.finditer(text):
        word = say(match[1], match[2] or "")
        done += text[end : match.start()]
        end = match.end()
        done = done + match[0] if word is None else fitted(done, word) + word
    return done + text[end:]


def fitted(before: str, word: str) -> str:
    """What stands before a word, its last preposition as the word wants it: «об», «со», «во»."""
    match = _PREPOSITION.search(before)
    if match is None:
        return before
    short = match[1][0]
    wants_long, long = _LONG[short.lower()]
    preposition = short + long if wants_long.match(word.lower()) else short
    return f"{before[: match.start(1)]}{preposition} "


def say(name: str, spec: str = "") -> str | None:
    """What one placeholder stands for; None where it names no term or asks for what isn't there."""
    code, is_plural = _look_up(name)
    if not code:
        return None
    noun = _noun(code)
    text = _say(noun, spec or Case.NOMINATIVE, is_plural)
    return text and (text[0].upper() + text[1:] if name[0].isupper() else text)


def _noun(code: str) -> Noun:
    if code not in BYNAMES:
        return words()[code]
    term, byname = BYNAMES[code]
    own = words()[term]
    return byname if own == USUAL[term] else own


def learner(*, is_female: bool) -> str:
    """The word for one who learns here, «обучающаяся» where the word has a feminine."""
    word = expand("{student}")
    return feminine(word) if is_female else word


def is_term(name: str) -> bool:
    return bool(_look_up(name)[0])


def _look_up(name: str) -> tuple[str, bool]:
    small = name[:1].lower() + name[1:]
    bare = small.removesuffix(SUFFIX)
    return _CODES_OF_ALL.get(small) or _CODES_OF_ALL.get(bare) or ("", False)


def _say(noun: Noun, spec: str, is_plural: bool) -> str | None:
    if "/" in spec:
        variants = spec.split("/")
        if is_plural or len(variants) not in (2, 3):
            return None
        index = GENDERS.index(noun.gender)
        # Where a text has no third variant, the neuter agrees as the masculine does.
        return variants[index] if index < len(variants) else variants[0]
    if spec == FEW:
        return None if is_plural else noun.few
    return noun.form(Case(spec), plural=is_plural) if spec in list(Case) else None
