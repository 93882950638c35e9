"""Marks in the execution of a signed order; the order itself stays as it was signed."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from core.audit import record
from core.clock import today
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import lock
from registry.models import Person

from ..execution import tasks_of
from ..models import Order, OrderTask


def start_tasks(order: Order) -> list[OrderTask]:
    """In the transaction of an approval: what the order tells people to do is on control."""
    return OrderTask.objects.bulk_create(tasks_of(order))


@transaction.atomic
def mark_task(
    task: OrderTask, *, actor: User, done_on: datetime.date | None = None, result: str = ""
) -> OrderTask:
    """The point is carried out. Whoever does it says so, or who keeps orders."""
    task = _own(task, actor)
    day = done_on or today()
    if task.done_on is not None:
        raise StateError(_("Уже отмечено: исполнено %s.") % short_date(task.done_on))
    if day > today():
        raise DomainError(_("Дата исполнения не может быть позже сегодняшней."))
    signed_on = task.order.signed_on
    if signed_on is not None and day < signed_on:
        raise DomainError(_("Исполнить приказ раньше, чем он подписан, нельзя."))
    task.done_on, task.done_by, task.result = day, actor, result.strip()[:300]
    task.save(update_fields=["done_on", "done_by", "result", "updated_at"])
    _write(task, actor, "orders.mark_task", _("Пункт %s приказа исполнен."))
    return task


@transaction.atomic
def unmark_task(task: OrderTask, *, actor: User) -> OrderTask:
    """It was marked by mistake."""
    task = _own(task, actor)
    if task.done_on is None:
        raise StateError(_("Этой отметки уже нет."))
    task.done_on, task.done_by, task.result = None, None, ""
    task.save(update_fields=["done_on", "done_by", "result", "updated_at"])
    _write(task, actor, "orders.unmark_task", _("Отметка об исполнении пункта %s снята."))
    return task


@transaction.atomic
def assign_task(
    task: OrderTask, *, person: Person | None, due_on: datetime.date | None, actor: User
) -> OrderTask:
    """Who carries the point out and by when, where the order's words don't tell a system so."""
    task = lock(task)
    if person is not None and person.school_id != task.school_id:
        raise DomainError(_("Исполнитель – человек {school:своей/своего} {school:genitive}."))
    signed_on = task.order.signed_on
    if due_on is not None and signed_on is not None and due_on < signed_on:
        raise DomainError(_("Срок не может быть раньше даты приказа."))
    task.person, task.due_on = person, due_on
    task.save(update_fields=["person", "due_on", "updated_at"])
    _write(task, actor, "orders.assign_task", _("Назначен исполнитель пункта %s."))
    return task


def may_mark(task: OrderTask, user: Any) -> bool:
    is_executor = task.person is not None and task.person.user_id == user.pk
    return is_executor or user.has_perm("orders.draft_order")


def _own(task: OrderTask, actor: User) -> OrderTask:
    task = lock(task)
    if not may_mark(task, actor):
        raise DomainError(_("Исполнение отмечает исполнитель или тот, кто готовит приказы."))
    return task


def _write(task: OrderTask, actor: User, verb: str, text: str) -> None:
    record(
        verb,
        task.order,
        actor=actor,
        text=text % task.number,
        about=[task.person] if task.person else [],
        data={"task": task.pk, "number": task.number},
    )
