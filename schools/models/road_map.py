"""The road map of a programme: its stages and their lines."""

from __future__ import annotations

import datetime

from django.db import models
from django.urls import reverse

from core.i18n import gettext_lazy as _
from core.scoping import Scope, ScopedQuerySet

from .programmes import Programme


class RoadMapText(models.Model):
    """What a row of a road map says: the act's own columns fill some of these, in words.

    The term is free words, dates are known or not. `roles` are codes of who is responsible.
    """

    content = models.TextField(_("содержание"), blank=True)
    result = models.TextField(_("результат"), blank=True)
    term_text = models.CharField(_("сроки"), max_length=200, blank=True)
    responsible = models.CharField(_("ответственный"), max_length=500, blank=True)
    documents = models.TextField(_("документы"), blank=True)
    roles = models.JSONField(_("роли ответственных"), default=list, blank=True)
    starts_on = models.DateField(_("с"), null=True, blank=True)
    ends_on = models.DateField(_("по"), null=True, blank=True)
    done_on = models.DateField(_("завершён"), null=True, blank=True)

    class Meta:
        abstract = True

    def is_late(self, today: datetime.date) -> bool:
        return self.done_on is None and self.ends_on is not None and self.ends_on < today


class Stage(RoadMapText):
    """A stage of the programme's year."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField(_("номер"))
    title = models.CharField(_("этап"), max_length=200)

    class Meta:
        verbose_name = _("этап программы")
        verbose_name_plural = _("этапы программы")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="stage_number_once_in_programme"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RoadMapLineQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> RoadMapLineQuerySet:
        return self.filter(programme__school_id=scope.school_id)


class RoadMapLine(RoadMapText):
    """A line of a programme's road map, of a stage or of none; `number` as the act has it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="road_map_lines")
    stage = models.ForeignKey(
        Stage, models.CASCADE, null=True, blank=True, related_name="lines", verbose_name=_("этап")
    )
    position = models.PositiveSmallIntegerField(_("место"))
    number = models.CharField(_("номер"), max_length=20, blank=True)
    title = models.CharField(_("мероприятие"), max_length=500)
    theme = models.CharField(_("тема"), max_length=200, blank=True)
    # The name of the file in `proof`; empty where none is attached.
    proof_name = models.CharField(_("подтверждающий документ"), max_length=200, blank=True)

    objects = models.Manager.from_queryset(RoadMapLineQuerySet)()

    class Meta:
        verbose_name = _("строка дорожной карты")
        verbose_name_plural = _("строки дорожной карты")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "position"], name="road_map_position_once_in_programme"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("schools:road_map_line", args=[self.pk])


class RoadMapProof(models.Model):
    """The file that proves a line, kept in the database so that every server hands it over."""

    line = models.OneToOneField(RoadMapLine, models.CASCADE, related_name="proof")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("подтверждающий документ")
        verbose_name_plural = _("подтверждающие документы")

    def __str__(self) -> str:
        return self.line.proof_name
