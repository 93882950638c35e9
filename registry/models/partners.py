"""Partners of the school, the agreements with them, their people and the papers of those."""

from __future__ import annotations

import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.choices import WHOLE_SCHOOL, Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import MentoringForm, School

from ..choices import AgreementState, ContractKind
from .people import Person

INN = RegexValidator(r"^(\d{10}|\d{12})$", _("ИНН – это 10 цифр, у предпринимателя 12."))


class OfKeepers(ScopedQuerySet):
    """For those who keep the bases and for those who see the whole school."""

    def in_scope(self, scope: Scope) -> OfKeepers:
        if not scope.has(Role.CURATOR, *WHOLE_SCHOOL):
            return self.none()
        return self.filter(school_id=scope.school_id)


class OfKeptMentors(ScopedQuerySet):
    """The same about a person, within the limits of a curator."""

    def in_scope(self, scope: Scope) -> OfKeptMentors:
        if not scope.has(Role.CURATOR, *WHOLE_SCHOOL):
            return self.none()
        return self.filter(
            school_id=scope.school_id, person__in=Person.objects.in_scope(scope).order_by()
        )


class Partner(Scoped):
    """An organisation whose people mentor here."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    name = models.CharField(_("наименование"), max_length=500)
    inn = models.CharField(_("ИНН"), max_length=12, blank=True, validators=[INN])
    address = models.CharField(_("адрес"), max_length=300, blank=True)
    head_post = models.CharField(_("должность руководителя"), max_length=200, blank=True)
    head_name = models.CharField(_("ФИО руководителя"), max_length=300, blank=True)
    ground = models.CharField(
        _("действует на основании"),
        max_length=200,
        blank=True,
        help_text=_("В родительном падеже: «Устава», «доверенности от 01.02.2026 № 3»."),
    )
    contacts = models.CharField(_("контакты"), max_length=500, blank=True)
    is_active = models.BooleanField(_("сотрудничество продолжается"), default=True)

    objects = models.Manager.from_queryset(OfKeepers)()

    class Meta:
        verbose_name = _("партнёр")
        verbose_name_plural = _("партнёры")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "school",
                Lower("name"),
                name="partner_once_in_school",
                violation_error_message=_("Партнёр с таким наименованием уже записан."),
            ),
        ]
        permissions = [("keep_partners", "May keep partners, agreements and certificates")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("registry:partner_detail", args=[self.pk])


class PartnerStaff(Scoped):
    """Whom a partner sends; a person is of one partner at a time."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="staff")
    person = models.OneToOneField(Person, models.CASCADE, related_name="partner_staff")

    objects = models.Manager.from_queryset(OfKeptMentors)()

    class Meta:
        verbose_name = _("сотрудник партнёра")
        verbose_name_plural = _("сотрудники партнёров")
        ordering = ["person__search_name", "pk"]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return self.partner.get_absolute_url()


class AgreementQuerySet(OfKeepers):
    def in_force_on(self, day: datetime.date) -> AgreementQuerySet:
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            Q(terminated_on__isnull=True) | Q(terminated_on__gt=day),
            starts_on__lte=day,
        ).exclude(state=AgreementState.DRAFT)


class PartnerAgreement(Scoped):
    """An agreement with an organisation or a contract with a person, with all that it prints.

    What stands in it stays as it was signed, whatever becomes of the partner's row. `conditions`
    are sections parted by blank lines, the first line of each its heading.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    kind = models.CharField(_("с кем"), max_length=12, choices=ContractKind.choices)
    partner = models.ForeignKey(
        Partner, models.CASCADE, null=True, blank=True, related_name="agreements"
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="external_contracts"
    )
    state = models.CharField(
        _("состояние"),
        max_length=12,
        choices=AgreementState.choices,
        default=AgreementState.DRAFT,
    )
    number = models.CharField(_("номер"), max_length=50, blank=True)
    main_contract = models.CharField(
        _("основной договор"),
        max_length=200,
        blank=True,
        help_text=_("К какому договору о сотрудничестве: «от 01.02.2026 № 7»."),
    )
    city = models.CharField(_("место"), max_length=100, blank=True)
    dated_on = models.DateField(_("дата"))
    school_name = models.CharField(_("организация"), max_length=500)
    school_post = models.CharField(_("должность руководителя"), max_length=200, blank=True)
    school_head = models.CharField(_("ФИО руководителя"), max_length=300, blank=True)
    school_acting = models.CharField(_("в лице"), max_length=500, blank=True)
    school_ground = models.CharField(_("на основании"), max_length=200, blank=True)
    school_staff = models.CharField(_("уполномочен от организации"), max_length=300, blank=True)
    school_address = models.CharField(_("адрес организации"), max_length=500, blank=True)
    partner_name = models.CharField(_("партнёр"), max_length=500)
    partner_post = models.CharField(_("должность руководителя"), max_length=200, blank=True)
    partner_head = models.CharField(_("ФИО руководителя"), max_length=300, blank=True)
    partner_acting = models.CharField(_("в лице"), max_length=500, blank=True)
    partner_ground = models.CharField(_("на основании"), max_length=200, blank=True)
    partner_staff = models.CharField(_("уполномочен от партнёра"), max_length=300, blank=True)
    partner_address = models.CharField(_("адрес партнёра"), max_length=500, blank=True)
    territory = models.CharField(_("территория"), max_length=300, blank=True)
    forms: models.ManyToManyField[MentoringForm, models.Model] = models.ManyToManyField(
        MentoringForm, verbose_name=_("формы"), blank=True, related_name="+"
    )
    starts_on = models.DateField(_("действует с"))
    ends_on = models.DateField(_("действует до"), null=True, blank=True)
    conditions = models.TextField(_("условия"), blank=True)
    scan_name = models.CharField(_("скан"), max_length=200, blank=True)
    terminated_on = models.DateField(_("расторгнуто с"), null=True, blank=True)
    termination_note = models.CharField(_("почему расторгнуто"), max_length=300, blank=True)

    objects = models.Manager.from_queryset(AgreementQuerySet)()

    class Meta:
        verbose_name = _("соглашение о наставничестве")
        verbose_name_plural = _("соглашения о наставничестве")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="organisation", partner__isnull=False, person__isnull=True)
                | Q(kind="person", partner__isnull=True, person__isnull=False),
                name="agreement_with_one_side",
                violation_error_message=_("Соглашение – или с организацией, или с человеком."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreement_dates_in_order",
                violation_error_message=_("Последний день действия раньше первого."),
            ),
            models.CheckConstraint(
                condition=Q(terminated_on__isnull=True) | Q(terminated_on__gte=F("starts_on")),
                name="agreement_terminated_after_begin",
                violation_error_message=_("Расторгнуть раньше первого дня нельзя."),
            ),
        ]

    def __str__(self) -> str:
        return self.partner_name

    def get_absolute_url(self) -> str:
        return reverse("registry:agreement_detail", args=[self.pk])

    @property
    def last_day(self) -> datetime.date | None:
        days = [self.ends_on]
        if self.terminated_on is not None:
            days.append(self.terminated_on - datetime.timedelta(days=1))
        return min((day for day in days if day), default=None)

    def is_in_force_on(self, day: datetime.date) -> bool:
        """The same as `in_force_on` of the rows."""
        if self.state == AgreementState.DRAFT or day < self.starts_on:
            return False
        last = self.last_day
        return last is None or day <= last


class Certificate(Scoped):
    """A paper that the regulation wants of a partner's mentor; of what kind, its words say."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="certificates")
    kind = models.CharField(_("какая справка"), max_length=300)
    number = models.CharField(_("номер"), max_length=100, blank=True)
    issued_on = models.DateField(_("дата выдачи"))
    valid_until = models.DateField(
        _("действует до"), null=True, blank=True, help_text=_("Пусто: без срока.")
    )
    scan_name = models.CharField(_("скан"), max_length=200, blank=True)

    objects = models.Manager.from_queryset(OfKeptMentors)()

    class Meta:
        verbose_name = _("справка")
        verbose_name_plural = _("справки")
        ordering = ["kind", "-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("issued_on")),
                name="certificate_dates_in_order",
                violation_error_message=_("Срок справки кончается раньше, чем она выдана."),
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    def get_absolute_url(self) -> str:
        return reverse("registry:person_external", args=[self.person_id])


class KeptScan(models.Model):
    """The scan of a signed paper, kept in the database; opening it is on record."""

    agreement = models.OneToOneField(
        PartnerAgreement, models.CASCADE, null=True, blank=True, related_name="scan"
    )
    certificate = models.OneToOneField(
        Certificate, models.CASCADE, null=True, blank=True, related_name="scan"
    )
    labour = models.OneToOneField(
        "registry.LabourTerms", models.CASCADE, null=True, blank=True, related_name="scan"
    )
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("скан документа")
        verbose_name_plural = _("сканы документов")
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, certificate__isnull=True, labour__isnull=True)
                | Q(agreement__isnull=True, certificate__isnull=False, labour__isnull=True)
                | Q(agreement__isnull=True, certificate__isnull=True, labour__isnull=False),
                name="kept_scan_of_one_paper",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256
