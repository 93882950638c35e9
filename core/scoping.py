"""One door to an object: `Model.objects.visible_to(user)`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.db import models


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and as what a user acts: one school, the roles held there, and their limits.

    `direction_ids` and `form_ids` limit a curator to those directions or forms; None is no limit.
    """

    user_id: int
    school_id: int
    roles: frozenset[str]
    direction_ids: frozenset[int] | None = None
    form_ids: frozenset[int] | None = None

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


class ScopedQuerySet(models.QuerySet):
    """Closed by default: a model says in `in_scope` which of its rows a scope opens."""

    def visible_to(self, user: Any) -> Self:
        """Rows that this user may see in the school where they act now; none for strangers."""
        scope = getattr(user, "scope", None)
        if scope is None:
            return self.none()
        return self.in_scope(scope)

    def in_scope(self, scope: Scope) -> Self:
        return self.none()


ScopedManager = models.Manager.from_queryset(ScopedQuerySet)
