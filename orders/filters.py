"""Filters of the journal of orders."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from core.i18n import gettext_lazy as _

from .choices import OrderState
from .models import Order
from .rules import kind_names


class OrderFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Номер или слова заголовка"), method="search", max_length=100
    )
    state = django_filters.ChoiceFilter(
        label=_("Состояние"), choices=OrderState.choices, empty_label=_("любое")
    )
    kind = django_filters.ChoiceFilter(label=_("Вид"), empty_label=_("любой"))

    class Meta:
        model = Order
        fields = ["q", "state", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = kind_names(self.request.user)
        self.filters["kind"].extra["choices"] = list(names.items())

    def search(self, qs: QuerySet[Order], name: str, value: str) -> QuerySet[Order]:
        for word in value.split():
            qs = qs.filter(Q(title__icontains=word) | Q(number__istartswith=word.lstrip("№")))
        return qs
