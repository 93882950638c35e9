"""Posts in their cases, by a table of words; what the table does not know is left to the caller."""

import re
from functools import cache, lru_cache

from . import post_tables as tables
from .cases import Case
from .paradigms import Paradigm, read_table
from .text import NBSP

_ACTING = re.compile(r"(и\.\s?о\.|ио(?=\s)|врио(?=\s))\s?", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(зам|пом|нач)\.", re.IGNORECASE)
_JOINT = re.compile(r"(,\s*|\s+и\s+|\s*/\s*)")
_LOOSE_DASH = re.compile("(\\w+) [-\u2013\u2014] (\\w+)")
# A word that ends like this can't be governed by the post before it, so it is a post of its own.
_NOMINATIVE = re.compile("([бвгджзклмнпрстфхцчшщь]|[иы]й|ая|яя)$")
_PLURAL_GENITIVE = re.compile("([иы]х|ов|ев)$")

Words = dict[str, tuple[str, Paradigm]]


@cache
def _nouns() -> Words:
    return read_table(tables.NOUNS)


@cache
def _qualifiers() -> Words:
    return read_table(tables.QUALIFIERS)


@lru_cache(maxsize=4_096)
def decline_post(text: str, case: Case) -> str | None:
    """«учитель математики» → «учителя математики»; None if the table does not know the post.

    Several posts joined by a comma, a slash or «и» are declined together or not at all. Capitals
    stay as typed.
    """
    text = _LOOSE_DASH.sub(_close_dash, " ".join(text.split()).strip(" ,;."))
    if not text:
        return None
    if case == Case.NOMINATIVE:
        return text
    first, *others = _JOINT.split(text)
    declined = _decline_single(first, case)
    if declined is None:
        return None
    for joint, segment in zip(others[::2], others[1::2], strict=True):
        form = _decline_single(segment, case)
        if form is None and not _is_governed(segment):
            return None
        declined += joint + (form or segment)
    return declined


def _close_dash(match: re.Match[str]) -> str:
    left, right = match.groups()
    both_posts = _key(left) in _nouns() and _key(right) in _nouns()
    return f"{left}-{right}" if both_posts else match[0]


def _decline_single(text: str, case: Case) -> str | None:
    if match := _ACTING.match(text):
        prefix = f"и.{NBSP}о." if "." in match[1] else match[1]
        governed = text[match.end() :]
        return f"{prefix} {_decline_single(governed, Case.GENITIVE) or governed}"
    if _ABBREVIATED.match(text):
        return text
    words = text.split(" ")
    for index, word in enumerate(words):
        is_last = index == len(words) - 1
        if not is_last and (form := _qualifier_form(word, words[index + 1], case)):
            words[index] = form
            continue
        noun = _noun_form(word, case)
        if noun is None:
            return None
        return " ".join([*words[:index], noun, *words[index + 1 :]])
    return None


def _qualifier_form(word: str, following: str, case: Case) -> str | None:
    """The form of an adjective, if what follows is its noun or another adjective."""
    key = _key(word)
    if key in tables.UNCHANGING:
        return word
    if key not in _qualifiers():
        return None
    if _key(following) not in _qualifiers() and _noun_form(following, case) is None:
        return None
    return _form(word, _qualifiers(), case)


def _noun_form(word: str, case: Case) -> str | None:
    """The form of a noun or of nouns with hyphens, «педагога-психолога»; None if one is unknown."""
    parts = word.split("-")
    forms = []
    for part in parts:
        if _key(part) in tables.UNCHANGING and len(parts) > 1:
            forms.append(part)
        elif _key(part) in _nouns():
            forms.append(_form(part, _nouns(), case))
        else:
            return None
    return "-".join(forms)


def _form(word: str, words: Words, case: Case) -> str:
    stem, paradigm = words[_key(word)]
    form = stem + paradigm.endings[case]
    if word.isupper():
        return form.upper()
    return form.capitalize() if word[:1].isupper() else form


def _is_governed(segment: str) -> bool:
    """«литературы» in «учитель русского языка и литературы», and abbreviations such as «ИЗО»."""
    first = segment.partition(" ")[0].strip('«»()"').replace("-", "")
    if not first.isalpha() or first[1:].lower() != first[1:]:
        return True
    return not _NOMINATIVE.search(first) or bool(_PLURAL_GENITIVE.search(first))


def _key(word: str) -> str:
    return word.lower().replace("ё", "е")
