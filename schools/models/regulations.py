"""The local acts of a school with their rules as data; its forms and directions."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.i18n import gettext_lazy as _
from core.models import Scoped
from schools.choices import ActKind, ParticipantKind

from .school import InSchoolManager, School


@pghistory.track()
class Regulation(Scoped):
    """A local act on mentoring, one version of it, with its rules as data.

    `rules` maps a key of `schools.rules.RULES` to `{"value": …, "clause": "1.4", "note": ""}`.
    A missing key is a rule that the act does not set, so it is not enforced. `texts` holds what
    the act prescribes to print: order kinds, surveys, words for the plan and the feedback.
    `forms` are those that the act covers; none means all. `stamps` is a list of
    `{"kind": "ПРИНЯТО", "body": …, "act": "протокол", "number": "", "date": ""}`, any part of which
    may be blank and is then a line to fill by hand. `body` is the act's own text, if the school
    keeps it here. What began under a version stays under it.
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
    body = models.TextField(_("текст акта"), blank=True)
    forms: models.ManyToManyField[MentoringForm, models.Model] = models.ManyToManyField(
        "MentoringForm", verbose_name=_("какие формы охватывает"), blank=True, related_name="+"
    )

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
        _("кто {mentor}"), max_length=20, choices=ParticipantKind.choices
    )
    mentee_kind = models.CharField(
        _("кто {mentee}"), max_length=20, choices=ParticipantKind.choices
    )
    role_models = models.JSONField(_("ролевые модели"), default=list, blank=True)
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
