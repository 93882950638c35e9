"""Where a person was before: the classes and posts of earlier days, and the move of all classes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.choices import WHOLE_SCHOOL
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.choices import ParticipantKind
from schools.models import School

from .imports import ImportBatch
from .people import Person


class ClassMoveQuerySet(ScopedQuerySet):
    """Who moved the classes sees it, and those who see the whole school."""

    def in_scope(self, scope: Scope) -> ClassMoveQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if scope.has(*WHOLE_SCHOOL):
            return rows
        return rows.filter(made_by_id=scope.user_id)


class ClassMove(Scoped):
    """Classes moved to the next school year in one go, and whether that was taken back.

    `classes`: old name → new one, "" for those who left; `archived`: model → cards put away.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    since = models.DateField(_("с какого дня"))
    classes = models.JSONField(default=dict)
    archived = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("отменено"), null=True, blank=True)

    objects = models.Manager.from_queryset(ClassMoveQuerySet)()

    class Meta:
        verbose_name = _("перевод {classes:genitive}")
        verbose_name_plural = _("переводы {classes:genitive}")
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return str(self.since)

    def get_absolute_url(self) -> str:
        return reverse("registry:class_move")


class FormerPlaceQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> FormerPlaceQuerySet:
        return self.filter(person__in=Person.objects.in_scope(scope).order_by())


class FormerPlace(Scoped):
    """What a person's class, post and workplace were until a day; later ones are on the person."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="former_places")
    until = models.DateField(_("по какой день"))
    kind = models.CharField(_("кто это"), max_length=20, choices=ParticipantKind.choices)
    class_name = models.CharField(_("{class}"), max_length=50, blank=True)
    post = models.CharField(_("должность"), max_length=200, blank=True)
    workplace = models.CharField(_("место работы или учёбы"), max_length=300, blank=True)
    move = models.ForeignKey(
        ClassMove, models.CASCADE, null=True, blank=True, related_name="former_places"
    )
    batch = models.ForeignKey(
        ImportBatch, models.SET_NULL, null=True, blank=True, related_name="former_places"
    )

    objects = models.Manager.from_queryset(FormerPlaceQuerySet)()

    class Meta:
        verbose_name = _("прежнее место")
        verbose_name_plural = _("прежние места")
        ordering = ["-until"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "until"],
                name="formerplace_one_until_a_day",
                violation_error_message=_("Прежнее место по этот день уже записано."),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.class_name, self.post, self.workplace]))

    def get_absolute_url(self) -> str:
        return reverse("registry:person_detail", args=[self.person_id])
