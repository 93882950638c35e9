"""Who may be told of a pair's direction: one that gives away trouble is not for everybody."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from schools.models import Direction

SPECIAL = "registry.view_special"


def may_see_direction(user: Any, direction: Direction | None) -> bool:
    return direction is None or not direction.is_sensitive or user.has_perm(SPECIAL)


def directions_to_name(user: Any) -> QuerySet[Direction]:
    """Directions that this user may filter by: a filter tells as much as a column."""
    rows = Direction.objects.visible_to(user)
    return rows if user.has_perm(SPECIAL) else rows.filter(is_sensitive=False)
