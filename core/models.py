"""Rows that every app shares: timestamps, the audit trail, background jobs."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from core.i18n import gettext_lazy as _

from . import clock
from .choices import JobState
from .scoping import Scope, ScopedQuerySet


class TimeStamped(models.Model):
    created_at = models.DateTimeField(_("создано"), auto_now_add=True)
    updated_at = models.DateTimeField(_("изменено"), auto_now=True)

    class Meta:
        abstract = True


class Scoped(TimeStamped):
    """A row of one school, opened only through `visible_to` of the `objects` it declares."""

    class Meta:
        abstract = True


class AuditEvent(models.Model):
    """What somebody did, in words, written in the transaction that did it.

    The text should name no person: `refs` point to whom and what it is about. Rows are never
    deleted; their words change only where a person is erased whom they name after all.
    """

    at = models.DateTimeField(_("когда"), default=clock.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    school_id = models.BigIntegerField(null=True)
    verb = models.CharField(_("действие"), max_length=80)
    text = models.CharField(_("что сделано"), max_length=500)
    refs = models.JSONField(default=list)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("событие")
        verbose_name_plural = _("журнал событий")
        ordering = ["-at", "-pk"]
        indexes = [
            GinIndex(fields=["refs"], name="audit_refs", opclasses=["jsonb_path_ops"]),
            models.Index(fields=["school_id", "-at"], name="audit_school_at"),
        ]

    def __str__(self) -> str:
        return self.text


class JobQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> JobQuerySet:
        return self.filter(school_id=scope.school_id, created_by_id=scope.user_id)


class Job(models.Model):
    """Work that must be done in the background. The row is the truth; the broker only wakes.

    `key` makes the same work one job: while a job with a key waits or runs, no second is made.
    `lease_until` is the promise of the worker that took it; past it another may take over.
    """

    kind = models.CharField(_("вид"), max_length=80)
    key = models.CharField(max_length=200)
    school_id = models.BigIntegerField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("название"), max_length=200)
    args = models.JSONField(default=dict)
    state = models.CharField(
        _("состояние"), max_length=10, choices=JobState.choices, default=JobState.QUEUED
    )
    done = models.PositiveIntegerField(_("сделано"), default=0)
    total = models.PositiveIntegerField(_("всего"), default=0)
    message = models.TextField(_("сообщение"), blank=True)
    result = models.JSONField(default=dict)
    next_url = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("создано"), auto_now_add=True)
    finished_at = models.DateTimeField(_("закончено"), null=True)

    objects = models.Manager.from_queryset(JobQuerySet)()

    class Meta:
        verbose_name = _("задание")
        verbose_name_plural = _("задания")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
                name="job_one_active_per_key",
                violation_error_message=_("Такое задание уже выполняется."),
            )
        ]
        indexes = [
            models.Index(
                fields=["lease_until"],
                condition=models.Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
                name="job_active",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("core:job_detail", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)
