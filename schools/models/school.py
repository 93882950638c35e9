"""The school as a tenant: who it is and who signs for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from core.expressions import DateSpan
from core.i18n import gettext_lazy as _
from core.models import Scoped, TimeStamped
from core.russian.cases import Gender
from core.scoping import Scope, ScopedQuerySet
from schools.choices import OrganisationKind

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
    # Words that differ from the usual ones: {code: {"singular": […], "plural": […], "gender": "m"}}
    terms = models.JSONField(_("слова"), default=dict, blank=True)
    # What the change of words just made has said anew, in lines for people; kept nowhere.
    reworded: Sequence[str] = ()

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
