"""Filters of the lists. They stay in the address."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from core.clock import today
from core.fields import DateField
from core.filters import FewFilter, LightFilterSet
from core.i18n import gettext_lazy as _
from schools.choices import AppointedRole
from schools.models import Direction
from schools.queries import form_choices

from .access import rules_of_user
from .choices import Base, CardState, GapKind, PairSearch
from .models import Appointment, MenteeCard, MentorCard, Person
from .queries import (
    cards_in_pairs,
    cards_of_finished,
    name_matches,
    of_people_found,
    people_found,
    with_gaps,
)
from .rules import categories_of, is_at_least, roles_used, rules_for
from .tags import key_of

READY = "ready"
ENDED, ALL = "ended", "all"
NOT_READY = "not_ready"
PAIRED, ALONE = "yes", "no"
MAX_AGE = 120
LONG_TERM = "longterm"
NO_AREA = ("-", "–", "—")


class StateFilter(django_filters.ChoiceFilter):
    """Without a choice only the cards that are in the base.

    The long-term base: those who went through a programme and are in no pair now.
    """

    def filter(self, qs: Any, value: str) -> QuerySet[Any]:
        if value == "all":
            return qs
        if value == LONG_TERM:
            base = Base.MENTORS if qs.model is MentorCard else Base.MENTEES
            school_id = self.parent.request.user.school.pk
            finished = cards_of_finished(school_id, base).order_by().values("pk")
            busy = cards_in_pairs(school_id, base).order_by().values("pk")
            return qs.filter(pk__in=finished).exclude(pk__in=busy)
        return qs.filter(state=value) if value else qs.active()


class BoundFilterSet(LightFilterSet):
    """Filters that work with an empty address too, and offer what this user may see."""

    q = django_filters.CharFilter(label=_("Фамилия, имя"), method="search", max_length=100)
    name_field = "search_name"

    def search(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return qs.filter(name_matches(value, field=self.name_field))


class CardFilter(BoundFilterSet):
    form = FewFilter(label=_("Форма"), rows="forms", empty_label=_("любая"))
    readiness = django_filters.ChoiceFilter(
        label=_("Готовность"),
        method="by_readiness",
        empty_label=_("любая"),
        choices=[
            (READY, _("все согласия есть")),
            (NOT_READY, _("согласий не хватает")),
            *((kind.value, kind.label) for kind in GapKind),
        ],
    )
    state = StateFilter(
        label=_("Состояние"),
        empty_label=_("в базе"),
        choices=[
            (CardState.ARCHIVED, _("в архиве")),
            (LONG_TERM, _("прошли программу: долгосрочная база")),
            ("all", _("все")),
        ],
    )
    area = django_filters.CharFilter(label=_("Область"), method="by_area", max_length=100)
    area_column = ""
    paired = django_filters.ChoiceFilter(
        label=_("Пара"),
        method="by_pair",
        empty_label=_("неважно"),
        choices=[(PAIRED, _("есть")), (ALONE, _("нет"))],
    )
    age_from = django_filters.NumberFilter(
        label=_("Возраст от"), method="by_age_from", min_value=0, max_value=MAX_AGE
    )
    age_to = django_filters.NumberFilter(
        label=_("Возраст до"), method="by_age_to", min_value=0, max_value=MAX_AGE
    )
    category = django_filters.ChoiceFilter(
        label=_("Категория"),
        method="by_category",
        empty_label=_("любая"),
    )
    base: str
    # A search has found so few that reading them all is nothing.
    finds_few = False
    more = ("direction", "area", "category", "age_from", "age_to", "pair_search", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = self.categories()
        if categories:
            self.filters["category"].extra["choices"] = categories
        else:
            del self.filters["category"]

    def forms(self) -> list[tuple[int, str]]:
        return form_choices(self.request.user.scope, self.queryset.model)

    def categories(self) -> list[tuple[str, str]]:
        """Those of the regulation that a card says; closed ones are in no filter."""
        return categories_of(self.base, rules_of_user(self.request.user))

    def search(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        user = self.request.user
        by_email = user.has_perm("registry.view_contacts")
        people = people_found(user.scope.school_id, value, by_email=by_email)
        rows, self.finds_few = of_people_found(qs, people)
        return rows

    def by_pair(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        cards = cards_in_pairs(self.request.user.scope.school_id, self.base).values("pk")
        return qs.filter(pk__in=cards) if value == PAIRED else qs.exclude(pk__in=cards)

    def by_age_from(self, qs: QuerySet[Any], name: str, value: Decimal) -> QuerySet[Any]:
        return self.of_people(qs, is_at_least(int(value), today()))

    def by_age_to(self, qs: QuerySet[Any], name: str, value: Decimal) -> QuerySet[Any]:
        """Only of a known age: who has none is not young."""
        known = Q(birth_date__isnull=False) | Q(birth_year__isnull=False)
        return self.of_people(qs, known & ~is_at_least(int(value) + 1, today()))

    def of_people(self, qs: QuerySet[Any], condition: Q) -> QuerySet[Any]:
        people = Person.objects.filter(condition, school_id=self.request.user.scope.school_id)
        return qs.filter(person__in=people.order_by().values("pk"))

    def by_category(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return qs.filter(categories__contains=[value])

    def by_area(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Whole tags: «физика» is not «астрофизика»; a dash asks for cards without any."""
        if value.strip() in NO_AREA:
            return qs.filter(**{self.area_column: []})
        return qs.filter(**{f"{self.area_column}__contains": [key_of(value)]})

    def by_readiness(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        school = self.request.user.school
        people = with_gaps(
            Person.objects.filter(school=school),
            day=today(),
            rules=rules_of_user(self.request.user),
        )
        if value in (READY, NOT_READY):
            people = people.filter(Q(is_ready=value == READY))
        else:
            people = people.filter(**{f"lacks_{value}": True})
        return qs.filter(person__in=people.order_by().values("pk"))


class MentorFilter(CardFilter):
    area = django_filters.CharFilter(label=_("Компетенция"), method="by_area", max_length=100)
    area_column = "competence_keys"
    base = Base.MENTORS

    class Meta:
        model = MentorCard
        fields = [
            "q",
            "form",
            "readiness",
            "paired",
            "area",
            "category",
            "age_from",
            "age_to",
            "state",
        ]


class MenteeFilter(CardFilter):
    class_name = django_filters.CharFilter(
        label=_("{Class}"),
        field_name="person__class_name",
        lookup_expr="istartswith",
        max_length=50,
    )
    direction = FewFilter(label=_("Направление"), rows="directions", empty_label=_("любое"))
    pair_search = django_filters.ChoiceFilter(
        label=_("Поиск пары"),
        field_name="search",
        empty_label=_("любой"),
        choices=[choice for choice in PairSearch.choices if choice[0] != PairSearch.NONE],
    )
    area_column = "area_keys"
    base = Base.MENTEES

    class Meta:
        model = MenteeCard
        fields = [
            "q",
            "class_name",
            "form",
            "readiness",
            "paired",
            "direction",
            "area",
            "age_from",
            "age_to",
            "pair_search",
            "state",
        ]

    def directions(self) -> list[tuple[int, str]]:
        """Without those that say of a hard situation, for whoever may not see such things."""
        user = self.request.user
        rows = Direction.objects.visible_to(user)
        if not user.has_perm("registry.view_special"):
            rows = rows.exclude(is_sensitive=True)
        return [(row.pk, str(row)) for row in rows]

    def categories(self) -> list[tuple[str, str]]:
        """What is special about a child stands in the closed block, not on the card."""
        return []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Marks of a search are for those who may see the closed block."""
        super().__init__(*args, **kwargs)
        if not self.request.user.has_perm("registry.view_special"):
            del self.filters["pair_search"]


class DayFilter(django_filters.DateFilter):
    field_class = DateField


class AppointmentFilter(BoundFilterSet):
    """Those in force now or later, unless others are asked for."""

    role = django_filters.ChoiceFilter(
        label=_("Роль"), choices=AppointedRole.choices, empty_label=_("любая")
    )
    day = DayFilter(label=_("На дату"), method="by_day")
    state = django_filters.ChoiceFilter(
        label=_("Срок"),
        method="by_state",
        empty_label=_("действуют"),
        choices=[(ENDED, _("закончились")), (ALL, _("все"))],
    )
    name_field = "person__search_name"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Roles that the regulation has, and those that somebody has or had all the same."""
        super().__init__(*args, **kwargs)
        held = self.queryset.order_by().values_list("role", flat=True).distinct()
        offered = roles_used(rules_for(self.request.user.school)) | frozenset(held)
        choices = [(role.value, role.label) for role in AppointedRole if role in offered]
        self.filters["role"].extra["choices"] = choices

    class Meta:
        model = Appointment
        fields = ["q", "role", "day", "state"]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().filter_queryset(queryset)
        given = self.form.cleaned_data
        return rows if given.get("day") or given.get("state") else rows.from_day(today())

    def by_day(self, qs: QuerySet[Any], name: str, value: datetime.date) -> QuerySet[Any]:
        return qs.on(value)  # type: ignore[attr-defined]

    def by_state(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return qs.filter(valid_to__lt=today()) if value == ENDED else qs


class MissingFilter(BoundFilterSet):
    """People with something missing; the rows have the flags of `with_gaps` already."""

    gap = django_filters.ChoiceFilter(
        label=_("Чего не хватает"),
        method="by_gap",
        empty_label=_("чего угодно"),
        choices=GapKind.choices,
    )
    base = django_filters.ChoiceFilter(
        label=_("База"), method="by_base", empty_label=_("обе"), choices=Base.choices
    )

    class Meta:
        model = Person
        fields = ["q", "gap", "base"]

    def by_gap(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return qs.filter(**{f"lacks_{value}": True})

    def by_base(self, qs: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        card = "mentor_card" if value == Base.MENTORS else "mentee_card"
        return qs.filter(Q(**{f"{card}__state": CardState.ACTIVE}))
