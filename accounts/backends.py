"""Permissions come from the roles a user holds in the school where they act."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied

from .roles import permissions_of
from .withholding import is_withheld


class RoleBackend(BaseBackend):
    """Grants what `accounts.roles` says, less what a school withholds; it signs nobody in."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        scope = getattr(user_obj, "scope", None)
        if scope is None or not user_obj.is_active:
            return set()
        granted = permissions_of(scope.roles)
        return {perm for perm in granted if not is_withheld(user_obj, perm)}

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        scope = getattr(user_obj, "scope", None)
        if scope is None or not user_obj.is_active:
            return False
        if perm in permissions_of(scope.roles) and not is_withheld(user_obj, perm):
            return True
        if user_obj.is_staff:
            return False
        # Nobody else is asked: Django's own backend would take two queries to say the same.
        raise PermissionDenied
