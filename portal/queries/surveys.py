"""Questionnaires that a user has not answered yet, whatever role asks for them."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from core.i18n import gettext as _
from monitoring.models import SurveyRequest
from registry.models import Person

from ..todo import TodoGroup, TodoItem, group_of, is_past


def surveys_to_answer(user: User, today: datetime.date) -> TodoGroup | None:
    """Sent to the user, or to a child whom the user represents."""
    rows = (
        SurveyRequest.objects.visible_to(user)
        .filter(answered_at__isnull=True, person__in=own_people(user))
        .select_related("survey", "person")
        .order_by("due_on", "pk")
    )

    def item(request: SurveyRequest) -> TodoItem:
        return TodoItem(
            request.survey.title,
            request.get_absolute_url(),
            _("Ответить"),
            note="" if request.person.user_id == user.pk else request.person.full_name,
            due_on=request.due_on,
            is_late=is_past(request.due_on, today),
        )

    return group_of(_("Анкеты"), rows, item)


def own_people(user: User) -> QuerySet[Person]:
    """The user's own person and the children whom the user represents."""
    mine = Q(user=user) | Q(guardianships__guardian__user=user)
    return Person.objects.visible_to(user).filter(mine).order_by()
