"""Boring orders for tests."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.dispatch import Signal
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.errors import DomainError
from core.models import AuditEvent
from core.terms import expand
from registry.rules import Appointee
from registry.testing import make_person
from schools.models import Programme, School

from .actions import (
    approve_order,
    draft_asked_order,
    draft_order,
    draft_representation,
    return_order,
    submit_order,
    withdraw_order,
)
from .choices import OrderState
from .inputs import OrderInput
from .models import Order, Representation

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

# Kinds that need no pairs, with everything that a kind may have.
ASKED_TEXTS = {
    "introduction": {
        "name": "О внедрении наставничества",
        "title": "О внедрении наставничества в {school}",
        "preamble": "На основании решения {council} (протокол № {protocol})",
        "control": "Контроль оставляю за собой.",
        "series": "core",
        "position": 2,
        "approval_sheet": True,
        "acquaintance": True,
        "fields": [
            {"code": "council", "title": "Чьё решение, в родительном падеже"},
            {"code": "protocol", "title": "Номер протокола"},
            {"code": "opinion", "title": "Чьё мнение учтено", "required": False},
            {"code": "effective_on", "title": "Ввести с", "kind": "date"},
        ],
        "appoints": [
            {"role": "coordinator", "maximum": 1},
            {"role": "curator", "maximum": 3},
            {"role": "working_group_head", "maximum": 1},
            {"role": "working_group"},
        ],
        "annexes": [
            {"kind": "regulation", "title": "Положение о наставничестве"},
            {"kind": "road_map", "title": "Дорожная карта"},
            {"kind": "programme", "title": "Программа на {year} учебный год"},
            {"kind": "table", "title": "Сроки", "columns": ["Дело", "Срок"]},
            {"kind": "appointed", "title": "Состав рабочей группы", "role": "working_group"},
            {"kind": "text", "title": "Памятка"},
        ],
        "points": [
            {
                "text": "Ввести в действие с {effective_on}:",
                "points": [
                    {"text": "Положение о наставничестве (приложение № 1);"},
                    {"text": "дорожную карту (приложение № 2)."},
                ],
            },
            {"text": "Учесть мнение {opinion}.", "when": "opinion"},
            {
                "text": "Назначить {person:accusative} координатором.",
                "repeat": "appointed",
                "role": "coordinator",
            },
            {
                "text": "Назначить {person:accusative} куратором ({scope}).",
                "repeat": "appointed",
                "role": "curator",
            },
            {
                "text": "Утвердить рабочую группу:",
                "when": "working_group",
                "points": [
                    {
                        "text": "{person}, руководитель;",
                        "repeat": "appointed",
                        "role": "working_group_head",
                    },
                    {"text": "{person}.", "repeat": "appointed", "role": "working_group"},
                ],
            },
            {"text": "Разместить на сайте.", "executor": "секретарь", "due": "до {effective_on}"},
        ],
    }
}
ASKED_RULES = {
    "roles.used": {"value": ["coordinator", "curator", "working_group"]},
    "curator.scope": {"value": "direction"},
    "curator.cardinality": {"value": "one"},
    "acts.approval_chain": {"value": ["Педагогический совет", "Профсоюз"]},
}


def make_asking(programme: Programme, more: dict[str, Any] | None = None) -> Programme:
    """Let the programme's regulation have kinds that are asked for by a form, and these."""
    regulation = programme.regulation
    kinds = regulation.texts.get("orders", {})
    regulation.texts = {"orders": {**ORDER_TEXTS, **kinds, **ASKED_TEXTS, **(more or {})}}
    regulation.rules = {**regulation.rules, **ASKED_RULES}
    regulation.stamps = [{"kind": "ПРИНЯТО", "body": "педагогический совет", "act": "протокол"}]
    regulation.save()
    return programme


def make_given(programme: Programme, **fields: Any) -> OrderInput:
    """Everything that the kind «introduction» asks for."""
    school = programme.school
    values: dict[str, Any] = {
        "fields": {
            "council": "педагогического совета",
            "protocol": "1",
            "opinion": "",
            "effective_on": datetime.date(2026, 9, 1),
        },
        "appointees": [
            Appointee(
                "coordinator",
                make_person(
                    school,
                    last_name="Орлова",
                    first_name="Анна",
                    middle_name="Петровна",
                    gender="f",
                ),
            ),
            Appointee(
                "curator",
                make_person(school, last_name="Иванов", post="заместитель директора"),
                direction=school.directions.first(),
            ),
            Appointee("working_group_head", make_person(school, last_name="Ершов")),
            Appointee("working_group", make_person(school, last_name="Бобров")),
            Appointee("working_group", make_person(school, last_name="Вихров", post="вожатый")),
        ],
        "annexes": {3: "Опрос | октябрь\nОтчёт | май", 5: "Помнить о сроках."},
    }
    return OrderInput(**values | fields)


def make_asked(programme: Programme, actor: User, **fields: Any) -> Order:
    """A draft of the kind «introduction»."""
    given = make_given(make_asking(programme), **fields)
    return draft_asked_order("introduction", programme=programme, given=given, actor=actor)


def make_order(programme: Programme, actor: User, **fields: Any) -> Order:
    """A draft that could be handed over at once."""
    values: dict[str, Any] = {
        "kind": "current_programme",
        "title": "О текущей программе наставничества",
        "preamble": expand("На основании представления {curator:genitive}"),
        "points": [
            {"text": "Закрепить пары:", "points": [{"text": "Иванова А. П. – Петров Б."}]},
            {"text": "Составить планы.", "executor": expand("{curator}"), "due": "до 01.10.2026"},
        ],
        "control": "Контроль за исполнением приказа оставляю за собой.",
    } | fields
    return draft_order(values.pop("kind"), programme=programme, actor=actor, **values)


def stored_order(school: School, **fields: Any) -> Order:
    """A row that nobody drafted, for what only stands behind an order."""
    programme = school.programmes.first()
    values = {"kind": "O2", "title": "О парах", "preamble": "По положению"}
    return Order.objects.create(
        school=school, programme=programme, regulation=programme.regulation, **values | fields
    )


def make_representation(programme: Programme, actor: User, **fields: Any) -> Representation:
    """A draft of one that asks for the kind «introduction»."""
    values: dict[str, Any] = {
        "kind": "introduction",
        "title": "О назначении наставников",
        "author_title": "куратор",
        "rows": [["Иванова А. П.", "наставником"]],
    } | fields
    return draft_representation(make_asking(programme), actor=actor, **values)


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
