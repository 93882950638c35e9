"""The director's side: approve or return."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from core.audit import record, ref
from core.clock import now, today
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.russian.dates import short_date
from core.transitions import can_move, lock, move
from documents.actions import hold_series, issue_document, take_number
from documents.queries import template_for
from registry.actions import appoint_people

from ..choices import TRANSITIONS, OrderState, RemarkPart
from ..inputs import appointees_of
from ..models import Order
from ..papers import order_paper
from ..queries import people_of
from ..remarks import RemarkText
from ..rules import (
    clean_number,
    format_number,
    is_numbered_by_hand,
    mask_of,
    refuse_unless_ready,
    series_of,
)
from ..signals import order_approved, order_checked, order_returned
from ..signing import mark_of, signing_of
from .execution import start_tasks
from .remarks import keep_remarks

# The series whose row those wait for who approve with numbers of their own.
BY_HAND = "by-hand"


@transaction.atomic
def approve_order(
    order: Order,
    *,
    actor: User,
    signed_on: datetime.date | None = None,
    seen_at: datetime.datetime | None = None,
    number: str = "",
    ways: Sequence[str] = (),
) -> Order:
    """Give the order its number and date, keep its paper, make it true. Once, whoever clicks twice.

    With `seen_at`, the `updated_at` of what the director had read, a text changed since then is
    not signed. `number` is what the director writes where the school numbers by hand; where the
    system does, it says nothing. `ways` are how the director has said who they are, for the mark
    of an order that is signed here.

    The number is taken before the checks: so approvals in a school follow one another, and what
    receivers lock can't make two of them wait for each other. A refusal gives the number back.
    """
    day = signed_on or today()
    order = lock(order)
    _refuse_unless_waiting(order)
    if seen_at is not None and order.updated_at != seen_at:
        raise StateError(_("Приказ изменился, пока вы его читали. Прочитайте его заново."))
    if day > today():
        raise DomainError(_("Дата приказа не может быть позже сегодняшней."))
    number = (
        _number_by_hand(order, day, number) if is_numbered_by_hand(order) else _number(order, day)
    )
    refuse_unless_ready(order, day)
    order_checked.send(sender=Order, order=order)
    mark = mark_of(order, actor=actor, day=day, at=now(), ways=ways)
    document = issue_document(
        order_paper(order, number=number, day=day, mark=mark),
        school=order.school,
        kind="order",
        owner=ref(order),
        number=number,
        issued_on=day,
        actor=actor,
        template=template_for(order.school, order.kind),
    )
    move(
        order,
        OrderState.APPROVED,
        TRANSITIONS,
        signing=signing_of(order),
        number=number,
        signed_on=day,
        approved_by=actor,
        document=document,
    )
    _appoint(order, actor)
    start_tasks(order)
    order_approved.send(sender=Order, order=order, actor=actor)
    record(
        "orders.approve_order",
        order,
        actor=actor,
        text=_("Приказ утверждён: № %(number)s от %(day)s.")
        % {"number": number, "day": short_date(day)},
        about=[document, *people_of(order)],
        data={"number": number, "signed_on": day.isoformat(), "hash": document.content_hash},
    )
    return order


@transaction.atomic
def return_order(
    order: Order, *, actor: User, remark: str = "", remarks: Sequence[RemarkText] = ()
) -> Order:
    """Send the order back to whoever drafted it: `remark` is to the whole, `remarks` to places."""
    remark = remark.strip()
    if not remark and not remarks:
        raise DomainError(_("Напишите, что исправить в приказе."))
    order = lock(order)
    whole = [RemarkText(RemarkPart.WHOLE, None, remark)] if remark else []
    text = remark or "; ".join(row.text.strip() for row in remarks)
    move(order, OrderState.RETURNED, TRANSITIONS, remark=text)
    keep_remarks(order, [*whole, *remarks], actor=actor)
    order_returned.send(sender=Order, order=order, actor=actor)
    record(
        "orders.return_order",
        order,
        actor=actor,
        text=_("Приказ возвращён с замечанием."),
        data={"remark": text} | ({"places": [row.part for row in remarks]} if remarks else {}),
    )
    return order


def _refuse_unless_waiting(order: Order) -> None:
    if order.signed_on is not None:
        raise StateError(
            _("Приказ уже утверждён: № %(number)s от %(day)s.")
            % {"number": order.number, "day": short_date(order.signed_on)}
        )
    if not can_move(order, OrderState.APPROVED, TRANSITIONS):
        raise StateError(
            _("Утвердить можно приказ, переданный на подпись; сейчас он «%s».")
            % order.get_state_display()
        )


def _appoint(order: Order, actor: User) -> None:
    """The order is signed: whom it appoints is appointed."""
    appointees = appointees_of(order)
    if not appointees or order.signed_on is None:
        return
    appoint_people(
        appointees,
        school=order.school,
        programme=order.programme,
        document=order.document,
        basis=_("приказ № %(number)s от %(day)s")
        % {"number": order.number, "day": short_date(order.signed_on)},
        valid_from=order.effective_on or order.signed_on,
        actor=actor,
    )


def _number_by_hand(order: Order, day: datetime.date, text: str) -> str:
    """What the director wrote, if nobody has it; others who approve in this school wait."""
    hold_series(order.school, BY_HAND, day.year)
    number = clean_number(text)
    other = _approved_as(order, number, day)
    if other is not None:
        raise DomainError(
            _("Номер %(number)s в этом году уже у приказа «%(title)s» от %(day)s.")
            % {
                "number": number,
                "title": other.title,
                "day": short_date(other.signed_on or day),
            }
        )
    return number


def _approved_as(order: Order, number: str, day: datetime.date) -> Order | None:
    rows = Order.objects.filter(school=order.school, state=OrderState.APPROVED, number=number)
    return rows.filter(signed_on__year=day.year).first()


def _number(order: Order, day: datetime.date) -> str:
    taken = take_number(order.school, series_of(order), day.year)
    number = format_number(mask_of(order), taken, day.year)
    if _approved_as(order, number, day) is not None:
        raise DomainError(
            _("Номер %s в этом году уже занят другой серией: поправьте вид номера в положении.")
            % number
        )
    return number
