"""Boring orders for tests."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from schools.models import Programme

from .actions import draft_order, submit_order
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
