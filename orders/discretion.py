"""What one reader may see of a text that names several people: their own name and their partners'.

Nothing is shown by default. A list of people is narrowed to the reader's; a text that names
somebody else in any other way is not given at all. Known are the people of the order by today's
and by former names, the other people of the school by their full names, and strangers by what
looks like a name: initials, a patronymic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.russian import names
from core.russian.cases import Case
from core.russian.posts import decline_post
from core.russian.text import fold
from registry.models import Person
from schools.choices import ParticipantKind

from .mentions import Names
from .naming import standing_of

LEARNERS = (ParticipantKind.PUPIL, ParticipantKind.STUDENT)

_CAPITAL = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.)?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]*(?:ич(?:а|у|ем|е)?|(?:ов|ев|ич|иш)н(?:а|ы|у|е|ой))\b"
_STRANGER = re.compile(
    rf"\b{_CAPITAL}\s+{_INITIALS}|\b{_INITIALS}\s*{_CAPITAL}"
    rf"|\b(?:{_CAPITAL}\s+){{1,2}}{_PATRONYMIC}(?:\s+{_CAPITAL})?"
)
_WORD = re.compile(r"\w+(?:-\w+)*")
_BRACKET = re.compile(r"\s*\([^()]*\)")
# Who a learner was when the order was written: the class has changed since.
_LEARNER = re.compile(r",\s+(?:обуча|учащ|учени|студент|воспитан)\w*[^,;.()\n]*")
_BETWEEN = re.compile(r",?\s+и\s+|,\s*|;\s*|\n\s*")
_CLOSED = (",", ".", ";", ":", "(", ")", "\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text and, up to `until`, who this is: «, обучающегося 8А класса»."""

    start: int
    end: int
    until: int
    owners: frozenset[int]


class Discretion:
    """Made once for a paper, asked for each text and reader."""

    def __init__(
        self,
        names_known: Names,
        people: Iterable[Person],
        strangers: Iterable[Person],
        partners: Mapping[int, set[int]],
        public: str = "",
    ) -> None:
        """`partners`: who stands in a pair with whom. `public` is text whose names are no secret,
        as the school's own: «имени А. С. Пушкина»."""
        self._names = names_known
        named = list(people)
        self._people = {person.pk: person for person in (*named, *strangers)}
        self._partners = partners
        self._public = fold(public)
        self._surnames = self._surnames_of(named)
        self._read: dict[str, list[Mention]] = {}
        self._standings: dict[int, set[str]] = {}

    def people_in(self, text: str) -> set[int]:
        """Keys of the known; those whom nobody knows have keys below zero."""
        return {pk for mention in self._mentions(text) for pk in mention.owners}

    def text_for(
        self, text: str, pk: int, *, around: str = "", is_duty: bool = False
    ) -> str | None:
        """The text as this reader may have it; None where it can't be narrowed to that.

        `around` is what else the same point or row says. A text about duties, or the grounds of
        the order, may name employees.
        """
        mentions = self._mentions(text)
        both = self.people_in(text) | self.people_in(around)
        narrowed = text
        for run in reversed(_runs(text, mentions)):
            kept = [one for one in run if self._is_shown(one, run, pk, both, is_duty)]
            if len(kept) == len(run):
                continue
            if not kept:
                return None
            found = _without(narrowed, run, kept)
            if found is None:
                return None
            narrowed = found
        return None if self._betrays(narrowed, pk) else narrowed

    def _is_shown(
        self, one: Mention, run: list[Mention], pk: int, both: set[int], is_duty: bool
    ) -> bool:
        partners = self._partners.get(pk, set())
        if one.owners & ({pk} | partners):
            return True
        # Side by side with the reader in one list: it's their group, or another's turn.
        if any(other.owners & ({pk} | partners) for other in run):
            return False
        learns = any(self._learns(owner) for owner in one.owners)
        if pk not in self._partners and pk in both and len(both - {pk}) == 1:
            # Of a pair that stands in the text only.
            return not (learns and self._learns(pk))
        if learns or any(owner in self._partners for owner in one.owners):
            return False
        is_known = all(owner in self._people for owner in one.owners)
        return is_duty or (is_known and pk in self._partners)

    def _learns(self, pk: int) -> bool:
        return pk in self._people and self._people[pk].kind in LEARNERS

    def _betrays(self, text: str, pk: int) -> bool:
        """Whether a surname of somebody else stands there alone, without the rest of the name."""
        allowed = {pk} | self._partners.get(pk, set())
        spans = [(one.start, one.end) for one in self._mentions(text)]
        for word in _WORD.finditer(text):
            owners = self._surnames.get(fold(word[0]), set()) if word[0][:1].isupper() else set()
            is_named = any(start <= word.start() < end for start, end in spans)
            if owners and not owners & allowed and not is_named:
                return True
        return False

    def _surnames_of(self, people: Iterable[Person]) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for person in people:
            if person.kind in LEARNERS or person.pk in self._partners:
                for case in Case:
                    last = names.decline(person.name_parts, case, person.name_forms).last
                    found.setdefault(fold(last), set()).add(person.pk)
        return found

    def _mentions(self, text: str) -> list[Mention]:
        if text not in self._read:
            places = self._names.places_in(text)
            hidden = text
            for start, end, _owners in places:
                hidden = f"{hidden[:start]}{'_' * (end - start)}{hidden[end:]}"
            places += [
                (match.start(), match.end(), {-(number + 1)})
                for number, match in enumerate(_STRANGER.finditer(hidden))
                if fold(match[0]) not in self._public
            ]
            self._read[text] = [
                Mention(start, end, self._until(text, end, owners), frozenset(owners))
                for start, end, owners in _by_place(text, places)
            ]
        return self._read[text]

    def _until(self, text: str, end: int, owners: set[int]) -> int:
        """Where the words end that say who this is."""
        bracket = _BRACKET.match(text, end)
        if bracket:
            return bracket.end()
        if text[end : end + 2] in (", ", ",\u00a0"):
            for standing in sorted(self._standings_of(owners), key=len, reverse=True):
                if fold(text[end + 2 :]).startswith(standing):
                    return end + 2 + len(standing)
        learner = _LEARNER.match(text, end)
        return learner.end() if learner else end

    def _standings_of(self, owners: set[int]) -> set[str]:
        found: set[str] = set()
        for pk in owners & self._people.keys():
            if pk not in self._standings:
                standing = standing_of(self._people[pk])
                said = {standing, self._people[pk].place}
                said |= {decline_post(standing, case) or "" for case in Case}
                self._standings[pk] = {fold(text) for text in said if text}
            found |= self._standings[pk]
        return found


def _by_place(
    text: str, places: list[tuple[int, int, set[int]]]
) -> list[tuple[int, int, set[int]]]:
    ordered = sorted(places, key=lambda place: place[0])
    return [(start, _with_dot(text, end), owners) for start, end, owners in ordered]


def _with_dot(text: str, end: int) -> int:
    """Behind the full stop of «Орлову В. Г.»."""
    is_initial = text[end : end + 1] == "." and not text[end - 2 : end - 1].isalpha()
    return end + 1 if is_initial else end


def _runs(text: str, mentions: list[Mention]) -> list[list[Mention]]:
    """Names that follow each other as a list does, together."""
    runs: list[list[Mention]] = []
    for one in mentions:
        between = text[runs[-1][-1].until : one.start] if runs else ""
        if between and _BETWEEN.fullmatch(between):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _without(text: str, run: list[Mention], kept: list[Mention]) -> str | None:
    """The text with a shorter list. None where it is not told what belongs to the one who goes."""
    last = run[-1]
    tail = text[last.until :]
    has_standing = _is_apposition(text, last)
    if last not in kept and not has_standing and tail.startswith(","):
        return None
    items = [text[one.start : one.until] for one in kept]
    between = text[run[0].until : run[1].start]
    ends_open = _is_apposition(text, kept[-1])
    if ends_open and tail.strip() and not tail.lstrip(" ").startswith(_CLOSED):
        tail = f",{tail}"
    elif not ends_open and has_standing and tail.startswith(","):
        tail = tail[1:]
    elif not tail and last not in kept and text.endswith(".") and not items[-1].endswith("."):
        tail = "."
    listed = _joined(items, [_is_apposition(text, one) for one in kept], between)
    return f"{text[: run[0].start]}{listed}{tail}"


def _is_apposition(text: str, one: Mention) -> bool:
    return text[one.end : one.until].startswith(",")


def _joined(items: list[str], are_open: list[bool], between: str) -> str:
    for sign, joiner in (("\n", "\n"), (";", "; ")):
        if sign in between:
            return joiner.join(items)
    *head, last = items
    if not head:
        return last
    before = "," if are_open[-2] else ""
    return f"{', '.join(head)}{before} и {last}"
