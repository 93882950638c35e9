"""Typed values put on a row, and what they changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def apply_values(obj: Any, values: Mapping[str, Any], allowed: Iterable[str]) -> dict[str, Any]:
    """Set the fields that differ, check the row; old and new values of what changed."""
    changes = {}
    for name in allowed:
        if name in values and getattr(obj, name) != values[name]:
            changes[name] = [str(getattr(obj, name)), str(values[name])]
            setattr(obj, name, values[name])
    obj.full_clean()
    return changes
