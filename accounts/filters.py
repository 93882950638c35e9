"""Filters of the list of people and roles."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from core.i18n import gettext_lazy as _

from .choices import Role
from .models import Membership

LIVE, ENDED = "live", "ended"


class MembershipFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Фамилия или почта"), method="find")
    role = django_filters.ChoiceFilter(
        label=_("Роль"), choices=Role.choices, empty_label=_("любая")
    )
    state = django_filters.ChoiceFilter(
        label=_("Срок"),
        choices=[(LIVE, _("действует")), (ENDED, _("закончилась"))],
        method="by_state",
        empty_label=_("любой"),
    )

    class Meta:
        model = Membership
        fields = ["q", "role", "state"]

    def find(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split():
            rows = rows.filter(
                Q(user__last_name__icontains=word)
                | Q(user__first_name__icontains=word)
                | Q(user__email__icontains=word)
            )
        return rows

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        today = timezone.localdate()
        return (
            rows.filter(valid_to__lt=today) if value == ENDED else rows.exclude(valid_to__lt=today)
        )
