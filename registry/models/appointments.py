"""Who is what by an order of the director: coordinator, curator, groups, commission."""

from __future__ import annotations

import datetime

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.choices import WHOLE_SCHOOL, Role
from core.expressions import DateSpan
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from documents.models import Document
from schools.choices import AppointedRole
from schools.models import Direction, MentoringForm, Programme, School

from .people import Person


class AppointmentQuerySet(ScopedQuerySet):
    """The staff sees who answers for what; everybody else their own."""

    def in_scope(self, scope: Scope) -> AppointmentQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if scope.has(*WHOLE_SCHOOL, Role.CURATOR, Role.PSYCHOLOGIST):
            return rows
        return rows.filter(person__user_id=scope.user_id)

    def on(self, day: datetime.date) -> AppointmentQuerySet:
        return self.from_day(day).filter(valid_from__lte=day)

    def from_day(self, day: datetime.date) -> AppointmentQuerySet:
        """Those that are in force on the day or some day after it."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


@pghistory.track(level=pghistory.Statement)
class Appointment(Scoped):
    """A person in a role from a day to a day, both inside; a curator for a part or for all.

    `basis` is the order in words, also where the order is older than the system and there is no
    `document`. `opens_access`: whoever made it could give the role of sign-in that goes with it.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="appointments")
    programme = models.ForeignKey(
        Programme,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("программа"),
    )
    role = models.CharField(_("роль"), max_length=20, choices=AppointedRole.choices)
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="appointments", verbose_name=_("кто")
    )
    direction = models.ForeignKey(
        Direction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("направление"),
    )
    form = models.ForeignKey(
        MentoringForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("форма"),
    )
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("приказ")
    )
    basis = models.CharField(_("основание"), max_length=300)
    valid_from = models.DateField(_("с"))
    valid_to = models.DateField(_("по"), null=True, blank=True)
    opens_access = models.BooleanField(_("даёт роль для входа"), default=False)
    ended_reason = models.CharField(_("почему завершено"), max_length=300, blank=True)

    objects = models.Manager.from_queryset(AppointmentQuerySet)()

    class Meta:
        verbose_name = _("назначение")
        verbose_name_plural = _("роли и назначения")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="appointment_dates_in_order",
                violation_error_message=_("Последний день раньше первого."),
            ),
            models.CheckConstraint(
                condition=Q(role=AppointedRole.CURATOR)
                | Q(direction__isnull=True, form__isnull=True),
                name="appointment_only_curator_has_a_part",
                violation_error_message=_(
                    "Направление и форма бывают только у {curator:genitive}."
                ),
            ),
            ExclusionConstraint(
                name="appointment_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("direction", Value(0)), RangeOperators.EQUAL),
                    (Coalesce("form", Value(0)), RangeOperators.EQUAL),
                    (DateSpan("valid_from", "valid_to", Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("В эти дни человек уже назначен на эту роль."),
            ),
        ]
        indexes = [models.Index(fields=["school", "role"], name="appointment_role")]
        permissions = [("manage_appointments", "May record appointments and end them")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('registry:appointment_list')}?role={self.role}"

    @property
    def title(self) -> str:
        """«куратор: Одарённые дети»."""
        role = self.get_role_display()
        return f"{role}: {self.part}" if self.part else role

    @property
    def part(self) -> str:
        """What a curator answers for, "" where it is everything."""
        return ", ".join(str(part) for part in (self.direction, self.form) if part)

    def is_on(self, day: datetime.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
