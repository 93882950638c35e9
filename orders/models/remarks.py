"""What the director wants changed, each remark at its place of the order."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from core import clock
from core.i18n import gettext_lazy as _

from ..choices import RemarkPart
from .orders import Order


class OrderRemark(models.Model):
    """A remark to a part of the order; `number` is that of the point or of the annex.

    `quote` is the text that the remark was made to: points are moved and rewritten, and where
    a point is gone, so is its number.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="remarks")
    part = models.CharField(_("к чему"), max_length=10, choices=RemarkPart.choices)
    number = models.PositiveSmallIntegerField(_("номер"), null=True, blank=True)
    quote = models.TextField(_("было написано"), blank=True)
    text = models.TextField(_("замечание"))
    made_at = models.DateTimeField(_("когда"), default=clock.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    mended_at = models.DateTimeField(_("исправлено"), null=True, blank=True)
    mended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("замечание к приказу")
        verbose_name_plural = _("замечания к приказам")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="order_remark_says_something",
                violation_error_message=_("Напишите, что исправить."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_mended(self) -> bool:
        return self.mended_at is not None

    @property
    def place(self) -> str:
        """«К пункту 2», «К преамбуле»."""
        words = {
            RemarkPart.WHOLE: _("Ко всему приказу"),
            RemarkPart.TITLE: _("К заголовку"),
            RemarkPart.PREAMBLE: _("К преамбуле"),
            RemarkPart.CONTROL: _("К строке о контроле"),
        }
        if self.part in words:
            return str(words[RemarkPart(self.part)])
        if self.number is None:
            return str(_("К пункту, которого уже нет"))
        if self.part == RemarkPart.ANNEX:
            return str(_("К приложению № %s")) % self.number
        return str(_("К пункту %s")) % self.number
