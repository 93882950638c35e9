"""The two bases: a card of a mentor, a card of a mentee.

What follows from a pair (mentor's name, dates, results) is not here: it is read from the pair.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.choices import Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import Direction, MentoringForm, School

from ..choices import CardState, PairSearch
from .history import tracked
from .people import Person, sees_everybody
from .tags import tag_keys


class CardQuerySet(ScopedQuerySet):
    """A card is seen by those who see its person."""

    def in_scope(self, scope: Scope) -> CardQuerySet:
        """Asked of the cards themselves: a list of all people would be made for each page."""
        rows = self.filter(school_id=scope.school_id)
        if sees_everybody(scope):
            return rows
        seen = Q()
        for people in Person.objects.tied_to(scope):
            seen |= Q(person__in=people)
        if scope.has(Role.CURATOR):
            model: Any = self.model
            seen |= model.within_limits(scope)
        return rows.filter(seen)

    def active(self) -> CardQuerySet:
        return self.filter(state=CardState.ACTIVE)

    def by_names(self, scope: Scope) -> CardQuerySet:
        """To be shown in the order of names: the index of names begins with the person's school.

        Whoever only counts them is better off without: people need not be read for it.
        """
        return self.filter(person__school_id=scope.school_id)


class Card(Scoped):
    """What both bases have: whose, in which form, since when, in the base or archived."""

    joined_on = models.DateField(_("дата вхождения в программу"), null=True, blank=True)
    state = models.CharField(
        _("состояние"), max_length=10, choices=CardState.choices, default=CardState.ACTIVE
    )
    case_url = models.URLField(_("ссылка на кейс или отзыв"), max_length=500, blank=True)

    objects = models.Manager.from_queryset(CardQuerySet)()

    # Each base declares these with its own reverse name.
    school: models.ForeignKey[School]
    school_id: int
    person: models.OneToOneField[Person]
    person_id: int
    form: models.ForeignKey[MentoringForm | None]
    form_id: int | None

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return reverse("registry:person_detail", args=[self.person_id])

    @classmethod
    def within_limits(cls, scope: Scope) -> Q:
        """Cards that a curator of some directions or forms sees: `PersonQuerySet._in_limits`."""
        raise NotImplementedError


@tracked
class MentorCard(Card):
    """A line of the mentors' base (S3, annex 4): the fields that a person fills."""

    # The index by school and state begins with it.
    school = models.ForeignKey(School, models.CASCADE, related_name="mentor_cards", db_index=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="mentor_card")
    form = models.ForeignKey(
        MentoringForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("форма наставничества"),
    )
    competencies = models.TextField(_("основные компетенции"), blank=True)
    competence_keys = tag_keys("competencies")
    achievements = models.TextField(_("важные для программы достижения"), blank=True)
    interests = models.TextField(_("интересы"), blank=True)
    wished_age = models.CharField(
        _("желаемый возраст {mentees:genitive}"), max_length=100, blank=True
    )
    time_resource = models.CharField(_("ресурс времени на программу"), max_length=200, blank=True)
    # Codes of the rule `participants.mentor_categories`.
    categories = models.JSONField(_("категории"), default=list, blank=True)
    places = models.PositiveSmallIntegerField(
        _("сколько {mentees:genitive} может взять"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("карточка {mentor:genitive}")
        verbose_name_plural = _("база {mentors:genitive}")
        ordering = ["person__search_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__range=(1, 50)),
                name="mentorcard_places_from_1_to_50",
                violation_error_message=_("Укажите от 1 до 50 {mentees:genitive}."),
            ),
        ]
        indexes = [models.Index(fields=["school", "state"], name="mentorcard_state")]

    @classmethod
    def within_limits(cls, scope: Scope) -> Q:
        """Mentors are shared between directions: each curator chooses from the whole base."""
        return Q(pk__isnull=False)


@tracked
class MenteeCard(Card):
    """A line of the mentees' base (S3, annex 3): the fields that a person fills."""

    school = models.ForeignKey(School, models.CASCADE, related_name="mentee_cards", db_index=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="mentee_card")
    form = models.ForeignKey(
        MentoringForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("форма наставничества"),
    )
    direction = models.ForeignKey(
        Direction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("направление наставничества"),
    )
    request = models.TextField(_("основной запрос"), blank=True)
    areas = models.TextField(_("области запроса"), blank=True)
    area_keys = tag_keys("areas")
    interests = models.TextField(_("интересы"), blank=True)
    # Only for those who keep the bases: why there is no pair yet, and who helps meanwhile.
    search = models.CharField(
        _("поиск пары"), max_length=10, choices=PairSearch.choices, default=PairSearch.NONE
    )
    search_since = models.DateField(_("ищем с"), null=True, blank=True)
    search_note = models.TextField(_("заметка о поиске"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("карточка {mentee:genitive}")
        verbose_name_plural = _("база {mentees:genitive}")
        ordering = ["person__search_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(search=PairSearch.NONE, search_since__isnull=True)
                | (~Q(search=PairSearch.NONE) & Q(search_since__isnull=False)),
                name="menteecard_search_has_its_day",
                violation_error_message=_("Укажите, с какого дня ищем пару."),
            ),
        ]
        indexes = [models.Index(fields=["school", "state"], name="menteecard_state")]

    @classmethod
    def within_limits(cls, scope: Scope) -> Q:
        """Those of the limits, those whom nobody has given a direction, and mentors."""
        limits = Q(person__mentor_card__isnull=False)
        if scope.direction_ids is not None:
            limits |= Q(direction_id__in=scope.direction_ids) | Q(direction__isnull=True)
        if scope.form_ids is not None:
            limits |= Q(form_id__in=scope.form_ids)
        return limits
