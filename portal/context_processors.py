"""What the frame around every page needs: the menu, the unread count, the schools to act in."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from accounts.choices import Role
from accounts.models import User
from core.prepared import Prepared
from core.templatetags.ui import menu_items

from .menu import bar_of, sections_for
from .models import Notification


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Functions, called once when a template asks: a page without a frame pays nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    sections = cache(lambda: sections_for(user, request.path))
    return {
        # Stands on a page twice, for wide screens and for narrow ones.
        "nav_menu": cache(lambda: menu_items(sections())),
        "nav_bar": cache(lambda: bar_of(user, sections())),
        "unread_count": cache(lambda: _unread_of(user)),
        "schools": cache(lambda: _schools_of(user)),
        "current_school": cache(lambda: user.school),
        "current_roles": cache(lambda: _role_names(user)),
    }


def _unread_of(user: User) -> int:
    return sum(n for (n,) in _unread.in_scope(user.scope)) if user.scope else 0


_unread = Prepared(
    lambda scope: (
        Notification.objects.all()
        .in_scope(scope)
        .unread()
        .order_by()
        .values("user_id")
        .annotate(n=Count("pk"))
        .values_list("n")
    )
)


def _schools_of(user: User) -> list[Any]:
    schools = {membership.school_id: membership.school for membership in user.live_memberships}
    return sorted(schools.values(), key=lambda school: school.short_name)


def _role_names(user: User) -> list[str]:
    return [str(Role(role).label) for role in sorted(user.scope.roles)] if user.scope else []
