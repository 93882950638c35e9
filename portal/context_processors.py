"""What the frame around every page needs: the menu, the unread count, the schools to act in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.choices import Role
from accounts.models import User

from .menu import bar_of, sections_for
from .models import Notification


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Lazy: a part of a page that htmx asks for has no frame and pays nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    sections = SimpleLazyObject(lambda: sections_for(user, request.path))
    return {
        "nav_sections": sections,
        "nav_bar": SimpleLazyObject(lambda: bar_of(sections)),
        "unread_count": SimpleLazyObject(
            lambda: Notification.objects.visible_to(user).unread().count()
        ),
        "schools": SimpleLazyObject(lambda: _schools_of(user)),
        "current_school": SimpleLazyObject(lambda: user.school),
        "current_roles": SimpleLazyObject(lambda: _role_names(user)),
    }


def _schools_of(user: User) -> list[Any]:
    schools = {membership.school_id: membership.school for membership in user.live_memberships}
    return sorted(schools.values(), key=lambda school: school.short_name)


def _role_names(user: User) -> list[str]:
    return [str(Role(role).label) for role in sorted(user.scope.roles)] if user.scope else []
