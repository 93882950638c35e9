"""A school in the middle of its year, and the day on which its people look at their pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today() -> Iterator[datetime.date]:
    with clock.on(TODAY):
        yield TODAY


@pytest.fixture
def a_user(school) -> Callable[[Role], User]:
    def make(role: Role) -> User:
        return make_user(role, school)

    return make
