"""What happens to a pair in force: another mentor, more time, an end."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from orders.models import Order
from registry.models import MenteeCard
from schools.models import School

from ..choices import OF_MEMBERS, ChangeKind, ChangeState
from .pairs import Pair
from .requests import PairRequest


class PairChangeQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> PairChangeQuerySet:
        return self.filter(pair__in=Pair.objects.in_scope(scope).order_by())


class PairChange(Scoped):
    """A change of a pair, done by an order or at once; by an order it waits for the signature.

    `reason` is a code of the regulation's list, empty where it has none; `reason_text` are the
    words as they were then. `day` is the first day of the new mentor or of a member who joins,
    or the last of the pair or of a member who leaves; `ends_on` the last day that the pair, or
    the member, has afterwards. `successor` goes on with the new mentor; `mentee` joins or leaves.
    `kept` is what an end has altered, so that one made by mistake can be taken back.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, models.CASCADE, related_name="changes")
    kind = models.CharField(_("что меняется"), max_length=12, choices=ChangeKind.choices)
    state = models.CharField(
        _("состояние"),
        max_length=10,
        choices=ChangeState.choices,
        default=ChangeState.WAITING,
    )
    reason = models.CharField(_("причина"), max_length=50, blank=True)
    reason_text = models.CharField(_("причина словами"), max_length=500, blank=True)
    day = models.DateField(_("день"), null=True, blank=True)
    ends_on = models.DateField(_("окончание"))
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pair_changes",
        verbose_name=_("приказ"),
    )
    successor = models.OneToOneField(
        Pair, models.PROTECT, null=True, blank=True, related_name="succeeds"
    )
    mentee = models.ForeignKey(
        MenteeCard,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("{mentee}"),
    )
    request = models.ForeignKey(
        PairRequest,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name=_("обращение"),
    )
    kept = models.JSONField(default=dict, blank=True)

    objects = models.Manager.from_queryset(PairChangeQuerySet)()

    class Meta:
        verbose_name = _("изменение пары")
        verbose_name_plural = _("изменения пар")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(state=ChangeState.WAITING),
                name="change_one_waits_per_pair",
                violation_error_message=_("Эту пару уже меняет другой проект приказа."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ChangeState.WAITING) | Q(order__isnull=False),
                name="change_waits_for_order",
                violation_error_message=_("Изменение ждёт только приказа."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=OF_MEMBERS) | Q(mentee__isnull=False),
                name="change_of_members_names_one",
                violation_error_message=_("Укажите, кто входит в группу или выходит из неё."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.pair}"
