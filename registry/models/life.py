"""The life of data: people merged, terms of keeping, what was destroyed and by which act."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.choices import WHOLE_SCHOOL, Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from documents.models import Document
from schools.models import School

from ..choices import ErasureMode, KeepFrom, RecordKind
from .people import Person


class PersonMergeQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> PersonMergeQuerySet:
        if not scope.has(Role.CURATOR, *WHOLE_SCHOOL):
            return self.none()
        return self.filter(
            school_id=scope.school_id, kept__in=Person.objects.in_scope(scope).order_by()
        )

    def standing(self) -> PersonMergeQuerySet:
        return self.filter(undone_at__isnull=True)


class PersonMerge(Scoped):
    """Two rows that were one person. `journal` is what was written, in order: undo reads it back.

    `gone_key` and the birth are those of the row that is gone: a file with the old spelling still
    finds the person. An empty journal cannot be undone: the data in it have been destroyed.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    kept = models.ForeignKey(Person, models.CASCADE, related_name="merges")
    gone_id = models.BigIntegerField(_("номер второй записи"), db_index=True)
    gone_key = models.CharField(max_length=320, blank=True)
    gone_birth_date = models.DateField(null=True, blank=True)
    gone_birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    journal = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("отменено"), null=True, blank=True)

    objects = models.Manager.from_queryset(PersonMergeQuerySet)()

    class Meta:
        verbose_name = _("объединение записей")
        verbose_name_plural = _("объединения записей")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "gone_key"], name="merge_gone_key")]

    def __str__(self) -> str:
        return f"№ {self.gone_id} → № {self.kept_id}"

    def get_absolute_url(self) -> str:
        return reverse("registry:person_detail", args=[self.kept_id])


class NotSamePersonQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> NotSamePersonQuerySet:
        people = Person.objects.in_scope(scope).order_by()
        return self.filter(school_id=scope.school_id, first__in=people, second__in=people)


class NotSamePerson(Scoped):
    """Somebody has looked: these two are different people. Which is first says nothing."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = models.Manager.from_queryset(NotSamePersonQuerySet)()

    class Meta:
        verbose_name = _("разные люди")
        verbose_name_plural = _("разные люди")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_same_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class KeepingTermQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> KeepingTermQuerySet:
        return self.filter(school_id=scope.school_id) if scope.has(*WHOLE_SCHOOL) else self.none()


class KeepingTerm(Scoped):
    """How long this school keeps records of a kind, where it differs from `registry.keeping`.

    Without `months` records of the kind are kept as long as there is a school.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    kind = models.CharField(_("вид записей"), max_length=20, choices=RecordKind.choices)
    keep_from = models.CharField(_("срок считается"), max_length=20, choices=KeepFrom.choices)
    months = models.PositiveSmallIntegerField(_("сколько месяцев"), null=True, blank=True)
    note = models.CharField(_("основание"), max_length=500, blank=True)

    objects = models.Manager.from_queryset(KeepingTermQuerySet)()

    class Meta:
        verbose_name = _("срок хранения")
        verbose_name_plural = _("сроки хранения")
        constraints = [
            models.UniqueConstraint(fields=["school", "kind"], name="keeping_term_once_per_kind"),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__lte=1200),
                name="keeping_term_within_a_century",
                violation_error_message=_("Срок больше ста лет: оставьте поле пустым."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ErasureQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> ErasureQuerySet:
        return self.filter(school_id=scope.school_id) if scope.has(*WHOLE_SCHOOL) else self.none()


class Erasure(Scoped):
    """Data of some people destroyed or depersonalised at once; `document` is the act of it.

    `records`: for each person the number of the row and what was destroyed, never the data.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    mode = models.CharField(_("что сделано"), max_length=20, choices=ErasureMode.choices)
    reason = models.CharField(_("основание"), max_length=500)
    commission = models.JSONField(_("комиссия"), default=list)
    records = models.JSONField(_("записи"), default=list)
    done_on = models.DateField(_("дата"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="erasure"
    )

    objects = models.Manager.from_queryset(ErasureQuerySet)()

    class Meta:
        verbose_name = _("уничтожение или обезличивание данных")
        verbose_name_plural = _("акты об уничтожении и обезличивании")
        ordering = ["-pk"]
        permissions = [
            ("merge_people", "May merge two rows of one person"),
            ("erase_people", "May destroy and depersonalise data"),
            ("give_holdings", "May give a person all that is held about them"),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()}: {self.done_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("registry:erasure_detail", args=[self.pk])
