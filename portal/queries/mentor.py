"""What is awaited of a mentor, and the pairs that are theirs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max, Min, Q
from django.urls import reverse

from accounts.models import User
from core.i18n import gettext as _
from pairing.models import Pair
from pairing.models.standing import standing
from plans.choices import PlanState
from plans.models import Activity, Feedback, Plan
from plans.queries import feedback_to_write, late_activities, plans_to_fill
from schools.models import Programme

from ..todo import TodoGroup, TodoItem, group_of, is_past
from .curator import rounds_due
from .selection import texts_unread
from .surveys import surveys_to_answer

FEEDBACK_AHEAD = datetime.timedelta(days=21)


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    yield texts_unread(user)
    yield feedback_due(user, today)
    yield plans_unfinished(user)
    yield activities_overdue(user, today)
    yield surveys_to_answer(user, today)
    yield rounds_due(user, programme, today)


def plans_unfinished(user: User) -> TodoGroup | None:
    def item(plan: Plan) -> TodoItem:
        returned = plan.state == PlanState.RETURNED
        return TodoItem(
            plan.member.mentee.person.full_name,
            plan.get_absolute_url(),
            _("Исправить") if returned else _("Заполнить"),
            note=_("план вернули с замечанием") if returned else _("план ещё не отправлен"),
        )

    return group_of(_("Планы"), plans_to_fill(user), item, url=reverse("plans:plan_list"))


def activities_overdue(user: User, today: datetime.date) -> TodoGroup | None:
    def item(activity: Activity) -> TodoItem:
        return TodoItem(
            activity.title,
            activity.plan.get_absolute_url(),
            _("Отметить"),
            note=activity.plan.member.mentee.person.full_name,
            due_on=activity.due_on,
            is_late=True,
        )

    return group_of(
        _("Мероприятия без отметки"),
        late_activities(user, today),
        item,
        url=reverse("plans:plan_list"),
    )


def feedback_due(user: User, today: datetime.date) -> TodoGroup | None:
    def item(feedback: Feedback) -> TodoItem:
        return TodoItem(
            feedback.member.mentee.person.full_name,
            feedback.get_absolute_url(),
            _("Написать"),
            due_on=feedback.due_on,
            is_late=is_past(feedback.due_on, today),
        )

    rows = feedback_to_write(user, today + FEEDBACK_AHEAD).filter(standing(today, "member__pair__"))
    return group_of(_("Отзывы о результатах"), rows, item, url=reverse("plans:feedback_list"))


@dataclass(frozen=True, slots=True)
class MyPair:
    """A pair as its mentor sees it on the home page."""

    pair: Pair
    names: str
    last_meeting: datetime.date | None
    next_meeting: datetime.date | None
    may_ask: bool = False


def pairs(user: User, today: datetime.date) -> list[MyPair]:
    """The pairs in force that this user mentors, in two queries."""
    rows = (
        Pair.objects.visible_to(user)
        .standing_on(today)
        .filter(mentor__person__user=user)
        .select_related("form")
        .prefetch_related("members__mentee__person")
        .annotate(
            last_meeting=Max("meetings__held_on", filter=Q(meetings__held_on__lte=today)),
            next_meeting=Min("meetings__held_on", filter=Q(meetings__held_on__gt=today)),
        )
        .order_by("ends_on", "pk")
    )
    return [
        MyPair(
            pair,
            ", ".join(
                member.mentee.person.full_name
                for member in pair.members.all()
                if member.is_standing_on(today)
            ),
            pair.last_meeting,
            pair.next_meeting,
            may_ask=user.has_perm("pairing.ask_change"),
        )
        for pair in rows
    ]
