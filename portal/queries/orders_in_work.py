"""What orders wait for: somebody who carries a point out, somebody who has to agree."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.i18n import gettext as _
from orders.models import OrderTask
from orders.queries import orders_to_agree
from schools.models import Programme

from ..todo import SHOWN, TodoGroup, TodoItem, group_of, open_url


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    """Of anybody by name."""
    if user.has_perm("orders.view_order"):
        yield drafts_to_agree(user)
        yield own_tasks(user, today)


def drafts_to_agree(user: User) -> TodoGroup | None:
    orders = orders_to_agree(user)
    items = [
        TodoItem(
            order.title,
            f"{order.get_absolute_url()}#agree",
            _("Прочитать и ответить"),
            since=timezone.localdate(order.agreement_asked_at)
            if order.agreement_asked_at
            else None,
        )
        for order in orders[:SHOWN]
    ]
    title = _("Проекты приказов на согласование")
    return TodoGroup(title, items, len(orders), reverse("orders:order_list")) if items else None


def own_tasks(user: User, today: datetime.date) -> TodoGroup | None:
    rows = OrderTask.objects.visible_to(user).filter(person__user=user).undone()
    return _tasks(user, _("Поручения по приказам"), rows, today, _("Отметить"))


def late_tasks(user: User, today: datetime.date) -> TodoGroup | None:
    """Of the whole school: who controls orders sees what is late."""
    rows = OrderTask.objects.visible_to(user).exclude(person__user=user).late(today)
    return _tasks(user, _("Приказы не исполнены в срок"), rows, today, _("Открыть"), "late")


def tasks_of_nobody(user: User, today: datetime.date) -> TodoGroup | None:
    """The words of the order don't tell who is meant."""
    if not user.has_perm("orders.draft_order"):
        return None
    rows = OrderTask.objects.visible_to(user).filter(person__isnull=True).undone()
    title = _("Поручения приказов без исполнителя")
    return _tasks(user, title, rows, today, _("Назначить"), "nobody")


def _tasks(
    user: User,
    title: str,
    rows: QuerySet[OrderTask],
    today: datetime.date,
    label: str,
    state: str = "undone",
) -> TodoGroup | None:
    def item(task: OrderTask) -> TodoItem:
        return TodoItem(
            task.text,
            reverse("orders:task_update", args=[task.pk]),
            label,
            note=_note(task),
            due_on=task.due_on,
            is_late=task.is_late(today),
        )

    url = f"{open_url(user, 'orders.view_order', 'orders:task_list')}?state={state}"
    rows = rows.select_related("order", "person").order_by("due_on", "pk")
    return group_of(title, rows, item, url=url)


def _note(task: OrderTask) -> str:
    who: Any = task.person.short_name if task.person else task.executor
    order = _("приказ № %(number)s, пункт %(point)s") % {
        "number": task.order.number,
        "point": task.number,
    }
    return f"{who}, {order}" if who else order
