"""The labour side: on what papers an employee mentors another employee, and until when."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.choices import WHOLE_SCHOOL, Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import School

from ..choices import EndedBy, LabourBasis
from .people import Person


class LabourTermsQuerySet(ScopedQuerySet):
    """For those who keep the bases, within their limits; an employee sees their own."""

    def in_scope(self, scope: Scope) -> LabourTermsQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if scope.has(Role.CURATOR, *WHOLE_SCHOOL):
            return rows.filter(person__in=Person.objects.in_scope(scope).order_by())
        return rows.filter(person__user_id=scope.user_id)

    def ready(self) -> LabourTermsQuerySet:
        """With everything signed that has to be: what is part of the post needs no more."""
        in_post = Q(basis=LabourBasis.IN_POST)
        return self.filter(in_post | Q(consent_on__isnull=False, signed_on__isnull=False))

    def in_force_on(self, day: datetime.date) -> LabourTermsQuerySet:
        return self.ready().filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            Q(ended_on__isnull=True) | Q(ended_on__gte=day),
            starts_on__lte=day,
        )


class LabourTerms(Scoped):
    """Consent and additional agreement of one mentor for a period, or that it is in the post.

    `consent_text` are the paragraphs that were signed, `conditions` the points of the agreement, a
    line each; both begin with what the act says and are the school's to change. `ended_on` is the
    last day where it was given up early.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="labour_terms")
    basis = models.CharField(
        _("на каком основании"),
        max_length=10,
        choices=LabourBasis.choices,
        default=LabourBasis.AGREEMENT,
    )
    starts_on = models.DateField(_("с какого дня"))
    ends_on = models.DateField(_("по какой день"), null=True, blank=True)
    consent_on = models.DateField(_("дата согласия"), null=True, blank=True)
    consent_text = models.JSONField(_("текст согласия"), default=list, blank=True)
    consent_version = models.CharField(_("редакция текста"), max_length=50, blank=True)
    contract = models.CharField(
        _("трудовой договор"),
        max_length=200,
        blank=True,
        help_text=_("Дата и номер: «от 01.09.2020 № 15»."),
    )
    number = models.CharField(_("номер соглашения"), max_length=50, blank=True)
    signed_on = models.DateField(_("дата соглашения"), null=True, blank=True)
    content = models.TextField(_("содержание работы"), blank=True)
    work_form = models.CharField(_("форма выполнения работы"), max_length=300, blank=True)
    payment = models.TextField(_("размер и условия оплаты"), blank=True)
    ground = models.CharField(_("основание"), max_length=300, blank=True)
    conditions = models.TextField(
        _("остальные условия"), blank=True, help_text=_("Каждое с новой строки.")
    )
    note = models.CharField(
        _("где это записано"),
        max_length=300,
        blank=True,
        help_text=_("Для того, что входит в должность: «должностная инструкция, п. 2.5»."),
    )
    scan_name = models.CharField(_("скан"), max_length=200, blank=True)
    ended_by = models.CharField(
        _("кто прекратил"), max_length=10, choices=EndedBy.choices, blank=True
    )
    notice_on = models.DateField(_("день предупреждения"), null=True, blank=True)
    ended_on = models.DateField(_("последний день"), null=True, blank=True)

    objects = models.Manager.from_queryset(LabourTermsQuerySet)()

    class Meta:
        verbose_name = _("трудовые документы {mentor:genitive}")
        verbose_name_plural = _("трудовые документы {mentors:genitive}")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="labour_dates_in_order",
                violation_error_message=_("Последний день раньше первого."),
            ),
            models.CheckConstraint(
                condition=Q(basis="in_post") | Q(ends_on__isnull=False),
                name="labour_agreement_has_a_term",
                violation_error_message=_("У соглашения есть срок: укажите последний день."),
            ),
            models.CheckConstraint(
                condition=Q(basis="agreement") | ~Q(note=""),
                name="labour_in_post_says_where",
                violation_error_message=_("Укажите, где записано, что это входит в должность."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="labour_ends_after_begin",
                violation_error_message=_("Прекратить раньше первого дня нельзя."),
            ),
        ]
        permissions = [("keep_labour", "May make the labour papers of mentors")]

    def __str__(self) -> str:
        return str(self.get_basis_display())

    def get_absolute_url(self) -> str:
        return reverse("registry:person_labour", args=[self.person_id])

    @property
    def last_day(self) -> datetime.date | None:
        """The day after which it no longer holds; None is endless."""
        return min((day for day in (self.ends_on, self.ended_on) if day), default=None)

    @property
    def is_ready(self) -> bool:
        """The same as `ready` of the rows."""
        return self.basis == LabourBasis.IN_POST or bool(self.consent_on and self.signed_on)

    def is_in_force_on(self, day: datetime.date) -> bool:
        last = self.last_day
        return self.is_ready and self.starts_on <= day and (last is None or day <= last)
