"""Boring users for tests: one call gives somebody with a role in a school."""

from __future__ import annotations

from itertools import count
from typing import Any

from schools.models import School

from .models import Membership, User

_numbers = count(1)

PASSWORD = "correct horse battery"


def make_user(role: str | None = None, school: School | None = None, **fields: Any) -> User:
    number = next(_numbers)
    values = {
        "email": f"user{number}@example.org",
        "last_name": "Тестов",
        "first_name": "Пётр",
        "middle_name": "Ильич",
    }
    user = User.objects.create_user(password=PASSWORD, **values | fields)
    if role is not None:
        assert school is not None, "a role is held in a school"
        Membership.objects.create(user=user, school=school, role=role, valid_from="2020-01-01")
    return user
