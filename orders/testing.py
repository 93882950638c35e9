"""Boring orders for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.dispatch import Signal
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.errors import DomainError
from core.models import AuditEvent
from schools.models import Programme

from .actions import approve_order, draft_order, return_order, submit_order, withdraw_order
from .choices import OrderState
from .models import Order

ORDER_TEXTS = {
    "current_programme": {
        "name": "О текущей программе",
        "title": "О текущей программе наставничества на {year} учебный год",
        "preamble": "В соответствии с документом «{regulation}»",
        "control": "Контроль оставляю за собой.",
        "series": "core",
        "number_mask": "{number}-од",
        "position": 1,
        "points": [
            {"text": "Определить формы: {forms}.", "executor": "", "due": "", "repeat": ""},
            {"text": "Назначить {mentor:accusative}.", "repeat": "pairs"},
            {"text": "Составить планы.", "executor": "кураторы", "due": "до {starts_on}"},
        ],
    }
}


def make_order(programme: Programme, actor: User, **fields: Any) -> Order:
    """A draft that could be handed over at once."""
    values: dict[str, Any] = {
        "kind": "current_programme",
        "title": "О текущей программе наставничества",
        "preamble": "На основании представления куратора",
        "points": [
            {"text": "Закрепить пары:", "points": [{"text": "Иванова А. П. – Петров Б."}]},
            {"text": "Составить планы.", "executor": "куратор", "due": "до 01.10.2026"},
        ],
        "control": "Контроль за исполнением приказа оставляю за собой.",
    } | fields
    return draft_order(values.pop("kind"), programme=programme, actor=actor, **values)


def make_submitted(programme: Programme, actor: User, **fields: Any) -> Order:
    return submit_order(make_order(programme, actor, **fields), actor=actor)


ACTIONS = {
    OrderState.SUBMITTED: lambda order, user: submit_order(order, actor=user),
    OrderState.APPROVED: lambda order, user: approve_order(order, actor=user),
    OrderState.RETURNED: lambda order, user: return_order(order, remark="Нет.", actor=user),
    OrderState.WITHDRAWN: lambda order, user: withdraw_order(order, actor=user),
}


def order_in(state: str, programme: Programme, curator: User, director: User) -> Order:
    """An order that went the shortest way to that state."""
    order = make_order(programme, curator)
    path = {
        OrderState.DRAFT: [],
        OrderState.SUBMITTED: [OrderState.SUBMITTED],
        OrderState.RETURNED: [OrderState.SUBMITTED, OrderState.RETURNED],
        OrderState.APPROVED: [OrderState.SUBMITTED, OrderState.APPROVED],
        OrderState.WITHDRAWN: [OrderState.WITHDRAWN],
    }[OrderState(state)]
    for step in path:
        order = ACTIONS[step](order, director)
    return order


@contextmanager
def listening(signal: Signal, receiver: Any) -> Iterator[None]:
    signal.connect(receiver, weak=False)
    try:
        yield
    finally:
        signal.disconnect(receiver)


def refuse(sender: Any, **kwargs: Any) -> None:
    raise DomainError("Пара уже завершена.")


def last_verb(order: Order) -> str:
    return AuditEvent.objects.filter(refs__contains=[f"orders.order:{order.pk}"])[0].verb


def order_url(name: str, order: Order) -> str:
    return reverse(f"orders:{name}", args=[order.pk])


def reloaded(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def page_text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()
