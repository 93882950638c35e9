"""Questionnaires with their counts, and the requests of one."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from schools.models import Programme

from ..models import Answer, Survey, SurveyRequest
from .sending import OF_PAIR


def surveys_with_counts(user: Any, programme: Programme | None) -> QuerySet[Survey]:
    """Each with its number of questions, and of requests sent and answered that the user sees."""
    requests = (
        requests_seen(user, programme)
        .filter(survey=OuterRef("pk"))
        .order_by()
        .values("survey")
        .annotate(sent=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
    )
    return (
        Survey.objects.visible_to(user)
        .select_related("form")
        .annotate(
            question_count=Count("questions"),
            sent_count=_or_zero(requests.values("sent")),
            answered_count=_or_zero(requests.values("answered")),
        )
    )


def _or_zero(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


def requests_seen(user: Any, programme: Programme | None) -> QuerySet[SurveyRequest]:
    """What was sent in a programme, of the pairs that the user looks after."""
    return SurveyRequest.objects.visible_to(user).filter(member__pair__programme=programme)


def requests_with_people(rows: QuerySet[SurveyRequest]) -> QuerySet[SurveyRequest]:
    return rows.select_related("survey__form", "person", *OF_PAIR)


def answers_of(request: SurveyRequest) -> QuerySet[Answer]:
    return request.answers.select_related("question").order_by("question__number")
