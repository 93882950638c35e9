"""The table of request areas: which requests a competence answers without sharing a word."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from registry.tags import key_of
from schools.models import Regulation, School
from schools.queries import current_programme

from .words import stems

TABLE = Path(__file__).parent / "data" / "request_areas.toml"


@dataclass(frozen=True, slots=True)
class Area:
    """One line of the table; a cue is the set of stems that must all be in the text."""

    title: str
    key: str
    requests: tuple[frozenset[str], ...]
    competencies: tuple[frozenset[str], ...]


class AreaTable:
    """The lines of the table. It remembers what it has read: make one for each calculation."""

    def __init__(self, areas: tuple[Area, ...], generic: frozenset[str]) -> None:
        self.areas = areas
        self.generic = generic
        self._stems: dict[str, frozenset[str]] = {}
        self._requests: dict[str, frozenset[int]] = {}
        self._competencies: dict[str, frozenset[int]] = {}
        self._by_key = {area.key: number for number, area in enumerate(areas)}

    def of_request(self, text: str) -> frozenset[int]:
        """Numbers of the areas that a request belongs to."""
        if text not in self._requests:
            self._requests[text] = self._find(text, [area.requests for area in self.areas])
        return self._requests[text]

    def of_competence(self, text: str) -> frozenset[int]:
        if text not in self._competencies:
            self._competencies[text] = self._find(text, [area.competencies for area in self.areas])
        return self._competencies[text]

    def of_tag(self, tag: str) -> frozenset[int]:
        """Areas of a tag that somebody chose: the area of that title, and those of its words."""
        return self.of_title(tag) | self.of_request(tag) | self.of_competence(tag)

    def of_title(self, tag: str) -> frozenset[int]:
        number = self._by_key.get(key_of(tag))
        return frozenset() if number is None else frozenset({number})

    def titles_of_request(self, text: str) -> list[str]:
        return [self.areas[number].title for number in sorted(self.of_request(text))]

    def telling(self, text: str) -> frozenset[str]:
        """The stems that say what it is about."""
        return self._all_stems(text) - self.generic

    def _all_stems(self, text: str) -> frozenset[str]:
        if text not in self._stems:
            self._stems[text] = stems(text)
        return self._stems[text]

    def _find(self, text: str, cues: list[tuple[frozenset[str], ...]]) -> frozenset[int]:
        own = self._all_stems(text)
        return frozenset(
            number for number, lines in enumerate(cues) if any(line <= own for line in lines)
        )


@lru_cache(maxsize=1)
def _standard() -> tuple[tuple[Area, ...], frozenset[str]]:
    data = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(_area(line) for line in data["area"]), stems(data["generic"])


def standard_table() -> AreaTable:
    return AreaTable(*_standard())


def _table_of_school(school: School) -> AreaTable:
    """By the act of the programme that runs; the common one where none does."""
    programme = current_programme(school)
    return table_of(programme.regulation) if programme else standard_table()


def areas_of(school: School, requests: Sequence[str]) -> list[list[str]]:
    """Titles of the areas that the words of each request speak of."""
    table = _table_of_school(school)
    return [table.titles_of_request(text) for text in requests]


def areas_helped(school: School, competencies: Sequence[str]) -> list[list[str]]:
    """Titles of the areas that each enumeration of competencies answers."""
    table = _table_of_school(school)
    return [
        [table.areas[number].title for number in sorted(table.of_competence(text))]
        for text in competencies
    ]


def titles_of(school: School) -> list[str]:
    return [area.title for area in _table_of_school(school).areas]


def table_of(regulation: Regulation) -> AreaTable:
    """The standard table with the lines that the school added in its regulation."""
    areas, generic = _standard()
    own = regulation.texts.get("matching", {}).get("areas", [])
    return AreaTable((*areas, *(_area(line) for line in own)), generic)


def _area(line: Mapping[str, Any]) -> Area:
    return Area(
        title=line["title"],
        key=key_of(line["title"]),
        requests=tuple(filter(None, (stems(cue) for cue in line["requests"]))),
        competencies=tuple(filter(None, (stems(cue) for cue in line["competencies"]))),
    )
