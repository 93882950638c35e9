"""Versions of a regulation."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from schools.models import Programme, Regulation

from .versions import new_version


def update_regulation_rules(
    regulation: Regulation,
    *,
    actor: Any,
    rules: Mapping[str, Any],
    reason: str,
    valid_from: datetime.date | None = None,
    moved: Iterable[Programme] = (),
) -> Regulation:
    """A new version with these rules; the same version comes back where nothing is different."""
    return new_version(
        regulation, actor=actor, reason=reason, valid_from=valid_from, moved=moved, rules=rules
    )
