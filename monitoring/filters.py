"""Filters of the list of those who were sent a questionnaire."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet

from core import clock
from core.i18n import gettext_lazy as _

from .models import SurveyRequest


class RequestFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Кто отвечает"), method="find")
    state = django_filters.ChoiceFilter(
        label=_("Состояние"),
        method="in_state",
        empty_label=_("любое"),
        choices=(
            ("answered", _("ответ получен")),
            ("waiting", _("ждём ответа")),
            ("late", _("срок прошёл")),
        ),
    )

    class Meta:
        model = SurveyRequest
        fields: list[str] = []

    def find(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.lower().replace("ё", "е").split():
            rows = rows.filter(person__search_name__contains=word)
        return rows

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "answered":
            return rows.filter(answered_at__isnull=False)
        rows = rows.filter(answered_at__isnull=True)
        return rows.filter(due_on__lt=clock.today()) if value == "late" else rows
