"""Whom people themselves would like to work with; what the curator decides is `PairWish`."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.choices import Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from registry.models import MenteeCard, MentorCard
from schools.models import Programme, School

from ..choices import DECLINED, MOST_WISHES, WishSide


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
