"""Named reads of accounts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from schools.models import School

from .choices import DEMO_PASSWORD, Role, demo_email
from .models import Membership, User
from .roles import PERMISSIONS
from .words import PERMISSION_GROUPS


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    role: str
    title: Any
    email: str
    password: str


def demo_signins() -> list[DemoSignIn]:
    """One account for each role that the demonstration has; none on a real server."""
    if not settings.MENTORING_DEMO:
        return []
    emails = {demo_email(role): role for role in Role.values}
    there = set(
        User.objects.filter(email__in=emails, is_active=True).values_list("email", flat=True)
    )
    return [
        DemoSignIn(role, Role(role).label, email, DEMO_PASSWORD)
        for email, role in emails.items()
        if email in there
    ]


def live_memberships(school: School, day: datetime.date | None = None) -> QuerySet[Membership]:
    day = day or timezone.localdate()
    return Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        school=school,
        valid_from__lte=day,
        user__is_active=True,
    )


def users_with_role(school: School, *roles: str) -> QuerySet[User]:
    """Who holds one of these roles in the school today."""
    rows = live_memberships(school).filter(role__in=roles)
    return User.objects.filter(pk__in=rows.values("user"))


@dataclass(frozen=True, slots=True)
class RoleTableRow:
    title: Any
    grants: list[bool]


def role_table() -> list[tuple[Any, list[RoleTableRow]]]:
    """Who may what, in words: groups of rows with a mark for each role in the order of `Role`."""
    return [
        (
            title,
            [
                RoleTableRow(words, [name in PERMISSIONS[role] for role in Role.values])
                for name, words in permissions.items()
            ],
        )
        for title, permissions in PERMISSION_GROUPS
    ]
