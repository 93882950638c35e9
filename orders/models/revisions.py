"""An order about an order: it changes it, ends its force or cancels it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from core.i18n import gettext_lazy as _

from ..choices import OrderState, RevisionKind
from .orders import Order


class OrderRevisionQuerySet(models.QuerySet):
    def in_force(self) -> OrderRevisionQuerySet:
        """Those whose order is signed and was not cancelled itself."""
        return self.filter(order__state=OrderState.APPROVED).exclude(
            order__revised_by__in=self.model._default_manager.filter(
                kind__in=(RevisionKind.REPEALS, RevisionKind.CANCELS),
                order__state=OrderState.APPROVED,
            )
        )


class OrderRevision(models.Model):
    """`order` revises `target`, which was signed before and is never changed itself.

    `parts` say in words what is changed, a line for each change.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="revises")
    target = models.ForeignKey(
        Order, models.PROTECT, related_name="revised_by", verbose_name=_("какой приказ")
    )
    kind = models.CharField(_("что с ним"), max_length=10, choices=RevisionKind.choices)
    parts = models.JSONField(_("что меняется"), default=list, blank=True)

    objects = models.Manager.from_queryset(OrderRevisionQuerySet)()

    class Meta:
        verbose_name = _("приказ о приказе")
        verbose_name_plural = _("приказы о приказах")
        ordering = ["order__signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "target"],
                name="order_revises_order_once",
                violation_error_message=_("Этот приказ уже назван в проекте."),
            ),
            models.CheckConstraint(
                condition=~Q(order=F("target")),
                name="order_does_not_revise_itself",
                violation_error_message=_("Приказ не отменяет сам себя."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.target}"
