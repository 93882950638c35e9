"""Pairs and groups as dated periods, and who is in them."""

from __future__ import annotations

import datetime
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse

from accounts.choices import WHOLE_SCHOOL, Role
from core import clock
from core.expressions import DateSpan
from core.i18n import gettext
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.russian.dates import short_date
from core.scoping import Scope, ScopedQuerySet
from orders.models import Order
from registry.models import MenteeCard, MentorCard
from schools.models import Direction, MentoringForm, Programme, Regulation, School

from ..choices import PairKind, PairState
from .standing import in_state, left, standing


class PairQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> PairQuerySet:
        rows = self.filter(school_id=scope.school_id)
        if scope.has(*WHOLE_SCHOOL, Role.PSYCHOLOGIST):
            return rows
        # Each way to see a pair is a query of its own, run once: joined, they would multiply.
        own = self._among(mentor__person__user_id=scope.user_id)
        mentee = "members__mentee__person"
        own |= self._among(**{f"{mentee}__user_id": scope.user_id})
        own |= self._among(**{f"{mentee}__guardianships__guardian__user_id": scope.user_id})
        if scope.has(Role.CURATOR):
            if scope.direction_ids is None and scope.form_ids is None:
                return rows
            own |= Q(direction_id__in=scope.direction_ids or ())
            own |= Q(form_id__in=scope.form_ids or ())
            # A group of several directions has none of its own: who has made it sees it.
            own |= Q(curator_id=scope.user_id)
        return rows.filter(own)

    def _among(self, **values: Any) -> Q:
        return Q(pk__in=self.model._base_manager.filter(**values).values("pk"))

    def standing_on(self, day: datetime.date) -> PairQuerySet:
        """In force by an order, and not over on that day."""
        return self.filter(standing(day))

    def in_state_on(self, state: str, day: datetime.date) -> PairQuerySet:
        """A state of `PairState` as the days have it, or `standing.AHEAD`."""
        return self.filter(in_state(state, day))

    def going_on(self) -> PairQuerySet:
        """In force, and no order says when it ends."""
        return self.filter(state=PairState.ACTIVE, closes_on__isnull=True)


@pghistory.track(level=pghistory.Statement)
class Pair(Scoped):
    """A mentor with one mentee or a group, from a day to a day, by an order.

    The period is the order's; a member may join later or leave earlier. `closes_on` is the last
    day by an order that ends the pair and was signed before it: until then the pair stands, and
    it is over the day after, whoever has moved the state (see `standing`). `regulation` is the
    version under which the pair began: it decides how the pair is changed and ended, whatever
    version the programme has moved to since. `mentoring_kind` is a code of its `pairing.kinds`.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="pairs")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="pairs")
    mentor = models.ForeignKey(
        MentorCard, models.PROTECT, related_name="pairs", verbose_name=_("{mentor}")
    )
    regulation = models.ForeignKey(
        Regulation, models.PROTECT, related_name="+", verbose_name=_("положение")
    )
    form = models.ForeignKey(
        MentoringForm, models.PROTECT, related_name="+", verbose_name=_("форма наставничества")
    )
    direction = models.ForeignKey(
        Direction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("направление наставничества"),
    )
    kind = models.CharField(
        _("вид"), max_length=12, choices=PairKind.choices, default=PairKind.INDIVIDUAL
    )
    mentoring_kind = models.CharField(_("вид наставничества"), max_length=50, blank=True)
    role_model = models.CharField(_("ролевая модель"), max_length=200, blank=True)
    state = models.CharField(
        _("состояние"), max_length=12, choices=PairState.choices, default=PairState.CHOSEN
    )
    starts_on = models.DateField(_("начало"))
    ends_on = models.DateField(_("окончание"))
    closes_on = models.DateField(_("последний день по приказу"), null=True, blank=True)
    curator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("{curator}"),
    )
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pairs",
        verbose_name=_("приказ"),
    )
    end_reason = models.CharField(_("причина завершения"), max_length=50, blank=True)

    objects = models.Manager.from_queryset(PairQuerySet)()

    class Meta:
        verbose_name = _("пара или группа")
        verbose_name_plural = _("пары и группы")
        ordering = ["mentor__person__search_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="pair_dates_in_order",
                violation_error_message=_("Окончание пары раньше начала."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PairState.IN_ORDER, PairState.ACTIVE])
                | Q(order__isnull=False),
                name="pair_in_force_by_order",
                violation_error_message=_("Пара действует только по приказу."),
            ),
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True)
                | Q(closes_on__gte=F("starts_on"), closes_on__lte=F("ends_on")),
                name="pair_closes_within_its_days",
                violation_error_message=_("Последний день должен быть внутри срока пары."),
            ),
        ]
        indexes = [
            models.Index(fields=["school", "state"], name="pair_state"),
            models.Index(
                fields=["closes_on"],
                name="pair_to_close",
                condition=Q(state=PairState.ACTIVE, closes_on__isnull=False),
            ),
        ]
        permissions = [
            ("propose_pairs", "May calculate proposals, lock and forbid pairs"),
            ("manage_pair", "May choose, change and end pairs"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor}"

    def get_absolute_url(self) -> str:
        return reverse("pairing:pair_detail", args=[self.pk])

    def state_on(self, day: datetime.date) -> str:
        """The state as the days have it: the stored one is moved after the last day."""
        if self.state != PairState.ACTIVE or self.closes_on is None or self.closes_on >= day:
            return str(self.state)
        return PairState.ENDED_EARLY if self.closes_on < self.ends_on else PairState.COMPLETED

    @property
    def state_now(self) -> str:
        return self.state_on(clock.today())

    def is_standing_on(self, day: datetime.date) -> bool:
        """In force by an order, and not over on that day; one that is still to begin counts."""
        return self.state_on(day) == PairState.ACTIVE

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        """The state as it is today: an order may be signed before its pair begins or ends."""
        today = clock.today()
        if self.is_ahead:
            return gettext("начнётся %s") % short_date(self.starts_on)
        if self.closes_on is not None and self.is_standing_on(today):
            text = gettext("действует по %s")
            return text % short_date(self.closes_on)
        return str(PairState(self.state_on(today)).label)

    @property
    def is_ahead(self) -> bool:
        """In force by its order, and its first day is still to come."""
        return self.state == PairState.ACTIVE and self.starts_on > clock.today()

    @property
    def last_day(self) -> datetime.date:
        """The last day of the pair as the orders have it by now."""
        return self.closes_on or self.ends_on


class PairMemberQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> PairMemberQuerySet:
        rows = self.filter(pair__in=Pair.objects.in_scope(scope).order_by())
        if scope.has(Role.MENTEE, Role.PARENT) and not scope.has(
            Role.CURATOR, Role.PSYCHOLOGIST, *WHOLE_SCHOOL
        ):
            # A group's members don't see each other's rows; the mentor sees all of them.
            person = "mentee__person"
            own = Q(**{f"{person}__user_id": scope.user_id})
            own |= Q(**{f"{person}__guardianships__guardian__user_id": scope.user_id})
            own |= Q(pair__mentor__person__user_id=scope.user_id)
            rows = rows.filter(pk__in=self.model._base_manager.filter(own).values("pk"))
        return rows

    def binding_on(self, day: datetime.date) -> PairMemberQuerySet:
        """Bound on that day or later; whom an order has taken out before it is free."""
        return self.filter(is_binding=True).exclude(left(day))


class PairMember(models.Model):
    """A mentee in a pair or group, for a period of their own; results stand here at the end.

    `is_binding` follows the pair's state: only binding rows exclude each other. Who leaves by an
    order on a day to come, `leaves_on`, binds until that day.
    """

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="members")
    mentor = models.ForeignKey(MentorCard, models.PROTECT, related_name="+")
    mentee = models.ForeignKey(
        MenteeCard, models.PROTECT, related_name="memberships", verbose_name=_("{mentee}")
    )
    joined_on = models.DateField(_("с"))
    left_on = models.DateField(_("по"))
    leaves_on = models.DateField(_("последний день по приказу"), null=True, blank=True)
    is_binding = models.BooleanField(default=True)
    result = models.TextField(_("результаты программы"), blank=True)
    case_url = models.URLField(_("ссылка на кейс или отзыв"), max_length=500, blank=True)

    objects = models.Manager.from_queryset(PairMemberQuerySet)()

    class Meta:
        verbose_name = _("участник пары")
        verbose_name_plural = _("участники пар")
        ordering = ["mentee__person__search_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__gte=F("joined_on")),
                name="member_dates_in_order",
                violation_error_message=_("Последний день раньше первого."),
            ),
            ExclusionConstraint(
                name="member_same_two_do_not_overlap",
                expressions=[
                    ("mentor", RangeOperators.EQUAL),
                    ("mentee", RangeOperators.EQUAL),
                    (
                        DateSpan("joined_on", "left_on", Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(is_binding=True),
                violation_error_message=_("Эти двое уже в паре в эти дни."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.mentee)

    @property
    def school_id(self) -> int:
        return self.pair.school_id

    @property
    def last_day(self) -> datetime.date | None:
        """The last day where an order has set it, for the member alone or for the pair."""
        is_set = self.leaves_on is not None or self.pair.closes_on is not None
        return self.left_on if is_set else None

    def is_standing_on(self, day: datetime.date) -> bool:
        """In a pair that stands on that day, and neither out of it nor taken out by an order."""
        is_out = self.leaves_on is not None and self.leaves_on < day
        return self.is_binding and not is_out and self.pair.is_standing_on(day)
