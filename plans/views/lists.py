"""Lists of plans and of feedback."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from core.i18n import gettext_lazy as _
from core.lists import Column, Empty, ListPage
from schools.queries import current_programme
from schools.rules import rules_of
from schools.rules.options import ROLE_OPTIONS

from ..filters import FeedbackFilter, PlanFilter
from ..models import Feedback, Plan
from ..queries import plans_with_progress
from .feedback import visible_feedback

NAME = "member__mentee__person__search_name"
MENTOR = "member__pair__mentor__person__search_name"


class PlanListView(ListPage):
    permission_required = "plans.view_plan"
    model = Plan
    filterset_class = PlanFilter
    columns = (
        Column("mentee", _("{Mentee}"), sort=NAME, is_header=True),
        Column("mentor", _("{Mentor}"), sort=MENTOR),
        Column("period", _("Период"), sort="ends_on"),
        Column("progress", _("Выполнено")),
        Column("state", _("Состояние"), sort="state"),
    )
    default_sort = "mentee"
    template_name = "plans/plan_list.html"
    row_template = "plans/_plan_row.html"
    empty = Empty(
        _("Планов пока нет"),
        _("План открывается сам, когда приказ о паре утверждён."),
        icon="journal-check",
    )

    def get_queryset(self) -> QuerySet[Plan]:
        return plans_with_progress(self.request.user)

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        programme = current_programme(self.school)
        rules = rules_of(programme.regulation) if programme else None
        names = dict(ROLE_OPTIONS)
        authors = (rules.value("plan.authors") if rules else None) or []
        return super().get_context_data(
            authors=", ".join(str(names[role]) for role in authors),
            approver=names.get(rules.value("plan.approver")) if rules else None,
            **extra,
        )


class FeedbackListView(ListPage):
    permission_required = "plans.read_feedback"
    model = Feedback
    filterset_class = FeedbackFilter
    columns = (
        Column("mentee", _("{Mentee}"), sort=NAME, is_header=True),
        Column("mentor", _("{Mentor}"), sort=MENTOR),
        Column("due", _("Не позднее"), sort="due_on"),
        Column("submitted", _("Передан"), sort="submitted_on"),
        Column("state", _("Состояние"), sort="state"),
    )
    default_sort = "due"
    template_name = "plans/feedback_list.html"
    row_template = "plans/_feedback_row.html"
    empty = Empty(
        _("Итоговых документов пока нет"),
        _("Документ открывается вместе с планом; {mentor} пишет его к концу срока."),
        icon="chat-square-text",
    )

    def get_queryset(self) -> QuerySet[Feedback]:
        return visible_feedback(self.request)

    def get_context_data(self, **extra: Any) -> dict[str, Any]:
        return super().get_context_data(today=timezone.localdate(), **extra)
