"""Proposals of the matching, and what the curator decided before it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime

from accounts.choices import Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from registry.models import MenteeCard, MentorCard
from schools.models import Programme, School

from ..choices import Goal, WishKind


class ProposalRunQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> ProposalRunQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if scope.has(Role.COORDINATOR):
            return rows
        if not scope.has(Role.CURATOR):
            return self.none()
        # A curator of some directions sees what was calculated for those, not the other children.
        is_limited = scope.direction_ids is not None or scope.form_ids is not None
        return rows.filter(created_by_id=scope.user_id) if is_limited else rows


class ProposalRun(Scoped):
    """One calculation, a draft: what was proposed, and why those left over have nobody.

    `leftovers` is a list of `{"person_id": …, "side": "mentee", "reasons": […]}`. `chosen_at` says
    when it was taken as the base that pairs are chosen from: the latest is. `seen` has what the
    calculation stood on and can't be told from the times of rows (`pairing.staleness`).
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="proposal_runs")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    name = models.CharField(_("название"), max_length=60, blank=True)
    goal = models.CharField(
        _("цель"), max_length=12, choices=Goal.choices, default=Goal.MOST_PEOPLE
    )
    chosen_at = models.DateTimeField(_("взят за основу"), null=True, blank=True)
    total_score = models.FloatField(_("общий балл"), default=0)
    seen = models.JSONField(default=dict)
    leftovers = models.JSONField(default=list)

    objects = models.Manager.from_queryset(ProposalRunQuerySet)()

    class Meta:
        verbose_name = _("подбор пар")
        verbose_name_plural = _("подборы пар")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.title}, {self.get_goal_display()}"

    @property
    def title(self) -> str:
        """By what people tell drafts apart: the name, or else when it was calculated."""
        if self.name:
            return self.name
        return _("Подбор %(when)s") % {"when": date_format(localtime(self.created_at), "d.m.Y H:i")}


class ProposalQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> ProposalQuerySet:
        return self.filter(run__in=ProposalRun.objects.in_scope(scope).order_by())


class Proposal(models.Model):
    """A proposed pair: the score, its parts in words, and what to look at.

    `is_manual` where somebody has chosen the mentor in place of the calculation.
    """

    run = models.ForeignKey(ProposalRun, models.CASCADE, related_name="proposals")
    mentor = models.ForeignKey(MentorCard, models.CASCADE, related_name="+")
    mentee = models.ForeignKey(MenteeCard, models.CASCADE, related_name="+")
    score = models.FloatField(_("балл"))
    reasons = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    is_manual = models.BooleanField(_("вручную"), default=False)

    objects = models.Manager.from_queryset(ProposalQuerySet)()

    class Meta:
        verbose_name = _("предложенная пара")
        verbose_name_plural = _("предложенные пары")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "mentee"], name="proposal_one_per_mentee"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} – {self.mentee}"


class PairWishQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> PairWishQuerySet:
        if not scope.has(Role.CURATOR, Role.COORDINATOR):
            return self.none()
        return self.filter(
            programme__school_id=scope.school_id,
            mentee__in=MenteeCard.objects.in_scope(scope).order_by(),
        )


class PairWish(models.Model):
    """What the curator decided before matching: this pair for certain, or never."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pair_wishes")
    mentor = models.ForeignKey(MentorCard, models.CASCADE, related_name="wishes")
    mentee = models.ForeignKey(MenteeCard, models.CASCADE, related_name="wishes")
    kind = models.CharField(_("решение"), max_length=10, choices=WishKind.choices)
    note = models.CharField(_("почему"), max_length=300, blank=True)

    objects = models.Manager.from_queryset(PairWishQuerySet)()

    class Meta:
        verbose_name = _("решение о паре")
        verbose_name_plural = _("решения о парах")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "mentor", "mentee"], name="wish_once_per_pair"
            ),
            models.UniqueConstraint(
                fields=["programme", "mentee"],
                condition=Q(kind=WishKind.LOCKED),
                name="wish_one_lock_per_mentee",
                violation_error_message=_(
                    "{mentee:Этот/Эта/Это} {mentee} уже "
                    "{mentee:закреплён/закреплена/закреплено} за {mentor:другим/другой}."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} – {self.mentee}"
