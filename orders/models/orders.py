"""An order of the director and whom it names."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.choices import WHOLE_SCHOOL, Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from documents.models import NOT_EMPTIED, Document
from registry.models import Person
from schools.models import Programme, Regulation, School

from ..choices import EDITABLE, OrderState, Signing

# Who may read a signed order is settled by its signature. Only two rows that turn out to be one
# person are joined later, by a merge that says so to its own transaction (`registry`).
NAMED_STAND = """
IF current_setting('mentoring.merging', true) IS DISTINCT FROM 'on' AND EXISTS (
    SELECT 1 FROM orders_order
    WHERE state = 'approved'
    AND id IN (
        CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.order_id END,
        CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW.order_id END
    )
) THEN
    RAISE EXCEPTION 'pgtrigger: whom an approved order names stands';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


class OrderQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> OrderQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if scope.has(Role.CURATOR, *WHOLE_SCHOOL):
            return rows
        # Others see an approved order that names them, and what they were asked to agree to.
        naming = OrderPerson.objects.filter(person__user_id=scope.user_id).values("order_id")
        asking = OrderReviewer.objects.filter(person__user_id=scope.user_id)
        return rows.filter(
            Q(state=OrderState.APPROVED, pk__in=naming)
            | (
                Q(agreement_asked_at__isnull=False, pk__in=asking.values("order_id"))
                & ~Q(state=OrderState.WITHDRAWN)
            )
        )


@pghistory.track()
class Order(Scoped):
    """An order of the director. `kind` is a key of the regulation's `texts["orders"]`.

    `points` is as `orders.points` says, `annexes` as `orders.annexes` says. `data` is what was
    asked when the draft was made, see `orders.inputs`; empty where other apps drafted the texts.
    `regulation` is the version that the draft was made under: its kind, its number and its sheets
    stay as that version has them. Approved, nothing of it changes any more.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="orders")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="orders")
    regulation = models.ForeignKey(
        Regulation, models.PROTECT, verbose_name=_("положение"), related_name="+"
    )
    kind = models.CharField(_("вид приказа"), max_length=50)
    state = models.CharField(
        _("состояние"), max_length=10, choices=OrderState.choices, default=OrderState.DRAFT
    )
    title = models.CharField(_("заголовок"), max_length=500)
    preamble = models.TextField(_("преамбула"))
    points = models.JSONField(_("пункты"), default=list)
    annexes = models.JSONField(_("приложения"), default=list, blank=True)
    data = models.JSONField(_("данные проекта"), default=dict, blank=True)
    effective_on = models.DateField(_("действует с"), null=True, blank=True)
    control = models.CharField(_("контроль"), max_length=500, blank=True)
    remark = models.TextField(_("замечание {director:genitive}"), blank=True)
    number = models.CharField(_("номер"), max_length=50, blank=True)
    signed_on = models.DateField(_("дата"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agreement_asked_at = models.DateTimeField(_("отправлен на согласование"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("передан на подпись"), null=True, blank=True)
    signing = models.CharField(
        _("как подписывают"), max_length=10, choices=Signing.choices, blank=True
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="order"
    )

    objects = models.Manager.from_queryset(OrderQuerySet)()

    class Meta:
        verbose_name = _("приказ")
        verbose_name_plural = _("приказы")
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=OrderState.APPROVED)
                | (Q(signed_on__isnull=False) & Q(document__isnull=False) & ~Q(number="")),
                name="order_approved_has_number_and_date",
                violation_error_message=_("У утверждённого приказа есть номер и дата."),
            ),
            models.UniqueConstraint(
                "school",
                "number",
                models.functions.ExtractYear("signed_on"),
                condition=Q(state=OrderState.APPROVED),
                name="order_number_once_in_year",
                violation_error_message=_("Приказ с таким номером в этом году уже есть."),
            ),
        ]
        indexes = [models.Index(fields=["school", "state"], name="order_state")]
        permissions = [
            ("draft_order", "May draft orders"),
            ("approve_order", "May approve and return orders"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_order_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=OrderState.APPROVED),
            ),
            pgtrigger.Trigger(
                name="orders_are_not_emptied",
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                func=NOT_EMPTIED,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("orders:order_detail", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE


class OrderPersonQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> OrderPersonQuerySet:
        """Who is named in signed orders: all of the school for those who keep papers.

        Others see themselves and their children there, whether or not they may see the order.
        """
        rows = self.filter(order__school_id=scope.school_id, order__state=OrderState.APPROVED)
        if scope.has(Role.CURATOR, *WHOLE_SCHOOL):
            return rows
        people = Person.objects.filter(
            Q(user_id=scope.user_id) | Q(guardianships__guardian__user_id=scope.user_id)
        )
        return rows.filter(person__in=people)


class OrderPerson(models.Model):
    """Whom an order names: they see it once it is approved."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="named")
    person = models.ForeignKey(Person, models.PROTECT, related_name="orders")

    objects = models.Manager.from_queryset(OrderPersonQuerySet)()

    class Meta:
        verbose_name = _("названный в приказе")
        verbose_name_plural = _("названные в приказе")
        permissions = [("view_extract", "May have extracts of signed orders")]
        constraints = [
            models.UniqueConstraint(fields=["order", "person"], name="order_names_person_once"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="named_of_approved_order_stand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=NAMED_STAND,
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class OrderReviewer(models.Model):
    """Somebody with whom the draft is agreed besides those whom the regulation names, in turn."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("согласующий приказ")
        verbose_name_plural = _("согласующие приказ")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "person"],
                name="order_reviewer_once",
                violation_error_message=_("Этот человек уже в листе согласования."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
