"""Orders by what is to be done with them."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from registry.models import Person

from .choices import EDITABLE, OrderState
from .models import Order


def people_of(order: Order) -> QuerySet[Person]:
    """Whom the order names."""
    return Person.objects.filter(orders__order=order)


def orders_to_approve(user: User) -> QuerySet[Order]:
    """What waits for the director, the oldest first."""
    rows = Order.objects.visible_to(user).filter(state=OrderState.SUBMITTED)
    return rows.order_by("submitted_at", "pk")


def orders_to_finish(user: User) -> QuerySet[Order]:
    """Drafts and returned orders; the returned ones first."""
    rows = Order.objects.visible_to(user).filter(state__in=EDITABLE)
    return rows.order_by("-state", "-pk")
