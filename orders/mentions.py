"""Who is named where in the text of a paper, in whatever case and however shortened.

A name is a run of words, so «Петров Б.» does not name «Петров Б. А.», nor the other way round.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from core.russian import names
from core.russian.cases import Case
from core.russian.posts import decline_post
from core.russian.text import fold
from registry.models import Person

from .naming import standing_of

_WORD = re.compile(r"\w+(?:-\w+)*")
Words = tuple[str, ...]


def words_of(text: str) -> Words:
    return tuple(_WORD.findall(fold(text)))


class Names:
    """The people whom a paper may name; made once, asked for each of its lines."""

    def __init__(
        self,
        people: Iterable[Person],
        *,
        former: Iterable[Person] = (),
        others: Iterable[Person] = (),
    ) -> None:
        """`former` are the same people under names that they had; `others` come after all these."""
        self._people = {person.pk: person for person in people}
        # By the first word of a form, the longest form first.
        self._forms: dict[str, list[tuple[Words, set[int]]]] = {}
        whose: dict[Words, set[int]] = defaultdict(set)
        for person in self._people.values():
            for form in _forms_of(person):
                whose[form].add(person.pk)
        for person in former:
            for form in _forms_of(person):
                whose[form].add(person.pk)
        taken = frozenset(whose)
        for person in others:
            self._people[person.pk] = person
            for form in _forms_of(person) - taken:
                whose[form].add(person.pk)
        for form in sorted(whose, key=len, reverse=True):
            self._forms.setdefault(form[0], []).append((form, whose[form]))

    def __contains__(self, person: Person) -> bool:
        return person.pk in self._people

    def in_text(self, text: str) -> set[int]:
        """Primary keys of those whom the text names; of namesakes the one whose place it says."""
        return {pk for _start, _end, owners in self.places_in(text) for pk in owners}

    def places_in(self, text: str) -> list[tuple[int, int, set[int]]]:
        """Where in the text each name stands, and whose it is, from left to right."""
        found = list(_WORD.finditer(text))
        words = tuple(fold(word[0]) for word in found)
        places = []
        at = 0
        while at < len(words):
            form, owners = self._at(words, at)
            if len(owners) > 1:
                owners = self._told_apart(owners, words)
            if form:
                places.append((found[at].start(), found[at + len(form) - 1].end(), owners))
            at += len(form) or 1
        return places

    def _at(self, words: Words, place: int) -> tuple[Words, set[int]]:
        for form, owners in self._forms.get(words[place], ()):
            if words[place : place + len(form)] == form:
                return form, owners
        return (), set()

    def _told_apart(self, owners: set[int], words: Words) -> set[int]:
        """All of them where the text doesn't say which: a line too many is better than none."""
        said = {pk for pk in owners if _says_place(words, self._people[pk])}
        return said or owners


def _forms_of(person: Person) -> set[Words]:
    name, overrides = person.name_parts, person.name_forms
    ways = (names.full, names.initials_first, names.surname_first)
    forms = {words_of(way(name, case, overrides)) for way in ways for case in Case}
    return {form for form in forms if len(form) > 1}


def _says_place(words: Words, person: Person) -> bool:
    standing = standing_of(person)
    declined = (decline_post(standing, case) or "" for case in Case) if person.gender else ()
    places = {words_of(text) for text in (standing, person.place, *declined)} - {()}
    return any(_stands_in(place, words) for place in places)


def _stands_in(part: Words, words: Words) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))
