"""Filters of the lists of plans and feedback."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from core.i18n import gettext_lazy as _
from core.russian.text import fold

from .choices import FeedbackState, PlanState
from .models import Feedback, Plan


def of_people(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Rows about a mentee or a mentor whose name has these letters, ё as е."""
    part = fold(value)
    return rows.filter(
        Q(member__mentee__person__search_name__contains=part)
        | Q(member__pair__mentor__person__search_name__contains=part)
    )


class PlanFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Фамилия"), method="by_name")
    state = filters.ChoiceFilter(
        label=_("Состояние"), choices=PlanState.choices, empty_label=_("любое")
    )

    class Meta:
        model = Plan
        fields = ["q", "state"]

    def by_name(self, rows: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        return of_people(rows, value)


class FeedbackFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Фамилия"), method="by_name")
    state = filters.ChoiceFilter(
        label=_("Состояние"), choices=FeedbackState.choices, empty_label=_("любое")
    )
    late = filters.ChoiceFilter(
        label=_("Срок"),
        choices=[("yes", _("просрочен")), ("no", _("не просрочен"))],
        method="by_late",
        empty_label=_("любой"),
    )

    class Meta:
        model = Feedback
        fields = ["q", "state", "late"]

    def by_name(self, rows: QuerySet[Feedback], name: str, value: str) -> QuerySet[Feedback]:
        return of_people(rows, value)

    def by_late(self, rows: QuerySet[Feedback], name: str, value: str) -> QuerySet[Feedback]:
        late = Q(state=FeedbackState.DRAFT, due_on__lt=timezone.localdate())
        return rows.filter(late) if value == "yes" else rows.exclude(late)
