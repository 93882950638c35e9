"""What an observer comes for: the figures of each school, without names."""

from __future__ import annotations

from accounts.choices import Role
from accounts.models import User
from schools.models import School


def schools(user: User) -> list[School]:
    rows = [row.school for row in user.live_memberships if row.role == Role.OBSERVER]
    return sorted(rows, key=lambda school: school.short_name)
