"""Plans and feedback by what is to be done with them."""

from __future__ import annotations

import datetime

from django.db.models import Count, Q, QuerySet

from accounts.choices import Role
from accounts.models import User
from core import clock
from pairing.models import Pair
from pairing.models.standing import standing

from .choices import PLAN_EDITABLE, FeedbackState, PlanState
from .models import Activity, Feedback, Plan

OF_MEMBER = (
    "member__mentee__person",
    "member__pair__mentor__person",
    "member__pair__form",
    "member__pair__direction",
)


def plans_with_progress(user: User) -> QuerySet[Plan]:
    """Plans that a user sees, each with `done_count` of `activity_count`, in one query."""
    return (
        Plan.objects.visible_to(user)
        .select_related(*OF_MEMBER)
        .annotate(
            activity_count=Count("activities"),
            done_count=Count("activities", filter=Q(activities__done_on__isnull=False)),
        )
    )


def plans_to_approve(user: User) -> QuerySet[Plan]:
    """Sent plans whose regulation has this user approve them."""
    rows = plans_with_progress(user).filter(state=PlanState.SUBMITTED)
    named = {"regulation__rules__plan.approver__value__in": acting_roles(user)}
    return rows.filter(**named).order_by("submitted_at")


def acting_roles(user: User) -> list[str]:
    """The roles that a regulation may mean by this user; a coordinator is a curator too."""
    roles = set(user.scope.roles) if user.scope else set()
    if Role.COORDINATOR in roles:
        roles.add(Role.CURATOR)
    return sorted(roles)


def plans_to_fill(user: User) -> QuerySet[Plan]:
    """Drafts and returned plans of the pairs in which this user is the mentor and an author."""
    authors = "regulation__rules__plan.authors"
    is_author = Q(**{f"{authors}__isnull": True}) | Q(**{f"{authors}__value__contains": "mentor"})
    return plans_with_progress(user).filter(
        is_author,
        standing(clock.today(), "member__pair__"),
        state__in=PLAN_EDITABLE,
        member__pair__mentor__person__user=user,
    )


def late_activities(user: User, today: datetime.date) -> QuerySet[Activity]:
    """Unmarked activities of approved plans whose day has passed, in pairs this user mentors."""
    return (
        Activity.objects.filter(
            standing(today, "plan__member__pair__"),
            plan__in=Plan.objects.visible_to(user),
            plan__state=PlanState.APPROVED,
            plan__member__pair__mentor__person__user=user,
            done_on__isnull=True,
            due_on__lt=today,
        )
        .select_related("plan__member__mentee__person")
        .order_by("due_on")
    )


def feedback_rows(user: User) -> QuerySet[Feedback]:
    return Feedback.objects.visible_to(user).select_related(*OF_MEMBER)


def feedback_to_write(user: User, until: datetime.date) -> QuerySet[Feedback]:
    """Unsent feedback of this mentor that is due by a day, the most urgent first."""
    return feedback_rows(user).filter(
        state=FeedbackState.DRAFT, due_on__lte=until, member__pair__mentor__person__user=user
    )


def feedback_to_read(user: User) -> QuerySet[Feedback]:
    """Sent documents whose regulation has this user read them."""
    rows = feedback_rows(user).filter(state=FeedbackState.SUBMITTED)
    named = {"member__plan__regulation__rules__final.reader__value__in": acting_roles(user)}
    return rows.filter(**named).order_by("submitted_on")


def late_feedback(user: User, today: datetime.date) -> QuerySet[Feedback]:
    return feedback_rows(user).filter(state=FeedbackState.DRAFT, due_on__lt=today)


def approved_share(pairs: QuerySet[Pair]) -> dict[str, int]:
    """Of the members of these pairs: how many there are, with an approved plan, with feedback."""
    approved = [PlanState.APPROVED, PlanState.CLOSED]
    given = [FeedbackState.SUBMITTED, FeedbackState.READ]
    # `members` stands last: from there on the name means the number.
    return pairs.aggregate(
        plans=Count("members", filter=Q(members__plan__state__in=approved), distinct=True),
        feedback=Count("members", filter=Q(members__feedback__state__in=given), distinct=True),
        members=Count("members", distinct=True),
    )


def is_late_feedback(feedback: Feedback) -> bool:
    """Sent after its day."""
    return bool(
        feedback.submitted_on and feedback.due_on and feedback.submitted_on > feedback.due_on
    )
