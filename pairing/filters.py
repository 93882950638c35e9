"""Filters of the list of pairs."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from core import clock
from core.i18n import gettext_lazy as _
from registry.queries import name_matches
from schools.models import Direction, MentoringForm
from schools.queries import forms_among

from .access import directions_to_name
from .choices import ENDED, PairKind, PairState
from .models import Pair, PairMember
from .models.standing import AHEAD, CLOSING, in_state


def directions_of(request: Any) -> QuerySet[Direction]:
    return directions_to_name(request.user)


# As the days have it, so that a pair is found by the word that its row says.
STATES = [
    *((state.value, state.label) for state in (PairState.CHOSEN, PairState.IN_ORDER)),
    (AHEAD, _("ещё не началась")),
    (PairState.ACTIVE.value, PairState.ACTIVE.label),
    (CLOSING, _("завершается")),
    *((state.value, state.label) for state in (*ENDED, PairState.CANCELLED)),
]


class PairFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Фамилия"), method="by_name")
    state = filters.ChoiceFilter(
        label=_("Состояние"), choices=STATES, empty_label=_("любое"), method="by_state"
    )
    form = filters.ModelChoiceFilter(
        label=_("Форма"), queryset=MentoringForm.objects.none(), empty_label=_("любая")
    )
    direction = filters.ModelChoiceFilter(
        label=_("Направление"), queryset=directions_of, empty_label=_("любое")
    )
    kind = filters.ChoiceFilter(label=_("Вид"), choices=PairKind.choices, empty_label=_("любой"))

    class Meta:
        model = Pair
        fields = ["q", "state", "form", "direction", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["form"].queryset = forms_among(self.request.user, self.queryset)

    def by_state(self, rows: QuerySet[Pair], name: str, value: str) -> QuerySet[Pair]:
        return rows.filter(in_state(value, clock.today()))

    def by_name(self, rows: QuerySet[Pair], name: str, value: str) -> QuerySet[Pair]:
        """The mentor or a mentee whom this user may see."""
        members = PairMember.objects.visible_to(self.request.user).filter(
            name_matches(value, field="mentee__person__search_name")
        )
        return rows.filter(
            name_matches(value, field="mentor__person__search_name")
            | Q(pk__in=members.order_by().values("pair_id"))
        )
