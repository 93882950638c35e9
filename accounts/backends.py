"""Permissions come from the roles a user holds in the school where they act."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from .roles import permissions_of


class RoleBackend(BaseBackend):
    """Grants what `accounts.roles` says and nothing else; it signs nobody in."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        scope = getattr(user_obj, "scope", None)
        if scope is None or not user_obj.is_active:
            return set()
        return set(permissions_of(scope.roles))

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)
