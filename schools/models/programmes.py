"""Programmes, each a cycle under one version of a regulation, and what they aim at."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.i18n import gettext_lazy as _
from core.models import Scoped
from schools.choices import ProgrammeState, TargetGroup

from .regulations import Direction, MentoringForm, Regulation
from .school import InSchoolManager, School


@pghistory.track()
class Programme(Scoped):
    """One cycle of mentoring, a school year as a rule, under one version of the regulation."""

    school = models.ForeignKey(School, models.CASCADE, related_name="programmes")
    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="programmes")
    title = models.CharField(_("название"), max_length=300)
    starts_on = models.DateField(_("начало"))
    ends_on = models.DateField(_("окончание"))
    state = models.CharField(
        _("состояние"),
        max_length=10,
        choices=ProgrammeState.choices,
        default=ProgrammeState.PLANNED,
    )
    reporting_documents = models.TextField(
        _("отчётные документы"), blank=True, help_text=_("Каждый с новой строки.")
    )
    # None chosen means all that the school uses.
    forms = models.ManyToManyField(
        MentoringForm, verbose_name=_("формы"), blank=True, related_name="programmes"
    )
    directions = models.ManyToManyField(
        Direction, verbose_name=_("направления"), blank=True, related_name="programmes"
    )
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("продолжает программу"),
    )
    closed_on = models.DateField(_("завершена"), null=True, blank=True)

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("программа наставничества")
        verbose_name_plural = _("программы наставничества")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="programme_dates_in_order",
                violation_error_message=_("Окончание программы раньше начала."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("schools:programme_detail", args=[self.pk])


@pghistory.track()
class Target(Scoped):
    """The share of a group that has to take part by the end of a year, in per cent."""

    school = models.ForeignKey(School, models.CASCADE, related_name="targets")
    group = models.CharField(_("кто"), max_length=20, choices=TargetGroup.choices)
    year = models.PositiveSmallIntegerField(_("год"))
    percent = models.PositiveSmallIntegerField(_("не меньше, %"))

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("целевое значение")
        verbose_name_plural = _("целевые значения")
        ordering = ["group", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "group", "year"],
                name="target_once_for_group_and_year",
                violation_error_message=_("Значение для этой группы на этот год уже есть."),
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=1) & Q(percent__lte=100),
                name="target_is_a_share",
                violation_error_message=_("Доля – от 1 до 100 процентов."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}, {self.year}: {self.percent} %"
