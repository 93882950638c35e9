"""Marks in the sheets of an order: agreed, read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core.audit import record
from core.clock import today
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.transitions import lock

from ..choices import OrderState, SheetKind
from ..models import Order, OrderSheetMark
from ..sheets import SheetLine, lines_of
from ..signals import order_reading_reminded

LONGEST_REMARK = 2000


@transaction.atomic
def mark_sheet(
    order: Order,
    *,
    sheet: str,
    keys: Iterable[str],
    actor: Any,
    marked_on: datetime.date | None = None,
    remark: str = "",
) -> list[OrderSheetMark]:
    """Fill lines of a sheet: `keys` are the lines'. Filled again, the later word stands."""
    day = marked_on or today()
    order = lock(order)
    lines = _lines(order, sheet, keys)
    _refuse_mark(order, sheet, day, remark)
    marks = [
        OrderSheetMark.objects.update_or_create(
            order=order,
            kind=sheet,
            person=line.person,
            body=line.body,
            defaults={"marked_on": day, "remark": remark.strip(), "marked_by": actor},
        )[0]
        for line in lines
    ]
    texts = {
        SheetKind.APPROVAL: _("Отмечено согласование приказа."),
        SheetKind.ACQUAINTANCE: _("Отмечено ознакомление с приказом."),
    }
    record(
        "orders.mark_sheet",
        order,
        actor=actor,
        text=texts[SheetKind(sheet)],
        about=[line.person for line in lines if line.person],
        data={
            "sheet": sheet,
            "bodies": [line.body for line in lines if line.body],
            "marked_on": day.isoformat(),
            "has_remark": bool(remark.strip()),
        },
    )
    return marks


@transaction.atomic
def clear_mark(order: Order, *, sheet: str, key: str, actor: Any) -> None:
    """The line was filled by mistake."""
    order = lock(order)
    (line,) = _lines(order, sheet, [key])
    if line.mark is None:
        raise StateError(_("Этой отметки уже нет."))
    line.mark.delete()
    record(
        "orders.clear_mark",
        order,
        actor=actor,
        text=_("Отметка в листе приказа снята."),
        about=[line.person] if line.person else [],
        data={"sheet": sheet, "body": line.body},
    )


@transaction.atomic
def confirm_reading(order: Order, *, actor: Any) -> OrderSheetMark:
    """Somebody whom the order names says that they have read it."""
    order = lock(order)
    for line in lines_of(order, SheetKind.ACQUAINTANCE):
        if line.person and line.person.user_id == actor.pk:
            if line.mark is not None:
                return line.mark
            keys = [line.key]
            return mark_sheet(order, sheet=SheetKind.ACQUAINTANCE, keys=keys, actor=actor)[0]
    raise DomainError(_("Вас нет в листе ознакомления этого приказа."))


@transaction.atomic
def remind_readers(order: Order, *, actor: Any) -> int:
    """Those of the sheet who sign in and have not read the order are told of it. How many."""
    order = lock(order)
    if order.signed_on is None:
        raise StateError(_("Знакомят с утверждённым приказом, а этот ещё не утверждён."))
    lines = lines_of(order, SheetKind.ACQUAINTANCE)
    people = [
        line.person
        for line in lines
        if line.person and line.mark is None and line.person.user_id is not None
    ]
    if not people:
        raise StateError(_("Напоминать некому: остальных знакомят под подпись на бумаге."))
    record(
        "orders.remind_readers",
        order,
        actor=actor,
        text=_("Напомнили ознакомиться с приказом."),
        about=people,
    )
    order_reading_reminded.send(sender=Order, order=order, people=people, actor=actor)
    return len(people)


def _lines(order: Order, sheet: str, keys: Iterable[str]) -> list[SheetLine]:
    known = {line.key: line for line in lines_of(order, sheet)}
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        raise DomainError(_("Отметьте в листе хотя бы одну строку."))
    if not set(wanted) <= set(known):
        raise DomainError(_("Такой строки в листе нет. Откройте его заново."))
    return [known[key] for key in wanted]


def _refuse_mark(order: Order, sheet: str, day: datetime.date, remark: str) -> None:
    if order.state == OrderState.WITHDRAWN:
        raise StateError(_("Проект приказа снят, отмечать в нём нечего."))
    if sheet == SheetKind.ACQUAINTANCE and order.signed_on is None:
        raise StateError(_("Знакомят с утверждённым приказом, а этот ещё не утверждён."))
    if day > today():
        raise DomainError(_("Дата отметки не может быть позже сегодняшней."))
    if sheet == SheetKind.ACQUAINTANCE and order.signed_on and day < order.signed_on:
        raise DomainError(_("С приказом не могли ознакомиться раньше, чем он подписан."))
    if len(remark) > LONGEST_REMARK:
        raise DomainError(_("Замечание не длиннее %s знаков.") % LONGEST_REMARK)
