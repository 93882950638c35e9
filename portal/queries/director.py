"""What is awaited of a director: a decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.i18n import gettext as _
from orders.choices import OrderState
from orders.models import Order
from schools.models import Programme

from ..todo import TodoGroup, TodoItem, group_of
from .curator import feedback_waiting, late_stages, plans_waiting, rounds_due
from .orders_in_work import late_tasks


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    yield orders_to_approve(user)
    yield late_tasks(user, today)
    yield plans_waiting(user)
    yield feedback_waiting(user)
    yield rounds_due(user, programme, today)
    if programme is not None:
        yield late_stages(programme, today)


def orders_to_approve(user: User) -> TodoGroup | None:
    """The longest waiting first."""
    rows = Order.objects.visible_to(user).filter(state=OrderState.SUBMITTED)

    def item(order: Order) -> TodoItem:
        return TodoItem(
            order.title,
            f"{reverse('orders:queue')}?order={order.pk}",
            _("Прочитать и решить"),
            since=timezone.localdate(order.submitted_at) if order.submitted_at else None,
        )

    return group_of(
        _("Приказы на подпись"),
        rows.order_by("submitted_at", "pk"),
        item,
        url=reverse("orders:queue"),
    )
