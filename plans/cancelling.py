"""Whether pairs have begun to work: then the order about them is not cancelled as a mistake."""

from __future__ import annotations

from core.errors import DomainError
from core.i18n import gettext as _
from orders.models import Order

from .choices import PlanState
from .models import Meeting, Plan


def refuse_where_work_began(order: Order) -> None:
    """Raises `DomainError` where a pair of the order has met or has had its plan approved."""
    if Meeting.objects.filter(pair__order=order).exists():
        raise DomainError(_("Пары по этому приказу уже встречались: отменить его целиком нельзя."))
    plans = Plan.objects.filter(member__pair__order=order, state=PlanState.APPROVED)
    if plans.exists():
        raise DomainError(_("У пар по этому приказу уже утверждены планы: отменить его нельзя."))
