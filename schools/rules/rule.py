"""What a rule of a regulation is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .options import Options


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a regulation may set.

    `kind`: int, bool, text, day («10-01»), choice, choices, lines (a list of texts), items
    (`{"code": …, "title": …}` in the school's order), labels (items of which each names one of
    the options) or points (when monitoring measures).
    """

    key: str
    title: Any
    kind: str
    effect: Any
    minimum: int = 0
    maximum: int = 1000
    options: Options = ()

    @property
    def group(self) -> str:
        return self.key.partition(".")[0]
