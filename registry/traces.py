"""How a person may stand in a text: patterns of PostgreSQL for the name, the post, the telephone.

`far` is looked for in the whole school: only what can mean nobody else. `near` is looked for in
rows that are tied to the person, where a surname alone means them. A surname alone is looked for
with a capital letter: «мороз» is no «Мороз».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.russian.cases import Case
from core.russian.names import decline
from core.russian.text import fold

from .models import Person

REMOVED = "[удалено]"
_PHONE = re.compile(r"\+?\d[\d\s()\u00a0–-]{8,}\d")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_HANDLE = re.compile(r"(?<!\w)@\w{4,}")
_NOT_DIGITS = re.compile(r"\D")
_GAP = r"[\s\u00a0]*"
_SPECIAL = re.compile(r"([.^$*+?()\[\]{}|\\])")


@dataclass(frozen=True, slots=True)
class Traces:
    """Two patterns; "" finds nothing."""

    far: str
    near: str

    @classmethod
    def joined(cls, traces: Iterable[Traces]) -> Traces:
        found = list(traces)
        return cls(
            "|".join(dict.fromkeys(t.far for t in found if t.far)),
            "|".join(dict.fromkeys(t.near for t in found if t.near)),
        )


def traces_of(person: Person, *, others: Iterable[tuple[str, str, str]] = ()) -> Traces:
    """`others` are the names, in parts, of everybody of the school who stays."""
    surnames, namesakes, initials = set(), set(), set()
    for last, first, middle in others:
        surnames.add(_root(last))
        namesakes.add((fold(last), fold(first), fold(middle)))
        initials.add((_root(last), fold(first)[:1]))
    contacts = list(_contacts(person))
    if not person.last_name:
        return Traces("|".join(contacts), "|".join(contacts))
    own = fold(person.last_name), fold(person.first_name), fold(person.middle_name)
    lasts = list(dict.fromkeys(_forms(person, "last")))
    alone = [rf"\m{_any(map(how, lasts))}\M" for how in (str, str.upper)]
    far = list(contacts)
    is_alone = _root(person.last_name) not in surnames
    if is_alone or own not in namesakes:
        far += _cased(_full, person)
    if is_alone or (_root(person.last_name), own[1][:1]) not in initials:
        far += _cased(_with_initials, person)
    if is_alone:
        far += alone
    near = [*contacts, *_cased(_full, person), *_cased(_with_initials, person), *alone]
    return Traces("|".join(dict.fromkeys(far)), "|".join(dict.fromkeys(near)))


def _forms(person: Person, part: str) -> Iterator[str]:
    names = person.name_parts
    nominative = str(getattr(names, part))
    if nominative:
        yield nominative
        if names.gender is not None:
            for case in Case:
                yield str(getattr(decline(names, case, person.name_forms), part))


Cased = Callable[[str], str]


def _cased(make: Callable[[Person, Cased], list[str]], person: Person) -> list[str]:
    """As it is written, in capitals, and as keys have it."""
    return [pattern for how in (str, str.upper, str.lower) for pattern in make(person, how)]


def _full(person: Person, how: Cased) -> list[str]:
    """«Иванову Ивану Петровичу», «Ивана Иванова», in any case and either order."""
    if not person.first_name:
        return []
    last, first, middle = (
        _any(map(how, _forms(person, part))) for part in ("last", "first", "middle")
    )
    given = rf"{first}(?:[\s\u00a0]+{middle})?" if person.middle_name else first
    gap = r"[\s\u00a0]+"
    return [rf"\m{last}{gap}{given}\M", rf"\m{given}{gap}{last}\M"]


def _with_initials(person: Person, how: Cased) -> list[str]:
    if not person.first_name:
        return []
    letters = rf"{_word(how(person.first_name[0]))}\."
    if person.middle_name:
        letters += rf"(?:{_GAP}{_word(how(person.middle_name[0]))}\.)?"
    last = _any(map(how, _forms(person, "last")))
    return [rf"\m{last}{_GAP}{letters}", rf"\m{letters}{_GAP}{last}\M"]


def _contacts(person: Person) -> Iterator[str]:
    text = f"{person.contacts} {person.email}"
    for mail in dict.fromkeys(_MAIL.findall(f"{text} {text.lower()}")):
        yield _escaped(mail.strip("."))
    for handle in dict.fromkeys(_HANDLE.findall(_MAIL.sub(" ", text))):
        yield rf"{_escaped(handle)}\M"
    for phone in dict.fromkeys(_PHONE.findall(text)):
        digits = _NOT_DIGITS.sub("", phone)[-10:]
        yield r"(?:\+?[78][\s()\u00a0–-]*)?" + r"[\s()\u00a0–-]*".join(digits)


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(dict.fromkeys(map(_word, words))) + ")"


def _word(word: str) -> str:
    """Ё is written as Е by half of the people."""
    return re.sub("[ЕЁ]", "[ЕЁ]", re.sub("[её]", "[её]", _escaped(word)))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _root(last: str) -> str:
    """«Иванов» and «Иванова» are one family; other surnames that begin alike are not."""
    folded = fold(last)
    return folded.removesuffix("а") if len(folded) > 4 else folded
