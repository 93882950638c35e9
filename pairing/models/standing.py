"""Whether a pair stands on a day: an order may be signed long before what it says comes true.

The stored state is moved on the day after by `actions.ahead.settle_ends`. Rights, places and
words don't wait for that: they ask these conditions. `pair` is the way to the pair from the
model that asks, «member__pair__».
"""

from __future__ import annotations

import datetime

from django.db.models import Case, CharField, F, Q, Value, When

from ..choices import PairState

# Beside the states, for a choice: in force by its order, its first day is to come; it stands, and
# an order says when it ends.
AHEAD = "ahead"
CLOSING = "closing"


def standing(day: datetime.date, pair: str = "") -> Q:
    """In force by an order, and not over on that day; one that is still to begin counts."""
    is_open = Q(**{f"{pair}closes_on__isnull": True}) | Q(**{f"{pair}closes_on__gte": day})
    return Q(**{f"{pair}state": PairState.ACTIVE}) & is_open


def closed(day: datetime.date, pair: str = "") -> Q:
    """Over by an order whose last day has passed, and nobody has moved the state yet."""
    return Q(**{f"{pair}state": PairState.ACTIVE, f"{pair}closes_on__lt": day})


def in_state(state: str, day: datetime.date, pair: str = "") -> Q:
    """In this state on that day; `AHEAD` and `CLOSING` are states too."""
    early = Q(**{f"{pair}closes_on__lt": F(f"{pair}ends_on")})
    if state == AHEAD:
        return standing(day, pair) & Q(**{f"{pair}starts_on__gt": day})
    if state == CLOSING:
        return standing(day, pair) & Q(**{f"{pair}closes_on__isnull": False})
    if state == PairState.ACTIVE:
        return standing(day, pair) & Q(**{f"{pair}starts_on__lte": day})
    stored = Q(**{f"{pair}state": state})
    if state == PairState.COMPLETED:
        return stored | (closed(day, pair) & ~early)
    if state == PairState.ENDED_EARLY:
        return stored | (closed(day, pair) & early)
    return stored


def state_on(day: datetime.date, pair: str = "") -> Case:
    """The state on that day as a column."""
    early = Q(**{f"{pair}closes_on__lt": F(f"{pair}ends_on")})
    return Case(
        When(closed(day, pair) & early, then=Value(PairState.ENDED_EARLY)),
        When(closed(day, pair), then=Value(PairState.COMPLETED)),
        default=F(f"{pair}state"),
        output_field=CharField(),
    )


def left(day: datetime.date, member: str = "") -> Q:
    """Of members: taken out by an order, alone or with the pair, before that day."""
    with_pair = closed(day, f"{member}pair__")
    return with_pair | Q(**{f"{member}leaves_on__lt": day})
