"""Consents, each a document of its own, and the closed block of special categories."""

from __future__ import annotations

import datetime

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Least

from accounts.choices import Role
from core.expressions import DateSpan
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import InSchoolManager, School

from ..choices import ConsentKind, ConsentSigner, ConsentWay
from .history import tracked
from .people import Person

IS_ORAL = Case(When(way=ConsentWay.ORAL, then=Value(1)), default=Value(0))
# The cast tells PostgreSQL what two empty dates are.
END = Cast(Least("expires_on", "withdrawn_on"), models.DateField())


class ConsentWording(Scoped):
    """A text of a consent as people of this school have signed it; never changed.

    What is said today, `registry.texts` and the school's words make; once printed or signed, it is
    kept here. A text that differs by a letter is a version of its own.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    kind = models.CharField(_("на что"), max_length=20, choices=ConsentKind.choices)
    signer = models.CharField(_("кто подписал"), max_length=20, choices=ConsentSigner.choices)
    version = models.CharField(_("редакция текста"), max_length=50)
    title = models.CharField(_("название"), max_length=300)
    paragraphs = models.JSONField(_("текст"))
    sha256 = models.CharField(_("контрольная сумма"), max_length=64)

    objects = InSchoolManager()

    class Meta:
        verbose_name = _("текст согласия")
        verbose_name_plural = _("тексты согласий")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "signer", "version"], name="consent_wording_version_once"
            ),
            models.UniqueConstraint(
                fields=["school", "kind", "signer", "sha256"], name="consent_wording_once"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="consent_wording_is_signed",
                fields=["school", "kind", "signer", "version", "title", "paragraphs", "sha256"],
            )
        ]

    def __str__(self) -> str:
        return self.version


class ConsentQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> ConsentQuerySet:
        return self.filter(
            school_id=scope.school_id, person__in=Person.objects.in_scope(scope).order_by()
        )

    def in_force_on(self, day: datetime.date) -> ConsentQuerySet:
        return self.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day),
            Q(expires_on__isnull=True) | Q(expires_on__gte=day),
            given_on__lte=day,
        )


@tracked
class Consent(Scoped):
    """One consent of one kind, by one signer. A withdrawn one stays, with its date.

    Where one ends the next may begin; two of a kind and signer are never in force together.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    kind = models.CharField(_("на что"), max_length=20, choices=ConsentKind.choices)
    signer = models.CharField(_("кто подписал"), max_length=20, choices=ConsentSigner.choices)
    representative = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("{guardian}"),
    )
    way = models.CharField(
        _("как"), max_length=10, choices=ConsentWay.choices, default=ConsentWay.PAPER
    )
    text_version = models.CharField(_("редакция текста"), max_length=50, blank=True)
    wording = models.ForeignKey(
        ConsentWording,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("текст"),
    )
    signer_name = models.CharField(_("фамилия, имя, отчество"), max_length=310, blank=True)
    # Of an electronic one: when to the second, from which address, by which request.
    act = models.JSONField(default=dict, blank=True, editable=False)
    # The name of the file in `scan`; empty where none is attached.
    scan_name = models.CharField(_("скан листа"), max_length=200, blank=True)
    given_on = models.DateField(_("дата"))
    expires_on = models.DateField(_("действует до"), null=True, blank=True)
    withdrawn_on = models.DateField(_("отозвано"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = models.Manager.from_queryset(ConsentQuerySet)()

    class Meta:
        verbose_name = _("согласие")
        verbose_name_plural = _("согласия")
        ordering = ["-given_on", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="consent_one_in_force",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("signer", RangeOperators.EQUAL),
                    # What was only said may stand beside what was signed.
                    (IS_ORAL, RangeOperators.EQUAL),
                    (
                        DateSpan("given_on", END, Value("[)")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Такое согласие уже записано."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("given_on")),
                name="consent_expires_after_given",
                violation_error_message=_("Срок действия кончается раньше дня согласия."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
                violation_error_message=_("Отзыв раньше самого согласия."),
            ),
        ]
        permissions = [
            ("record_consent", "May record and withdraw consents"),
            ("sign_own_consent", "May give consents for oneself and one's children"),
            ("view_consent_scan", "May open the scans of signed consents"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def text_number(self) -> str:
        """«2» of «personal_data-2»: the code says nothing to people, the kind stands beside it."""
        return self.text_version.rpartition("-")[2]

    def is_in_force_on(self, day: datetime.date) -> bool:
        """The same as `in_force_on` of the rows."""
        ended = self.withdrawn_on is not None and self.withdrawn_on <= day
        expired = self.expires_on is not None and self.expires_on < day
        return self.given_on <= day and not ended and not expired


class ConsentScan(models.Model):
    """The signed sheet, kept in the database: it has an address and a passport on it."""

    consent = models.OneToOneField(Consent, models.CASCADE, related_name="scan")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("скан согласия")
        verbose_name_plural = _("сканы согласий")

    def __str__(self) -> str:
        return self.consent.scan_name


class SpecialNoteQuerySet(ScopedQuerySet):
    """Only the roles that the permission table names, and a curator within the limits."""

    def in_scope(self, scope: Scope) -> SpecialNoteQuerySet:
        if not scope.has(Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR, Role.PSYCHOLOGIST):
            return self.none()
        return self.filter(
            school_id=scope.school_id, person__in=Person.objects.in_scope(scope).order_by()
        )


class SpecialNote(Scoped):
    """Health, preventive record, hard situation: kept apart, each look at it is recorded.

    `categories` are codes of the rule `participants.mentee_categories`: of whom a regulation makes
    a category, it says the same about.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="special_note")
    text = models.TextField(_("сведения особой категории"), blank=True)
    categories = models.JSONField(_("категории"), default=list, blank=True)

    objects = models.Manager.from_queryset(SpecialNoteQuerySet)()

    class Meta:
        verbose_name = _("сведения особой категории")
        verbose_name_plural = _("сведения особой категории")

    def __str__(self) -> str:
        return str(_("сведения особой категории"))
