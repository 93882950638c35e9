"""Who answers for a line of the road map, by name."""

from __future__ import annotations

from django.db import models

from core.i18n import gettext_lazy as _
from core.models import TimeStamped
from core.scoping import Scope, ScopedQuerySet
from schools.models import RoadMapLine

from .people import Person


class RoadMapDutyQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> RoadMapDutyQuerySet:
        return self.filter(line__programme__school_id=scope.school_id)


class RoadMapDuty(TimeStamped):
    """A person who answers for a line; whoever has one of its roles does so without a row."""

    line = models.ForeignKey(RoadMapLine, models.CASCADE, related_name="duties")
    person = models.ForeignKey(Person, models.CASCADE, related_name="duties")

    objects = models.Manager.from_queryset(RoadMapDutyQuerySet)()

    class Meta:
        verbose_name = _("ответственный за строку дорожной карты")
        verbose_name_plural = _("ответственные за строки дорожной карты")
        ordering = ["person__search_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "person"],
                name="road_map_duty_once",
                violation_error_message=_("Этот человек уже отвечает за строку."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
