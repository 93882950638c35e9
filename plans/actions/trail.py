"""The line that every action on a plan or a feedback leaves, seen from the pair and its people."""

from __future__ import annotations

from typing import Any

from core.audit import record
from registry.models import Person

from ..models import Feedback, Plan


def tell(
    row: Plan | Feedback, verb: str, text: str, *, actor: Any, data: dict[str, Any] | None = None
) -> None:
    """Write what was done to the row; it also stands with its pair, its mentor and its mentee."""
    pair = row.member.pair
    people: list[Person] = [pair.mentor.person, row.member.mentee.person]
    record(f"plans.{verb}", row, actor=actor, text=text, about=[pair, *people], data=data)
