"""What a curator or the staff propose to the director before an order is drafted."""

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
from registry.models import Person
from schools.models import Programme, School

from .orders import Order


class RepresentationQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> RepresentationQuerySet:
        rows = self.filter(school_id=scope.school_id)
        return rows if scope.has(Role.CURATOR, *WHOLE_SCHOOL) else rows.none()


class Representation(Scoped):
    """A paper of its own: who proposes whom, and why. Filed, it has a number and stays.

    `kind` is the kind of order that it asks for; `order` the one whose preamble cites it.
    `rows` are lines of the table: `[[who is proposed, as what], …]`, as `columns` head them.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="representations")
    kind = models.CharField(_("для какого приказа"), max_length=50)
    order = models.ForeignKey(
        Order, models.SET_NULL, null=True, blank=True, related_name="representations"
    )
    author = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("кто представляет"),
        null=True,
        blank=True,
        related_name="+",
    )
    author_title = models.CharField(_("должность или коллектив"), max_length=300, blank=True)
    title = models.CharField(_("о чём"), max_length=500)
    text = models.TextField(_("обоснование"), blank=True)
    columns = models.JSONField(_("столбцы"), default=list, blank=True)
    rows = models.JSONField(_("кого предлагают"), default=list, blank=True)
    number = models.CharField(_("номер"), max_length=50, blank=True)
    filed_on = models.DateField(_("дата"), null=True, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="representation"
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = models.Manager.from_queryset(RepresentationQuerySet)()

    class Meta:
        verbose_name = _("представление")
        verbose_name_plural = _("представления")
        ordering = ["-filed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True, document__isnull=True)
                | (Q(filed_on__isnull=False, document__isnull=False) & ~Q(number="")),
                name="representation_filed_has_number",
                violation_error_message=_("У поданного представления есть номер и дата."),
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=False) | ~Q(author_title=""),
                name="representation_has_author",
                violation_error_message=_("Укажите, кто представляет."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("orders:representation_detail", args=[self.pk])

    @property
    def is_filed(self) -> bool:
        return self.filed_on is not None
