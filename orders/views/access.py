"""Who may come to pages that several permissions open."""

from __future__ import annotations

from typing import ClassVar

from core.permissions import Permitted


class PermittedByAny(Permitted):
    """`permission_required` or one of `other_permissions` is enough."""

    other_permissions: ClassVar[tuple[str, ...]] = ()

    def get_permission_required(self) -> tuple[str, ...]:
        """The first that the user has; else the first of all, which is then missing."""
        names = (*super().get_permission_required(), *self.other_permissions)
        has = [name for name in names if self.request.user.has_perm(name)]
        return (has[0] if has else names[0],)
