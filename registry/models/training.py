"""Training of mentors: a course with its sessions, who attended, certificates."""

from __future__ import annotations

from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import Programme, School

from ..choices import Attendance, CourseState
from .applications import SELECTORS
from .people import Person


class CourseQuerySet(ScopedQuerySet):
    """Those who run the programme see all courses; everybody else those they attend."""

    def in_scope(self, scope: Scope) -> CourseQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if scope.has(*SELECTORS):
            return rows
        own = TrainingListener.objects.filter(person__user_id=scope.user_id)
        return rows.filter(pk__in=own.values("course_id"))


class ListenerQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> ListenerQuerySet:
        rows = self.filter(school_id=scope.school_id)
        return rows if scope.has(*SELECTORS) else rows.filter(person__user_id=scope.user_id)


class SessionQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> SessionQuerySet:
        courses = TrainingCourse.objects.in_scope(scope).order_by()
        return self.filter(school_id=scope.school_id, course__in=courses)


@pghistory.track(level=pghistory.Statement)
class TrainingCourse(Scoped):
    """A programme of training with its schedule, as an order approves it."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("название"), max_length=300)
    purpose = models.TextField(_("чему учит"), blank=True)
    materials = models.TextField(_("материалы"), blank=True)
    basis = models.CharField(_("чем утверждено"), max_length=300, blank=True)
    state = models.CharField(
        _("состояние"), max_length=10, choices=CourseState.choices, default=CourseState.PLANNED
    )

    objects = models.Manager.from_queryset(CourseQuerySet)()

    class Meta:
        verbose_name = _("обучение {mentors:genitive}")
        verbose_name_plural = _("обучение {mentors:genitive}")
        ordering = ["-pk"]
        permissions = [
            ("run_training", "May plan training, mark attendance, give certificates"),
            ("view_training", "May see the courses that one attends"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("registry:course_detail", args=[self.pk])


class TrainingSession(Scoped):
    """One line of the schedule."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    course = models.ForeignKey(TrainingCourse, models.CASCADE, related_name="sessions")
    held_on = models.DateField(_("дата"))
    starts_at = models.TimeField(_("начало"), null=True, blank=True)
    topic = models.CharField(_("тема"), max_length=500)
    hours = models.DecimalField(
        _("часов"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(100))],
    )
    teacher = models.CharField(_("кто ведёт"), max_length=300, blank=True)
    place = models.CharField(_("место"), max_length=300, blank=True)
    materials = models.CharField(_("материалы"), max_length=500, blank=True)

    objects = models.Manager.from_queryset(SessionQuerySet)()

    class Meta:
        verbose_name = _("занятие")
        verbose_name_plural = _("занятия")
        ordering = ["held_on", F("starts_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=100),
                name="training_session_hours_make_sense",
                violation_error_message=_("Часов в занятии – от 0,5 до 100."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%d.%m.%Y}: {self.topic}"


@pghistory.track(level=pghistory.Statement)
class TrainingListener(Scoped):
    """Somebody who attends a course; the certificate once it is given."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    course = models.ForeignKey(TrainingCourse, models.CASCADE, related_name="listeners")
    person = models.ForeignKey(Person, models.CASCADE, related_name="trainings")
    certificate_number = models.CharField(_("номер удостоверения"), max_length=50, blank=True)
    certificate_on = models.DateField(_("дата удостоверения"), null=True, blank=True)

    objects = models.Manager.from_queryset(ListenerQuerySet)()

    class Meta:
        verbose_name = _("слушатель")
        verbose_name_plural = _("слушатели")
        ordering = ["person__search_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="listener_once_in_a_course"),
            models.UniqueConstraint(
                fields=["school", "certificate_number"],
                condition=~Q(certificate_number=""),
                name="certificate_number_once",
                violation_error_message=_("Удостоверение с таким номером уже есть."),
            ),
            models.CheckConstraint(
                condition=Q(certificate_number="", certificate_on__isnull=True)
                | (~Q(certificate_number="") & Q(certificate_on__isnull=False)),
                name="certificate_has_number_and_date",
                violation_error_message=_("У удостоверения должны быть и номер, и дата."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"


class SessionAttendance(models.Model):
    """Whether a listener was there."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="marks")
    listener = models.ForeignKey(TrainingListener, models.CASCADE, related_name="marks")
    mark = models.CharField(_("отметка"), max_length=10, choices=Attendance.choices)

    class Meta:
        verbose_name = _("отметка о занятии")
        verbose_name_plural = _("отметки о занятиях")
        constraints = [
            models.UniqueConstraint(fields=["session", "listener"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return self.get_mark_display()
