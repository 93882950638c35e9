"""What day it is for an action. A played year and tests set it; a real request never does."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_set_day: ContextVar[datetime.date | None] = ContextVar("set_day", default=None)


def today() -> datetime.date:
    """The day in the server's time zone, or the day that `on` has set."""
    return _set_day.get() or timezone.localdate()


def now() -> datetime.datetime:
    """The moment, aware; noon of the day that `on` has set."""
    day = _set_day.get()
    if day is None:
        return timezone.now()
    noon = datetime.datetime.combine(day, datetime.time(12))
    return timezone.make_aware(noon)


@contextmanager
def on(day: datetime.date) -> Iterator[None]:
    """Everything inside happens on this day."""
    token = _set_day.set(day)
    try:
        yield
    finally:
        _set_day.reset(token)
