"""How a view says who may come in. A test of the house looks for it on every route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.http import HttpResponseRedirect

if TYPE_CHECKING:
    from schools.models import School


class SignedIn(LoginRequiredMixin):
    """Sign-in and nothing more: pages that every user has."""

    # Django's stubs know of users who haven't signed in; here there are none.
    request: Any


class Permitted(SignedIn, PermissionRequiredMixin):
    """Sign-in first, then `permission_required`; without the permission the answer is 403."""

    raise_exception = False

    @property
    def school(self) -> School:
        """Where the user acts; nobody comes in without one."""
        school = self.request.user.school
        assert school is not None
        return school

    def has_permission(self) -> bool:
        """Permissions hold in a school: without a role in one nobody comes in, not a superuser."""
        user = self.request.user
        return getattr(user, "scope", None) is not None and super().has_permission()

    def handle_no_permission(self) -> HttpResponseRedirect:
        if self.request.user.is_authenticated:
            self.raise_exception = True
        return super().handle_no_permission()
