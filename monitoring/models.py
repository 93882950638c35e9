"""Surveys and answers, SWOT, the before/after table. Never writes into other apps."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.choices import WHOLE_SCHOOL, Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from pairing.models import PairMember
from registry.models import Person
from schools.models import InSchoolManager, MentoringForm, Programme, School

from .choices import HeadcountGroup, QuestionKind, Side, SurveyStage


class Survey(Scoped):
    """The questionnaire of one form, side and stage; its questions are data."""

    school = models.ForeignKey(School, models.CASCADE, related_name="surveys")
    form = models.ForeignKey(MentoringForm, models.PROTECT, related_name="surveys")
    side = models.CharField(_("кто отвечает"), max_length=10, choices=Side.choices)
    stage = models.CharField(_("когда"), max_length=10, choices=SurveyStage.choices)
    title = models.CharField(_("название"), max_length=200)
    intro = models.TextField(_("вступление"), blank=True)

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("анкета")
        verbose_name_plural = _("анкеты")
        ordering = ["form", "stage", "side"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "form", "side", "stage"],
                name="survey_one_per_form_side_stage",
                violation_error_message=_("Такая анкета уже есть."),
            ),
        ]
        permissions = [
            ("manage_surveys", "May change questionnaires and send them"),
            ("answer_survey", "May answer a questionnaire sent to oneself"),
            ("view_answers", "May read answers with names"),
            ("view_figures", "May see figures and charts without names"),
            ("edit_measurements", "May fill the before/after table"),
            ("edit_swot", "May fill the SWOT"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("monitoring:survey_detail", args=[self.pk])


class Question(models.Model):
    """A question. One that depends on a yes/no question is asked after a «yes» only.

    The same `code` in the questionnaires of both stages marks the answers that are compared.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(_("номер"))
    code = models.SlugField(max_length=50, blank=True)
    text = models.CharField(_("вопрос"), max_length=500)
    kind = models.CharField(_("вид"), max_length=10, choices=QuestionKind.choices)
    options = models.JSONField(_("варианты"), default=list, blank=True)
    depends_on = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="dependants"
    )
    is_required = models.BooleanField(_("обязательный"), default=True)

    class Meta:
        verbose_name = _("вопрос")
        verbose_name_plural = _("вопросы")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"],
                name="question_number_once_in_survey",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["survey", "code"],
                condition=~Q(code=""),
                name="question_code_once_in_survey",
                violation_error_message=_("С этим вопросом уже сравнивают другой."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class SurveyRequestQuerySet(ScopedQuerySet):
    """Answers with names are the curator's; a respondent sees only what was sent to them."""

    def in_scope(self, scope: Scope) -> SurveyRequestQuerySet:
        rows = self.filter(school_id=scope.school_id)
        own = Q(person__user_id=scope.user_id)
        if scope.has(Role.PARENT):
            own |= Q(person__guardianships__guardian__user_id=scope.user_id)
        if scope.has(Role.CURATOR, Role.COORDINATOR):
            own |= Q(member__in=PairMember.objects.in_scope(scope).order_by())
        return rows.filter(pk__in=self.model._base_manager.filter(own).values("pk"))


class SurveyRequest(Scoped):
    """A questionnaire sent to one person about one pair; answered once.

    `token_hash` is the hash of the one-time link; the link itself is kept nowhere. The ends of the
    scale are those of the day when it was sent; empty where nothing is answered by a scale.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="requests")
    member = models.ForeignKey(PairMember, models.CASCADE, related_name="survey_requests")
    person = models.ForeignKey(Person, models.CASCADE, related_name="survey_requests")
    due_on = models.DateField(_("ответить до"))
    scale_from = models.PositiveSmallIntegerField(null=True)
    scale_to = models.PositiveSmallIntegerField(null=True)
    token_hash = models.CharField(max_length=64, unique=True)
    mailed_at = models.DateTimeField(_("письмо отправлено"), null=True, blank=True)
    answered_at = models.DateTimeField(_("ответ получен"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = models.Manager.from_queryset(SurveyRequestQuerySet)()

    class Meta:
        verbose_name = _("отправленная анкета")
        verbose_name_plural = _("отправленные анкеты")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "member", "person"], name="survey_request_once"
            ),
            models.CheckConstraint(
                condition=Q(scale_from__isnull=True, scale_to__isnull=True)
                | Q(scale_from__isnull=False, scale_to__gt=F("scale_from")),
                name="survey_request_scale_in_order",
            ),
        ]
        indexes = [models.Index(fields=["school", "due_on"], name="survey_request_due")]

    def __str__(self) -> str:
        return f"{self.survey}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:survey_answer", args=[self.pk])

    @property
    def scale(self) -> tuple[int, int]:
        """The least and the greatest mark, both of them marks; none at all where there are none."""
        return self.scale_from or 0, self.scale_to or 0

    @property
    def partner(self) -> Person:
        """The other side of the pair: whom the answers are about."""
        if self.survey.side == Side.MENTOR:
            return self.member.mentee.person
        return self.member.pair.mentor.person


class Answer(models.Model):
    """An answer to one question: a number for scales and yes/no (1, 0), text for the rest."""

    request = models.ForeignKey(SurveyRequest, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("ответ")
        verbose_name_plural = _("ответы")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "question"], name="answer_once_per_question"
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.number)


@pghistory.track()
class Swot(Scoped):
    """The 2×2 of one form in one programme (S3, 4.16, table 1), or of the programme as a whole."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="swots")
    # Empty where the regulation wants one for the whole school.
    form = models.ForeignKey(
        MentoringForm, models.PROTECT, null=True, blank=True, related_name="swots"
    )
    strengths = models.TextField(_("сильные стороны"), blank=True)
    weaknesses = models.TextField(_("слабые стороны"), blank=True)
    opportunities = models.TextField(_("возможности"), blank=True)
    threats = models.TextField(_("угрозы"), blank=True)

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("SWOT-анализ")
        verbose_name_plural = _("SWOT-анализ")
        ordering = ["form"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "form"], name="swot_one_per_form", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return str(self.form or self.programme)


@pghistory.track()
class Measurement(Scoped):
    """A row of the before/after table (S3, annex 12): x before, y after.

    `number` is the row of the form, 1 to 12; a growth is good unless `fewer_is_better`.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="measurements")
    number = models.PositiveSmallIntegerField(_("№ п/п"))
    title = models.CharField(_("показатель"), max_length=300)
    before = models.DecimalField(
        _("до реализации программы, x"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    after = models.DecimalField(
        _("после реализации программы, y"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    fewer_is_better = models.BooleanField(_("меньше — лучше"), default=False)
    is_percent = models.BooleanField(_("в процентах"), default=False)

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("показатель до и после")
        verbose_name_plural = _("показатели до и после")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="measurement_row_once"),
            models.CheckConstraint(
                condition=(Q(before__isnull=True) | Q(before__gte=0))
                & (Q(after__isnull=True) | Q(after__gte=0)),
                name="measurement_not_negative",
                violation_error_message=_("Число не может быть меньше нуля."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Headcount(Scoped):
    """How many there are in all of a group, typed by hand: what shares and indicators divide by."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="headcounts")
    group = models.CharField(_("кто"), max_length=20, choices=HeadcountGroup.choices)
    number = models.PositiveIntegerField(_("сколько"))

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("численность")
        verbose_name_plural = _("численность")
        ordering = ["group"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "group"], name="headcount_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.number}"


class RoundQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> RoundQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if scope.has(Role.CURATOR, *WHOLE_SCHOOL):
            return rows
        return rows.filter(author_id=scope.user_id)


@pghistory.track()
class Round(Scoped):
    """What somebody found at one point of the monitoring, in words and without grades (S4, 6.5).

    `point` is a code of the regulation's `monitoring.points`, `title` its words of that day.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="rounds")
    point = models.CharField(max_length=50)
    title = models.CharField(_("этап мониторинга"), max_length=300)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("кто провёл"), related_name="+"
    )
    held_on = models.DateField(_("проведён"))
    findings = models.TextField(_("что увидели"))
    advice = models.TextField(_("что предлагаем"), blank=True)

    objects = models.Manager.from_queryset(RoundQuerySet)()

    class Meta:
        verbose_name = _("мониторинг")
        verbose_name_plural = _("мониторинг")
        ordering = ["-held_on", "-pk"]
        permissions = [("hold_monitoring", "May hold the monitoring, if the regulation says so")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "point", "author"], name="round_once_for_author"
            ),
        ]

    def __str__(self) -> str:
        return self.title
