"""What is marked in the sheets of an order."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.i18n import gettext_lazy as _
from registry.models import Person

from ..choices import SheetKind
from .orders import Order


class OrderSheetMark(models.Model):
    """A line of a sheet of the order that is filled: a person or a body, and when.

    `remark` is what the body wants changed; a person who has read the order leaves none.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="marks")
    kind = models.CharField(_("лист"), max_length=20, choices=SheetKind.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.CharField(_("с кем согласовано"), max_length=300, blank=True)
    marked_on = models.DateField(_("дата"))
    remark = models.TextField(_("замечание"), blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("отметка в листе приказа")
        verbose_name_plural = _("отметки в листах приказов")
        constraints = [
            models.CheckConstraint(
                condition=(Q(person__isnull=False) & Q(body=""))
                | (Q(person__isnull=True) & ~Q(body="")),
                name="order_sheet_mark_of_one",
                violation_error_message=_("Отметка – человека или органа."),
            ),
            models.UniqueConstraint(
                fields=["order", "kind", "person", "body"],
                name="order_sheet_mark_once",
                nulls_distinct=False,
                violation_error_message=_("Эта строка листа уже отмечена."),
            ),
        ]

    def __str__(self) -> str:
        return self.body or str(self.person)
