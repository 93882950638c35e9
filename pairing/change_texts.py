"""The words of an order that changes one pair, said of the change as it is now."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from core.russian.dates import long_date
from orders.models import Order
from orders.naming import named
from registry.models import MenteeCard
from schools.texts import OrderKind

from .choices import ChangeKind, ChangeState
from .models import Pair, PairChange, PairRequest
from .papers import Values, change_texts, pair_values
from .petitions import petition_value
from .queries import pairs_with_people

# Where a draft keeps what was asked for its kind's fields.
ASKED = "asked"


def change_values(
    kind: str,
    pair: Pair,
    *,
    reason: str = "",
    day: datetime.date | None = None,
    ends_on: datetime.date | None = None,
    successor: Pair | None = None,
    mentee: MenteeCard | None = None,
    request: PairRequest | None = None,
) -> Values:
    """What the texts of the order may name, as `schools.templating.CHANGE_VALUES` lists it."""
    values: dict[str, Any] = {**pair_values(successor or pair), "reason": _in_sentence(reason)}
    values["petition"] = petition_value(request)
    if day is not None:
        values["changed_on"] = long_date(day)
    if successor is not None:
        values["old_mentor"] = pair_values(pair)["mentor"]
    if mentee is not None:
        person = mentee.person
        values["member"] = lambda case: named([person], case)
    if ends_on is not None and kind in (ChangeKind.EXTENSION, ChangeKind.COMPLETION):
        values["pair_ends_on"] = long_date(ends_on)
    if kind == ChangeKind.EXTENSION:
        values["old_ends_on"] = long_date(pair.ends_on)
    return values


def kept_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked, as the draft keeps it."""
    return {
        ASKED: {
            code: value.isoformat() if isinstance(value, datetime.date) else str(value)
            for code, value in fields.items()
            if value
        }
    }


def texts_of_change(order: Order, kind: OrderKind) -> dict[str, Any] | None:
    """The texts of a draft as they would be filled now; None where it changes no pair.

    Nor where the draft was made when what was asked was not kept.
    """
    rows = PairChange.objects.filter(order=order, state=ChangeState.WAITING)
    change = rows.select_related("mentee__person", "request").first()
    if change is None or (kind.fields and ASKED not in order.data):
        return None
    keys = [pk for pk in (change.pair_id, change.successor_id) if pk is not None]
    pairs = {
        pair.pk: pair
        for pair in pairs_with_people(Pair.objects.filter(pk__in=keys)).select_related("regulation")
    }
    values = change_values(
        change.kind,
        pairs[change.pair_id],
        reason=change.reason_text,
        day=change.day,
        ends_on=change.ends_on,
        successor=pairs[change.successor_id] if change.successor_id else None,
        mentee=change.mentee,
        request=change.request,
    )
    return change_texts(order.programme, kind, values, _asked(order, kind))


def _asked(order: Order, kind: OrderKind) -> dict[str, Any]:
    dates = {row.code for row in kind.fields if row.kind == "date"}
    given = order.data.get(ASKED, {})
    return {
        code: datetime.date.fromisoformat(value) if code in dates else value
        for code, value in given.items()
    }


def _in_sentence(reason: str) -> str:
    text = reason.rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
