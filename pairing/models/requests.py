"""Who asks that a pair be changed: a petition, a resignation, the curator's own proposal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.choices import Role
from core.i18n import gettext_lazy as _
from core.models import Scoped
from core.scoping import Scope, ScopedQuerySet
from schools.models import School

from ..choices import ChangeKind, RequestSide, RequestState
from .pairs import Pair, PairMember

# Those who decide, and the director, to whom such papers are addressed.
READERS = (Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR)


class PairRequestQuerySet(ScopedQuerySet):
    def in_scope(self, scope: Scope) -> PairRequestQuerySet:
        """What one side has written is not for the other: only the author and those who decide."""
        rows = self.filter(school_id=scope.school_id)
        own = Q(asked_by_id=scope.user_id)
        if scope.has(*READERS):
            pairs = Pair.objects.in_scope(scope)
            if not scope.has(Role.DIRECTOR, Role.COORDINATOR):
                # A curator may be somebody's mentor too: of that pair they read nothing.
                pairs = pairs.exclude(mentor__person__user_id=scope.user_id)
            own |= Q(pair__in=pairs.order_by())
        return rows.filter(own)

    def waiting(self) -> PairRequestQuerySet:
        return self.filter(state=RequestState.WAITING)


class PairRequest(Scoped):
    """A wish that a pair gets another mentor, lasts longer or ends, with its words and its day.

    `member` is the mentee for whom it is asked, in a group one of several. A paper that was handed
    over in person is written down by the curator: `asked_by` is who typed it.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, models.CASCADE, related_name="requests")
    member = models.ForeignKey(
        PairMember, models.CASCADE, null=True, blank=True, related_name="requests"
    )
    kind = models.CharField(
        _("о чём просят"),
        max_length=12,
        choices=ChangeKind.choices,
        default=ChangeKind.REPLACEMENT,
    )
    side = models.CharField(_("чья просьба"), max_length=8, choices=RequestSide.choices)
    text = models.TextField(_("обоснование"), max_length=2000)
    asked_on = models.DateField(_("дата"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("состояние"),
        max_length=10,
        choices=RequestState.choices,
        default=RequestState.WAITING,
    )
    answer = models.TextField(_("ответ"), blank=True, max_length=2000)
    answered_on = models.DateField(_("дата ответа"), null=True, blank=True)

    objects = models.Manager.from_queryset(PairRequestQuerySet)()

    class Meta:
        verbose_name = _("обращение об изменении пары")
        verbose_name_plural = _("обращения об изменении пар")
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "kind", "side", "member"],
                condition=Q(state=RequestState.WAITING),
                nulls_distinct=False,
                name="request_one_waits_per_side",
                violation_error_message=_("Такое обращение уже ждёт решения."),
            ),
            models.CheckConstraint(
                condition=~Q(side=RequestSide.MENTEE) | Q(member__isnull=False),
                name="request_of_mentee_names_one",
                violation_error_message=_("Укажите, чьё это ходатайство."),
            ),
        ]
        permissions = [("ask_change", "May ask that their own pair be changed")]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return f"{reverse('pairing:pair_detail', args=[self.pair_id])}#requests"
