"""What of the road map waits for somebody: by name, or by a role."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q, QuerySet

from core.clock import today
from schools.models import RoadMapLine
from schools.queries import current_programme

from ..access import roles_appointed


def late_lines_of(user: Any, day: datetime.date | None = None) -> QuerySet[RoadMapLine]:
    """Late lines of the programme that is on, for which this user answers.

    By name; or by a role of sign-in or of an appointment that the line names, or its stage where
    the line names none. Three queries at most, and the one of the rows.
    """
    day = day or today()
    rows = RoadMapLine.objects.visible_to(user)
    programme = current_programme(user.school, day) if user.school else None
    if programme is None:
        return rows.none()
    roles = sorted({*user.scope.roles, *roles_appointed(user)})
    by_role = Q(roles__has_any_keys=roles) | Q(roles=[], stage__roles__has_any_keys=roles)
    mine = by_role | Q(pk__in=user_lines(user))
    late = rows.filter(programme=programme, done_on__isnull=True, ends_on__lt=day)
    return late.filter(mine).select_related("programme", "stage").order_by("ends_on", "position")


def user_lines(user: Any) -> QuerySet[Any]:
    """Keys of the lines that name the user's person."""
    rows = RoadMapLine.objects.filter(duties__person__user_id=user.pk)
    return rows.order_by().values("pk")
