"""The day on which the tests of pairs happen: the beginning of a programme's year."""

import datetime
from collections.abc import Iterator

import pytest

from core import clock

TODAY = datetime.date(2026, 10, 1)


@pytest.fixture(autouse=True)
def today() -> Iterator[datetime.date]:
    with clock.on(TODAY):
        yield TODAY
