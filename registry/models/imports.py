"""An import of a base: what the file said, what became of each row, what undo puts back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.choices import Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import School

from ..choices import Base, ImportState, RowStatus


class ImportBatchQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> ImportBatchQuerySet:
        """A curator within limits sees the own ones: the rows name people outside the limits."""
        rows = self.filter(school_id=scope.school_id)
        if scope.has(Role.ADMINISTRATOR, Role.COORDINATOR):
            return rows
        if not scope.has(Role.CURATOR):
            return self.none()
        is_limited = scope.direction_ids is not None or scope.form_ids is not None
        return rows.filter(created_by_id=scope.user_id) if is_limited else rows


class ImportBatch(Scoped):
    """One file that was read and checked. Nothing is written to the bases until it is applied."""

    school = models.ForeignKey(School, models.CASCADE, related_name="imports")
    base = models.CharField(_("база"), max_length=10, choices=Base.choices)
    state = models.CharField(
        _("состояние"), max_length=10, choices=ImportState.choices, default=ImportState.CHECKED
    )
    filename = models.CharField(_("файл"), max_length=300)
    content = models.BinaryField()
    columns = models.JSONField(default=dict)
    # What somebody said of the reading (`reading.layout.Told`) and answered, by the row's number.
    told = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(_("загружен"), null=True)
    undone_at = models.DateTimeField(_("отменён"), null=True)

    objects = models.Manager.from_queryset(ImportBatchQuerySet)()

    class Meta:
        verbose_name = _("загрузка базы")
        verbose_name_plural = _("загрузки баз")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("registry:import_detail", args=[self.pk])


class RememberedHeadingQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> RememberedHeadingQuerySet:
        rows = self.filter(school_id=scope.school_id)
        may = scope.has(Role.ADMINISTRATOR, Role.COORDINATOR, Role.CURATOR)
        return rows if may else self.none()


class RememberedHeading(Scoped):
    """A heading that somebody of the school said the meaning of: known in the next file.

    `key` is `reading.heading.memory_key`; an empty `name` says that the column is left out.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    base = models.CharField(_("база"), max_length=10, choices=Base.choices)
    key = models.CharField(_("заголовок"), max_length=300)
    name = models.CharField(_("что это"), max_length=30, blank=True)

    objects = models.Manager.from_queryset(RememberedHeadingQuerySet)()

    class Meta:
        verbose_name = _("запомненный заголовок")
        verbose_name_plural = _("запомненные заголовки")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "base", "key"],
                name="remembered_heading_once",
                violation_error_message=_("Такой заголовок уже запомнен."),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def taken(self) -> ImportRowQuerySet:
        """What is written: not the repeats, and nothing that somebody chose to leave."""
        return self.exclude(status=RowStatus.REPEATED).filter(is_left=False)


class ImportRow(models.Model):
    """A row of the file: its number there, what was read, how it differs, what is wrong.

    `errors` is a list of `{"column": …, "value": …, "reason": …, "allowed": …}`;
    `changes` maps a field to `[before, after]`. Of a row that adds somebody, `new_id` is the id
    that the person is going to have, and `data` is what is written. `is_left` rows and `left`
    fields are not taken from the file. `undo` keeps what undo needs beside that.
    """

    # The constraint below has an index that begins with the batch.
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField(_("строка"))
    status = models.CharField(_("что с ней"), max_length=10, choices=RowStatus.choices)
    data = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    person_id = models.BigIntegerField(null=True)
    new_id = models.BigIntegerField(null=True)
    is_left = models.BooleanField(_("не загружать"), default=False)
    left = models.JSONField(default=list)
    undo = models.JSONField(default=dict)

    objects = models.Manager.from_queryset(ImportRowQuerySet)()

    class Meta:
        verbose_name = _("строка файла")
        verbose_name_plural = _("строки файла")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_number_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def adds_person(self) -> bool:
        return self.new_id is not None
