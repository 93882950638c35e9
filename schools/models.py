"""The school as a tenant: who it is, which regulation it lives by, its programmes."""

from __future__ import annotations

import datetime

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.expressions import DateSpan
from core.models import Scoped, TimeStamped
from core.russian.cases import Gender
from core.scoping import Scope, ScopedQuerySet

from .choices import ActKind, OrganisationKind, ParticipantKind, ProgrammeState

GENDERS = [(Gender.MALE.value, _("мужской")), (Gender.FEMALE.value, _("женский"))]


class SchoolQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> SchoolQuerySet:
        return self.filter(pk=scope.school_id)


class School(TimeStamped):
    """The organisation whose letterhead stands on the papers. Every other row belongs to one."""

    slug = models.SlugField(_("короткое имя в адресах"), unique=True)
    kind = models.CharField(
        _("вид организации"),
        max_length=20,
        choices=OrganisationKind.choices,
        default=OrganisationKind.SCHOOL,
    )
    name = models.CharField(_("полное наименование"), max_length=500)
    short_name = models.CharField(_("краткое наименование"), max_length=200)
    founder = models.CharField(_("вышестоящий орган"), max_length=300, blank=True)
    second_name = models.CharField(_("наименование на втором языке"), max_length=500, blank=True)
    city = models.CharField(_("место издания приказов"), max_length=100)
    address = models.CharField(_("адрес"), max_length=300, blank=True)
    phone = models.CharField(_("телефон"), max_length=100, blank=True)
    email = models.EmailField(_("электронная почта"), blank=True)
    website = models.URLField(_("сайт"), blank=True)
    six_day_week = models.BooleanField(_("шестидневная рабочая неделя"), default=False)
    is_demo = models.BooleanField(_("демонстрационная"), default=False)

    objects = models.Manager.from_queryset(SchoolQuerySet)()

    class Meta:
        verbose_name = _("школа")
        verbose_name_plural = _("школы")
        ordering = ["short_name"]
        permissions = [
            ("change_settings", "May change the school's data, regulation and programmes"),
        ]

    def __str__(self) -> str:
        return self.short_name


class InSchoolQuerySet(ScopedQuerySet):
    """Rows that everybody of the school may read: forms, directions, programmes, rules."""

    def in_scope(self, scope: Scope) -> InSchoolQuerySet:
        return self.filter(school_id=scope.school_id)


InSchoolManager = models.Manager.from_queryset(InSchoolQuerySet)


class Signatory(Scoped):
    """Who signs for the school on a date, with the words of the signature line."""

    school = models.ForeignKey(School, models.CASCADE, related_name="signatories")
    post = models.CharField(_("должность"), max_length=200)
    last_name = models.CharField(_("фамилия"), max_length=100)
    first_name = models.CharField(_("имя"), max_length=100)
    middle_name = models.CharField(_("отчество"), max_length=100, blank=True)
    gender = models.CharField(_("пол"), max_length=1, choices=GENDERS)
    is_acting = models.BooleanField(_("исполняет обязанности"), default=False)
    valid_from = models.DateField(_("подписывает с"))
    valid_to = models.DateField(_("по"), null=True, blank=True)

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("подписывающее лицо")
        verbose_name_plural = _("подписывающие лица")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="signatory_dates_in_order",
                violation_error_message=_("Последний день раньше первого."),
            ),
            ExclusionConstraint(
                name="signatory_one_at_a_time",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    (
                        DateSpan("valid_from", "valid_to", models.Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("В эти дни приказы уже подписывает другой человек."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.last_name}"


@pghistory.track()
class Regulation(Scoped):
    """A local act on mentoring, one version of it, with its rules as data.

    `rules` maps a key of `schools.rules.RULES` to `{"value": …, "clause": "1.4", "note": ""}`.
    A missing key is a rule that the act does not set, so it is not enforced. `texts` holds what
    the act prescribes to print: order kinds, surveys, words for the plan and the feedback.
    What began under a version stays under it.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="regulations")
    kind = models.CharField(_("вид акта"), max_length=20, choices=ActKind.choices)
    title = models.CharField(_("название"), max_length=300)
    version = models.PositiveSmallIntegerField(_("редакция"), default=1)
    preset = models.CharField(_("образец"), max_length=50, blank=True)
    valid_from = models.DateField(_("действует с"))
    valid_to = models.DateField(_("действует по"), null=True, blank=True)
    stamps = models.JSONField(_("грифы"), default=list, blank=True)
    rules = models.JSONField(_("правила"), default=dict, blank=True)
    texts = models.JSONField(_("тексты"), default=dict, blank=True)

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("положение")
        verbose_name_plural = _("положения")
        ordering = ["-valid_from", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "title", "version"],
                name="regulation_version_once",
                violation_error_message=_("Такая редакция уже есть."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="regulation_dates_in_order",
                violation_error_message=_("Последний день действия раньше первого."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("schools:regulation_detail", args=[self.pk])


class MentoringForm(Scoped):
    """A form «X – Y»: the mentor's side first. Labour rules hold where both sides are staff."""

    school = models.ForeignKey(School, models.CASCADE, related_name="forms")
    code = models.SlugField(_("код"), max_length=50)
    name = models.CharField(_("название"), max_length=100)
    mentor_kind = models.CharField(
        _("кто наставник"), max_length=20, choices=ParticipantKind.choices
    )
    mentee_kind = models.CharField(
        _("кто наставляемый"), max_length=20, choices=ParticipantKind.choices
    )
    is_active = models.BooleanField(_("используется"), default=True)

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("форма наставничества")
        verbose_name_plural = _("формы наставничества")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "code"], name="form_code_once_in_school"),
            models.UniqueConstraint(
                fields=["school", "name"],
                name="form_name_once_in_school",
                violation_error_message=_("Форма с таким названием уже есть."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Direction(Scoped):
    """A direction of mentoring; where the regulation says so, each has a curator of its own."""

    school = models.ForeignKey(School, models.CASCADE, related_name="directions")
    code = models.SlugField(_("код"), max_length=50)
    name = models.CharField(_("название"), max_length=200)
    is_sensitive = models.BooleanField(
        _("сведения особой категории"),
        default=False,
        help_text=_("Участие само по себе говорит о трудной ситуации; его видят не все роли."),
    )
    is_active = models.BooleanField(_("используется"), default=True)

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("направление наставничества")
        verbose_name_plural = _("направления наставничества")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "code"], name="direction_code_once_in_school"
            ),
        ]

    def __str__(self) -> str:
        return self.name


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


class Stage(models.Model):
    """A stage of the programme's year: the act's free words for the term, dates where known."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField(_("номер"))
    title = models.CharField(_("этап"), max_length=200)
    term_text = models.CharField(_("сроки"), max_length=200, blank=True)
    starts_on = models.DateField(_("с"), null=True, blank=True)
    ends_on = models.DateField(_("по"), null=True, blank=True)
    done_on = models.DateField(_("завершён"), null=True, blank=True)

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

    def is_late(self, today: datetime.date) -> bool:
        return self.done_on is None and self.ends_on is not None and self.ends_on < today
