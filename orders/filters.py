"""Filters of the journal of orders."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from core.clock import today
from core.i18n import gettext_lazy as _

from .choices import OrderState
from .models import Order, OrderTask
from .queries import years_of
from .rules import kind_names


class OrderFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Номер или слова заголовка"), method="search", max_length=100
    )
    state = django_filters.ChoiceFilter(
        label=_("Состояние"), choices=OrderState.choices, empty_label=_("любое")
    )
    kind = django_filters.ChoiceFilter(label=_("Вид"), empty_label=_("любой"))
    year = django_filters.ChoiceFilter(
        label=_("Год подписания"), field_name="signed_on__year", empty_label=_("любой")
    )

    class Meta:
        model = Order
        fields = ["q", "state", "kind", "year"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = kind_names(self.request.user)
        self.filters["kind"].extra["choices"] = list(names.items())
        self.filters["year"].extra["choices"] = [
            (str(year), str(year)) for year in years_of(self.request.user)
        ]

    def search(self, qs: QuerySet[Order], name: str, value: str) -> QuerySet[Order]:
        for word in value.split():
            qs = qs.filter(Q(title__icontains=word) | Q(number__istartswith=word.lstrip("№")))
        return qs


class TaskFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Слова поручения или исполнителя"), method="search", max_length=100
    )
    state = django_filters.ChoiceFilter(
        label=_("Исполнение"),
        method="by_state",
        empty_label=_("все"),
        choices=[
            ("undone", _("не исполнено")),
            ("late", _("просрочено")),
            ("nobody", _("без исполнителя")),
            ("done", _("исполнено")),
        ],
    )

    class Meta:
        model = OrderTask
        fields = ["q", "state"]

    def by_state(self, qs: Any, name: str, value: str) -> Any:
        if value == "done":
            return qs.filter(done_on__isnull=False)
        if value == "late":
            return qs.late(today())
        rows = qs.undone()
        return rows.filter(person__isnull=True) if value == "nobody" else rows

    def search(self, qs: Any, name: str, value: str) -> Any:
        for word in value.split():
            qs = qs.filter(
                Q(text__icontains=word)
                | Q(executor__icontains=word)
                | Q(person__last_name__icontains=word)
            )
        return qs
