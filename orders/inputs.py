"""What the curator is asked when an order is drafted, as a form gives it and as the row keeps it.

`Order.data`, without the first three where another app drafted the texts:

    fields: {code: text, a date as 2026-10-05}
    appoints: [{role, person, direction, form}], ids; the last two None for the whole school
    annexes: {place: what was typed}, of the annexes that are typed
    texts: {title, preamble, points, control} as they were filled; what differs was edited by hand

`pairing` keeps what it has asked for an order that changes a pair under a name of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from registry.models import Person
from registry.rules import Appointee
from schools.models import Direction, MentoringForm, Programme
from schools.texts import OrderKind

from .models import Order

# A field of this code is the day from which the order acts, so it isn't asked once more.
EFFECTIVE = "effective_on"
TYPED_ANNEXES = ("table", "text")


@dataclass(frozen=True, slots=True)
class OrderInput:
    """`fields` by code: a text or a date. `annexes`: what was typed, by the place of the annex."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    appointees: Sequence[Appointee] = ()
    annexes: Mapping[int, str] = field(default_factory=dict)
    effective_on: datetime.date | None = None

    @property
    def first_day(self) -> datetime.date | None:
        """The day from which the order acts, where one is named."""
        day = self.fields.get(EFFECTIVE)
        return day if isinstance(day, datetime.date) else self.effective_on

    def has(self, name: str) -> bool:
        """Whether that field or role was filled."""
        if name in self.fields:
            return bool(self.fields[name])
        return any(appointee.role == name for appointee in self.appointees)

    def as_json(self) -> dict[str, Any]:
        return {
            "fields": {
                code: value.isoformat() if isinstance(value, datetime.date) else value
                for code, value in self.fields.items()
            },
            "appoints": [
                {
                    "role": appointee.role,
                    "person": appointee.person.pk,
                    "direction": appointee.direction.pk if appointee.direction else None,
                    "form": appointee.form.pk if appointee.form else None,
                }
                for appointee in self.appointees
            ],
            "annexes": {str(place): text for place, text in self.annexes.items()},
        }


def input_of(order: Order, kind: OrderKind | None) -> OrderInput:
    """What the row keeps; people and directions that are gone are left out."""
    dates = {row.code for row in kind.fields if row.kind == "date"} if kind else set()
    return OrderInput(
        fields={
            code: _date(value) if code in dates else value
            for code, value in order.data.get("fields", {}).items()
        },
        appointees=appointees_of(order),
        annexes={int(place): text for place, text in order.data.get("annexes", {}).items()},
        effective_on=order.effective_on,
    )


def appointees_of(order: Order) -> list[Appointee]:
    rows = order.data.get("appoints", [])
    people = Person.objects.in_bulk([row["person"] for row in rows])
    directions = Direction.objects.in_bulk([row["direction"] for row in rows if row["direction"]])
    forms = MentoringForm.objects.in_bulk([row["form"] for row in rows if row["form"]])
    return [
        Appointee(
            row["role"],
            people[row["person"]],
            direction=directions.get(row["direction"]),
            form=forms.get(row["form"]),
        )
        for row in rows
        if row["person"] in people
    ]


def parts_of(programme: Programme, scope: str) -> list[Direction] | list[MentoringForm]:
    """What curators may answer for, one each, where the regulation divides the school so."""
    if scope == "direction":
        chosen: Any = programme.directions.all()
        return list(chosen or programme.school.directions.filter(is_active=True))
    if scope == "form":
        chosen = programme.forms.all()
        return list(chosen or programme.school.forms.filter(is_active=True))
    return []


def _date(value: str) -> datetime.date | str:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return value
