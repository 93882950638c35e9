"""Individual plans, their activities, meetings, and the mentor's feedback."""

from __future__ import annotations

import datetime

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from documents.models import Document
from pairing.models import Pair, PairMember
from schools.models import MentoringForm, Regulation, School

from .choices import FeedbackState, FinalForm, PlanState


class OfMemberQuerySet(ScopedQuerySet):
    """Rows about one mentee of a pair: seen by those who see the pair's member."""

    def in_scope(self, scope: Scope) -> OfMemberQuerySet:
        return self.filter(
            school_id=scope.school_id, member__in=PairMember.objects.in_scope(scope).order_by()
        )


OfMemberManager = models.Manager.from_queryset(OfMemberQuerySet)


@pghistory.track()
class Plan(Scoped):
    """The individual plan of one mentee (S0, annex 1), under the regulation it began under.

    Approved, its text stands: only the marks of activities go on. `document` is the snapshot.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="plans")
    member = models.OneToOneField(PairMember, models.PROTECT, related_name="plan")
    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="+")
    state = models.CharField(
        _("состояние"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT
    )
    starts_on = models.DateField(_("начало"))
    ends_on = models.DateField(_("окончание"))
    # Texts of the sections of the regulation's `plan.sections`, by code.
    sections = models.JSONField(_("разделы"), default=dict, blank=True)
    remark = models.TextField(_("замечание"), blank=True)
    submitted_at = models.DateTimeField(_("передан на утверждение"), null=True, blank=True)
    approved_at = models.DateTimeField(_("утверждён"), null=True, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="plan"
    )

    objects = OfMemberManager()

    class Meta:
        verbose_name = _("индивидуальный план")
        verbose_name_plural = _("индивидуальные планы")
        ordering = ["member__mentee__person__search_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="plan_dates_in_order",
                violation_error_message=_("Окончание плана раньше начала."),
            ),
        ]
        indexes = [models.Index(fields=["school", "state"], name="plan_state")]
        permissions = [
            ("write_plan", "May fill the plans of own pairs and mark activities"),
            ("approve_plan", "May approve and return plans"),
        ]

    def __str__(self) -> str:
        return f"{self.member}"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan_detail", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.state in (PlanState.DRAFT, PlanState.RETURNED)


class Activity(models.Model):
    """A line of the plan: what, when, who answers, the mark."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="activities")
    number = models.PositiveSmallIntegerField(_("№ п/п"))
    title = models.TextField(_("мероприятие"))
    period = models.CharField(_("срок"), max_length=200, blank=True)
    due_on = models.DateField(_("выполнить до"), null=True, blank=True)
    responsible = models.CharField(_("ответственный"), max_length=200, blank=True)
    done_on = models.DateField(_("выполнено"), null=True, blank=True)
    note = models.CharField(_("отметка"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("мероприятие")
        verbose_name_plural = _("мероприятия")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="activity_number_once_in_plan",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: datetime.date) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < today


class MeetingQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> MeetingQuerySet:
        return self.filter(
            school_id=scope.school_id, pair__in=Pair.objects.in_scope(scope).order_by()
        )


class Meeting(Scoped):
    """A meeting of a pair, as the mentor notes it. No grades."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, models.CASCADE, related_name="meetings")
    # A code of the regulation's `meetings.types` and its words of that day; blank where none.
    kind = models.CharField(_("вид встречи"), max_length=50, blank=True)
    title = models.CharField(_("какая встреча"), max_length=300, blank=True)
    held_on = models.DateField(_("дата"))
    note = models.TextField(_("о чём говорили"), blank=True)

    objects = models.Manager.from_queryset(MeetingQuerySet)()

    class Meta:
        verbose_name = _("встреча")
        verbose_name_plural = _("встречи")
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title or str(self._meta.verbose_name)


@pghistory.track()
class Feedback(Scoped):
    """The mentor's final document, one per mentee: feedback (отзыв) or report (отчёт).

    Its sections are those that the regulation names; see `plans.finals`.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="feedbacks")
    member = models.OneToOneField(PairMember, models.PROTECT, related_name="feedback")
    state = models.CharField(
        _("состояние"), max_length=10, choices=FeedbackState.choices, default=FeedbackState.DRAFT
    )
    form = models.CharField(
        _("вид документа"), max_length=10, choices=FinalForm.choices, default=FinalForm.FEEDBACK
    )
    due_on = models.DateField(_("представить не позднее"), null=True, blank=True)
    # Texts of the sections of the regulation's `final.sections`, by code.
    texts = models.JSONField(_("разделы"), default=dict, blank=True)
    submitted_on = models.DateField(_("передан"), null=True, blank=True)
    read_on = models.DateField(_("с ним ознакомлены"), null=True, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="feedback"
    )

    objects = OfMemberManager()

    class Meta:
        verbose_name = _("итоговый документ")
        verbose_name_plural = _("итоговые документы")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["school", "state", "due_on"], name="feedback_due")]
        permissions = [
            ("write_feedback", "May write the feedback on own mentees"),
            ("read_feedback", "May read feedback; the curator marks it as read"),
        ]

    def __str__(self) -> str:
        return f"{self.member}"

    def get_absolute_url(self) -> str:
        return reverse("plans:feedback_detail", args=[self.pk])


class TypicalPlanQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> TypicalPlanQuerySet:
        return self.filter(school_id=scope.school_id)


class TypicalPlan(Scoped):
    """A typical plan of a form (S3, 4.1): the lines that a new individual plan begins with.

    `lines` is a list of `{"title": …, "period": …, "responsible": …}`.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="typical_plans")
    form = models.ForeignKey(
        MentoringForm, models.CASCADE, related_name="typical_plans", verbose_name=_("форма")
    )
    title = models.CharField(_("название"), max_length=200)
    lines = models.JSONField(_("мероприятия"), default=list)
    is_active = models.BooleanField(_("используется"), default=True)

    objects = models.Manager.from_queryset(TypicalPlanQuerySet)()

    class Meta:
        verbose_name = _("типовой план")
        verbose_name_plural = _("типовые планы")
        ordering = ["form", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["form"],
                condition=Q(is_active=True),
                name="typical_plan_once_for_form",
                violation_error_message=_("У этой формы уже есть действующий типовой план."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:typical_plan_update", args=[self.pk])
