"""Pairs and groups as lines of a table, one for each mentee."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from core.i18n import gettext as _

from .models import Pair


def headings() -> list[str]:
    return [
        _("{Mentor}"),
        _("Должность или {class} {mentor:genitive}"),
        _("{Mentee}"),
        _("{Class} или должность {mentee:genitive}"),
        _("Форма"),
        _("Вид"),
        _("С"),
        _("По"),
        _("Состояние"),
        _("Приказ"),
        _("Результаты"),
    ]


def lines_of(pairs: Iterable[Pair]) -> Iterator[list[Any]]:
    """Rows under `headings`; the members are those that were fetched with the pairs."""
    for pair in pairs:
        mentor = pair.mentor.person
        number = f"№ {pair.order.number}" if pair.order and pair.order.number else ""
        for member in pair.members.all():
            mentee = member.mentee.person
            yield [
                mentor.full_name,
                mentor.place,
                mentee.full_name,
                mentee.place,
                pair.form.name,
                pair.get_kind_display(),
                member.joined_on,
                member.left_on,
                pair.get_state_display(),
                number,
                member.result,
            ]
