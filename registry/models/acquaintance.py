"""Manifest, code and principles of mentors: the school's own texts, and who has read them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import InSchoolManager, School

from ..choices import AcquaintedBy, PrincipleKind
from .applications import SELECTORS
from .people import Person


class PrincipleText(Scoped):
    """One version of one of the three texts. A changed text is a new version, old ones stay.

    `points` are lines, or pairs `[heading, text]`. Whoever has read an older version need not
    read this one unless it `asks_again`.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    kind = models.CharField(_("что это"), max_length=12, choices=PrincipleKind.choices)
    version = models.PositiveSmallIntegerField(_("редакция"), default=1)
    title = models.CharField(_("название"), max_length=200)
    points = models.JSONField(_("пункты"))
    exceptions_intro = models.CharField(_("перед исключениями"), max_length=500, blank=True)
    exceptions = models.JSONField(_("исключения"), default=list, blank=True)
    asks_again = models.BooleanField(_("ознакомить всех заново"), default=False)

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("текст для {mentors:genitive}")
        verbose_name_plural = _("тексты для {mentors:genitive}")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "version"],
                name="principle_text_version_once",
                violation_error_message=_("Такая редакция уже есть: обновите страницу."),
            )
        ]
        permissions = [
            ("read_principles", "May read the mentors' texts and mark that one has"),
        ]

    def __str__(self) -> str:
        return self.title


class AcquaintanceQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> AcquaintanceQuerySet:
        rows = self.filter(school_id=scope.school_id)
        return rows if scope.has(*SELECTORS) else rows.filter(person__user_id=scope.user_id)


class Acquaintance(Scoped):
    """Somebody has read a version of a text: said so here, or signed a sheet of paper."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="acquaintances")
    text = models.ForeignKey(PrincipleText, models.RESTRICT, related_name="acquaintances")
    way = models.CharField(_("как"), max_length=10, choices=AcquaintedBy.choices)
    read_on = models.DateField(_("дата"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = models.Manager.from_queryset(AcquaintanceQuerySet)()

    class Meta:
        verbose_name = _("ознакомление")
        verbose_name_plural = _("ознакомления")
        ordering = ["-read_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "text"],
                name="acquaintance_once",
                violation_error_message=_("Это ознакомление уже записано."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.text}"
