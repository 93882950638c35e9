"""Whom people themselves would like to work with; what the curator decides is `PairWish`."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.choices import Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from registry.models import MenteeCard, MentorCard
from schools.models import Programme, School

from ..choices import DECLINED, MOST_WISHES, RoundKind, RoundState, WishSide


class WishRoundQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> WishRoundQuerySet:
        if not scope.has(Role.CURATOR, Role.COORDINATOR):
            return self.none()
        return self.filter(school_id=scope.school_id)


class WishRound(Scoped):
    """The people of a programme are asked whom they would like, until a day.

    `offered`: how many people of the other side each one is shown.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="wish_rounds")
    kind = models.CharField(_("что спрашиваем"), max_length=10, choices=RoundKind.choices)
    state = models.CharField(
        _("состояние"), max_length=10, choices=RoundState.choices, default=RoundState.OPEN
    )
    closes_on = models.DateField(_("ответить до"))
    offered = models.PositiveSmallIntegerField(_("сколько кандидатур показать каждому"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = models.Manager.from_queryset(WishRoundQuerySet)()

    class Meta:
        verbose_name = _("сбор пожеланий")
        verbose_name_plural = _("сборы пожеланий")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state=RoundState.OPEN),
                name="wish_round_one_open",
                violation_error_message=_("Пожелания уже собирают."),
            ),
        ]
        permissions = [("give_wishes", "May say whom they would like to work with")]

    def __str__(self) -> str:
        return f"{self.programme}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("pairing:wish_round")

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_choice(self) -> bool:
        return self.kind == RoundKind.CHOICE


class WishRequestQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> WishRequestQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if scope.has(Role.CURATOR, Role.COORDINATOR):
            mentees = MenteeCard.objects.in_scope(scope).order_by()
            return rows.filter(Q(side=WishSide.MENTOR) | Q(mentee__in=mentees))
        return rows.asked_of(scope.user_id)

    def asked_of(self, user_id: int) -> WishRequestQuerySet:
        """Of the user, or of a child whom the user represents."""
        children = MenteeCard.objects.filter(person__guardianships__guardian__user=user_id)
        return self.filter(
            Q(mentor__person__user=user_id)
            | Q(mentee__person__user=user_id)
            | Q(mentee__in=children.order_by())
        )

    def open_on(self, day: datetime.date) -> WishRequestQuerySet:
        return self.filter(round__state=RoundState.OPEN, round__closes_on__gte=day)

    def with_people(self) -> WishRequestQuerySet:
        return self.select_related(
            "school", "round__programme__regulation", "mentor__person", "mentee__person"
        )


class WishRequest(Scoped):
    """One person asked. `candidates` are the cards of the other side that they may see.

    Of a one-time link only the hash stays; it is emptied with the answer.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    round = models.ForeignKey(WishRound, models.CASCADE, related_name="requests")
    side = models.CharField(_("кого спросили"), max_length=10, choices=WishSide.choices)
    mentor = models.ForeignKey(
        MentorCard, models.CASCADE, null=True, blank=True, related_name="wish_requests"
    )
    mentee = models.ForeignKey(
        MenteeCard, models.CASCADE, null=True, blank=True, related_name="wish_requests"
    )
    candidates = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    answered_at = models.DateTimeField(_("отвечено"), null=True, blank=True)
    note = models.CharField(_("что ещё важно"), max_length=300, blank=True)

    objects = models.Manager.from_queryset(WishRequestQuerySet)()

    class Meta:
        verbose_name = _("вопрос о пожеланиях")
        verbose_name_plural = _("вопросы о пожеланиях")
        ordering = ["side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="wish_request_one_link"
            ),
            models.UniqueConstraint(fields=["round", "mentor"], name="wish_request_once_mentor"),
            models.UniqueConstraint(fields=["round", "mentee"], name="wish_request_once_mentee"),
            models.CheckConstraint(
                condition=Q(side=WishSide.MENTOR, mentor__isnull=False, mentee__isnull=True)
                | Q(side=WishSide.MENTEE, mentor__isnull=True, mentee__isnull=False),
                name="wish_request_of_its_side",
            ),
        ]

    def __str__(self) -> str:
        return str(self.card)

    def get_absolute_url(self) -> str:
        return reverse("pairing:wish_answer", args=[self.pk])

    @property
    def is_of_mentee(self) -> bool:
        return self.side == WishSide.MENTEE

    @property
    def card(self) -> MentorCard | MenteeCard:
        card = self.mentee if self.is_of_mentee else self.mentor
        assert card is not None
        return card


class PreferenceQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> PreferenceQuerySet:
        """Those who make pairs see all of their part; others what they said, never the answer."""
        rows = self.filter(school_id=scope.school_id)
        if scope.has(Role.CURATOR, Role.COORDINATOR):
            return rows.filter(mentee__in=MenteeCard.objects.in_scope(scope).order_by())
        me = scope.user_id
        own = Q(side=WishSide.MENTOR, mentor__person__user=me)
        own |= Q(side=WishSide.MENTEE, mentee__person__user=me)
        children = MenteeCard.objects.filter(person__guardianships__guardian__user=me).order_by()
        return rows.filter(own | Q(side=WishSide.MENTEE, mentee__in=children))


class Preference(Scoped):
    """One line of what a mentor or a mentee said: this one, in this place of their list.

    Rank 1 is who is wanted most; rank 0 (`DECLINED`) is somebody whom they would rather not have.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="preferences")
    side = models.CharField(_("чьё пожелание"), max_length=10, choices=WishSide.choices)
    mentor = models.ForeignKey(MentorCard, models.CASCADE, related_name="preferences")
    mentee = models.ForeignKey(MenteeCard, models.CASCADE, related_name="preferences")
    rank = models.PositiveSmallIntegerField(_("место в списке"))
    said_on = models.DateField(_("сказано"))
    # Who typed it; nobody where it came by a one-time link.
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("пояснение"), max_length=300, blank=True)

    objects = models.Manager.from_queryset(PreferenceQuerySet)()

    class Meta:
        verbose_name = _("пожелание")
        verbose_name_plural = _("пожелания")
        ordering = ["programme", "side", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "side", "mentor", "mentee"],
                name="preference_once_per_two",
                violation_error_message=_("Один человек назван в пожеланиях дважды."),
            ),
            models.UniqueConstraint(
                fields=["programme", "mentee", "rank"],
                condition=Q(side=WishSide.MENTEE) & ~Q(rank=DECLINED),
                name="preference_rank_once_per_mentee",
                violation_error_message=_("На одно место в списке назван один человек."),
            ),
            models.UniqueConstraint(
                fields=["programme", "mentor", "rank"],
                condition=Q(side=WishSide.MENTOR) & ~Q(rank=DECLINED),
                name="preference_rank_once_per_mentor",
                violation_error_message=_("На одно место в списке назван один человек."),
            ),
            models.CheckConstraint(
                condition=Q(rank__range=(DECLINED, MOST_WISHES)),
                name="preference_rank_in_list",
                violation_error_message=_("В списке пожеланий столько мест нет."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} – {self.mentee}"
