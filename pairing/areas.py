"""The table of request areas: which requests a competence answers without sharing a word."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from schools.models import Regulation

from .words import stems

TABLE = Path(__file__).parent / "data" / "request_areas.toml"


@dataclass(frozen=True, slots=True)
class Area:
    """One line of the table; a cue is the set of stems that must all be in the text."""

    title: str
    requests: tuple[frozenset[str], ...]
    competencies: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class AreaTable:
    areas: tuple[Area, ...]
    generic: frozenset[str]

    def of_request(self, text: str) -> frozenset[int]:
        """Numbers of the areas that a request belongs to."""
        own = stems(text)
        return frozenset(n for n, area in enumerate(self.areas) if _meets(area.requests, own))

    def of_competence(self, text: str) -> frozenset[int]:
        own = stems(text)
        return frozenset(n for n, area in enumerate(self.areas) if _meets(area.competencies, own))

    def telling(self, text: str) -> frozenset[str]:
        """The stems that say what it is about."""
        return stems(text) - self.generic


def _meets(cues: Iterable[frozenset[str]], own: frozenset[str]) -> bool:
    return any(cue <= own for cue in cues)


@lru_cache(maxsize=1)
def standard_table() -> AreaTable:
    data = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return AreaTable(tuple(_area(line) for line in data["area"]), stems(data["generic"]))


def table_of(regulation: Regulation) -> AreaTable:
    """The standard table with the lines that the school added in its regulation."""
    standard = standard_table()
    own = regulation.texts.get("matching", {}).get("areas", [])
    if not own:
        return standard
    return AreaTable((*standard.areas, *(_area(line) for line in own)), standard.generic)


def _area(line: Mapping[str, Any]) -> Area:
    return Area(
        title=line["title"],
        requests=tuple(filter(None, (stems(cue) for cue in line["requests"]))),
        competencies=tuple(filter(None, (stems(cue) for cue in line["competencies"]))),
    )
