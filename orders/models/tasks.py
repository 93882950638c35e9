"""What an approved order tells somebody to do, and whether it is done."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.choices import WHOLE_SCHOOL, Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from registry.models import Person
from schools.models import School

from .orders import Order


class OrderTaskQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> OrderTaskQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if scope.has(Role.CURATOR, *WHOLE_SCHOOL):
            return rows
        return rows.filter(person__user_id=scope.user_id)

    def undone(self) -> OrderTaskQuerySet:
        return self.filter(done_on__isnull=True)

    def late(self, day: datetime.date) -> OrderTaskQuerySet:
        return self.undone().filter(due_on__lt=day)


class OrderTask(Scoped):
    """A point that names who or by when. The order stays as signed: marks are made here.

    `executor` and `due` are the order's words; `person` and `due_on` what could be read of them
    or was set by hand.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, models.CASCADE, related_name="tasks")
    number = models.CharField(_("пункт"), max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("что сделать"))
    executor = models.CharField(_("кто, по приказу"), max_length=300, blank=True)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("исполнитель"),
        null=True,
        blank=True,
        related_name="+",
    )
    due = models.CharField(_("срок, по приказу"), max_length=300, blank=True)
    due_on = models.DateField(_("срок"), null=True, blank=True)
    done_on = models.DateField(_("исполнено"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    result = models.CharField(_("чем исполнено"), max_length=300, blank=True)

    objects = models.Manager.from_queryset(OrderTaskQuerySet)()

    class Meta:
        verbose_name = _("поручение приказа")
        verbose_name_plural = _("поручения приказов")
        ordering = ["order_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "number"],
                name="order_task_once",
                violation_error_message=_("Этот пункт уже на контроле."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["school", "due_on"],
                condition=Q(done_on__isnull=True),
                name="order_task_undone",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.order.get_absolute_url()}#task-{self.pk}"

    def is_late(self, day: datetime.date) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < day
