"""Candidates for mentors: what they write, what is noted of them, how a body decides."""

from __future__ import annotations

import datetime
from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.choices import Role
from core.clock import today
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.choices import AppointedRole
from schools.models import MentoringForm, Programme, School

from ..choices import ApplicationState, ApplicationWay, CriterionLevel, MeetingState, Verdict
from .appointments import Appointment
from .people import Person

# Those who choose by their office, and the bodies that an order may ask to choose.
SELECTORS = (Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR)
BODIES = {
    AppointedRole.COMMISSION: (AppointedRole.COMMISSION_CHAIR, AppointedRole.COMMISSION),
    AppointedRole.WORKING_GROUP: (AppointedRole.WORKING_GROUP_HEAD, AppointedRole.WORKING_GROUP),
}


def selects(scope: Scope) -> bool:
    """Whether somebody takes part in choosing: by office, or appointed to a body that does."""
    if scope.has(*SELECTORS):
        return True
    roles = [role for body in BODIES.values() for role in body]
    rows = Appointment.objects.on(today()).filter(
        school_id=scope.school_id, person__user_id=scope.user_id, role__in=roles
    )
    return rows.exists()


class ApplicationQuerySet(ScopedQuerySet):
    """Those who choose see everybody's; anybody sees their own, a parent the child's."""

    def in_scope(self, scope: Scope) -> ApplicationQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if selects(scope):
            return rows
        own = Q(person__user_id=scope.user_id)
        return rows.filter(own | Q(person__guardianships__guardian__user_id=scope.user_id))

    def waiting(self) -> ApplicationQuerySet:
        """Those that a body may decide upon."""
        return self.filter(state__in=[ApplicationState.SUBMITTED, ApplicationState.REVIEWED])


class OfSelectorsQuerySet(ScopedQuerySet):
    """What is said of candidates behind their backs, and the meetings."""

    def in_scope(self, scope: Scope) -> OfSelectorsQuerySet:
        return self.filter(school_id=scope.school_id) if selects(scope) else self.none()


@pghistory.track(level=pghistory.Statement)
class MentorApplication(Scoped):
    """One candidate in one cycle: an own application, or a nomination by others.

    While it is only asked for, `token_hash` and `due_on` open it by a one-time link. `answers`
    are `[{"question": …, "answer": …}]`, the questions as they were asked. An application isn't a
    consent to data: that is a document of its own.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="applications", verbose_name=_("кандидат")
    )
    way = models.CharField(
        _("как выдвинут"),
        max_length=12,
        choices=ApplicationWay.choices,
        default=ApplicationWay.APPLICATION,
    )
    state = models.CharField(
        _("состояние"),
        max_length=10,
        choices=ApplicationState.choices,
        default=ApplicationState.INVITED,
    )
    year = models.CharField(_("учебный год"), max_length=20)
    form = models.ForeignKey(
        MentoringForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("форма наставничества"),
    )
    phone = models.CharField(_("телефон"), max_length=100, blank=True)
    email = models.EmailField(_("электронная почта"), blank=True)
    portfolio_sheets = models.PositiveSmallIntegerField(
        _("портфолио, листов"), null=True, blank=True
    )
    portfolio_name = models.CharField(_("файл портфолио"), max_length=200, blank=True)
    about = models.TextField(_("о себе"), blank=True)
    answers = models.JSONField(_("анкета"), default=list, blank=True)
    has_read_act = models.BooleanField(_("с положением ознакомлен"), default=False)
    applied_on = models.DateField(_("дата заявления"), null=True, blank=True)
    nominated_by = models.CharField(_("кто выдвигает"), max_length=300, blank=True)
    candidate_agreed_on = models.DateField(_("кандидат согласен"), null=True, blank=True)
    curator_agreed_on = models.DateField(_("{curator} согласен"), null=True, blank=True)
    decided_on = models.DateField(_("дата решения"), null=True, blank=True)
    decision_basis = models.CharField(_("основание решения"), max_length=300, blank=True)
    decision_note = models.CharField(_("пояснение к решению"), max_length=500, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    due_on = models.DateField(_("заполнить до"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = models.Manager.from_queryset(ApplicationQuerySet)()

    class Meta:
        verbose_name = _("заявление кандидата")
        verbose_name_plural = _("заявления кандидатов")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=~Q(state__in=[ApplicationState.WITHDRAWN, ApplicationState.DECLINED]),
                name="application_one_live_a_year",
                violation_error_message=_("Заявление этого человека на этот год уже есть."),
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.INVITED) | Q(applied_on__isnull=False),
                name="application_submitted_has_a_date",
                violation_error_message=_("Укажите дату заявления."),
            ),
            models.CheckConstraint(
                condition=~Q(way=ApplicationWay.NOMINATION) | ~Q(nominated_by=""),
                name="application_nomination_names_who",
                violation_error_message=_("Укажите, кто выдвигает кандидата."),
            ),
        ]
        indexes = [
            models.Index(fields=["school", "state"], name="application_state"),
            models.Index(
                fields=["token_hash"], condition=~Q(token_hash=""), name="application_token"
            ),
        ]
        permissions = [
            ("view_application", "May open applications: one's own, or all where one chooses"),
            ("select_mentors", "May see candidates, note interviews, give marks"),
            ("run_selection", "May enter applications, hold meetings, write down decisions"),
            ("apply_as_mentor", "May apply to become a mentor"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("registry:application_detail", args=[self.pk])

    @property
    def is_nomination(self) -> bool:
        return self.way == ApplicationWay.NOMINATION

    @property
    def is_open(self) -> bool:
        """What was written may still be changed."""
        return self.state in (
            ApplicationState.INVITED,
            ApplicationState.SUBMITTED,
            ApplicationState.REVIEWED,
        )

    @property
    def is_agreed(self) -> bool:
        """Both lines of the approval sheet of a nomination are filled."""
        return self.candidate_agreed_on is not None and self.curator_agreed_on is not None

    def is_link_open_on(self, day: datetime.date) -> bool:
        is_asked = self.state == ApplicationState.INVITED and bool(self.token_hash)
        return is_asked and self.due_on is not None and self.due_on >= day


class PortfolioFile(models.Model):
    """What a candidate attached; handed over only beside the application."""

    application = models.OneToOneField(MentorApplication, models.CASCADE, related_name="portfolio")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("файл портфолио")
        verbose_name_plural = _("файлы портфолио")

    def __str__(self) -> str:
        return self.application.portfolio_name


class InterviewNote(Scoped):
    """What was heard from a candidate; the candidate doesn't see it."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    application = models.ForeignKey(MentorApplication, models.CASCADE, related_name="notes")
    held_on = models.DateField(_("дата беседы"))
    held_by = models.CharField(_("кто беседовал"), max_length=300)
    text = models.TextField(_("заметки"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = models.Manager.from_queryset(OfSelectorsQuerySet)()

    class Meta:
        verbose_name = _("заметки беседы")
        verbose_name_plural = _("заметки бесед")
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.application}: {self.held_on:%d.%m.%Y}"


class CriterionMark(Scoped):
    """How far a candidate meets one criterion, as one of those who choose sees it."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    application = models.ForeignKey(MentorApplication, models.CASCADE, related_name="marks")
    criterion = models.CharField(_("критерий"), max_length=300)
    level = models.CharField(_("отметка"), max_length=10, choices=CriterionLevel.choices)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    objects = models.Manager.from_queryset(OfSelectorsQuerySet)()

    class Meta:
        verbose_name = _("отметка по критерию")
        verbose_name_plural = _("отметки по критериям")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion", "marked_by"], name="mark_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_level_display()}"


class SelectionMeeting(Scoped):
    """A meeting that decides on candidates; its protocol. Closed, it isn't changed."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    body = models.CharField(_("кто решает"), max_length=20, choices=AppointedRole.choices)
    number = models.CharField(_("номер протокола"), max_length=30)
    held_on = models.DateField(_("дата"))
    present: models.ManyToManyField[Person, models.Model] = models.ManyToManyField(
        Person, related_name="+", verbose_name=_("присутствовали")
    )
    secretary = models.CharField(_("секретарь"), max_length=200, blank=True)
    heard = models.TextField(_("о чём говорили"), blank=True)
    state = models.CharField(
        _("состояние"), max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT
    )

    objects = models.Manager.from_queryset(OfSelectorsQuerySet)()

    class Meta:
        verbose_name = _("заседание")
        verbose_name_plural = _("заседания")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "body", "number", "held_on"],
                name="selection_meeting_once",
                violation_error_message=_("Протокол с этим номером и датой уже есть."),
            )
        ]

    def __str__(self) -> str:
        return str(_("Протокол № %(number)s от %(day)s")) % {
            "number": self.number,
            "day": f"{self.held_on:%d.%m.%Y}",
        }

    def get_absolute_url(self) -> str:
        return reverse("registry:meeting_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == MeetingState.DRAFT


class MeetingVerdict(models.Model):
    """What a meeting said of one candidate, with the votes where they were counted."""

    meeting = models.ForeignKey(SelectionMeeting, models.CASCADE, related_name="verdicts")
    application = models.ForeignKey(MentorApplication, models.CASCADE, related_name="verdicts")
    verdict = models.CharField(_("решение"), max_length=10, choices=Verdict.choices)
    votes_for = models.PositiveSmallIntegerField(_("за"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("против"), null=True, blank=True)
    votes_none = models.PositiveSmallIntegerField(_("воздержались"), null=True, blank=True)
    note = models.CharField(_("пояснение"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("решение о кандидате")
        verbose_name_plural = _("решения о кандидатах")
        ordering = ["application__person__search_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "application"], name="verdict_once_in_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()

    @property
    def votes(self) -> list[Any]:
        return [self.votes_for, self.votes_against, self.votes_none]

    @property
    def has_votes(self) -> bool:
        return any(votes is not None for votes in self.votes)
