"""Boring users for tests: one call gives somebody with a role in a school."""

from __future__ import annotations

from itertools import count
from time import time
from typing import Any

from django.test import Client

from schools.models import School

from .models import Membership, User

_numbers = count(1)

PASSWORD = "correct horse battery"


def confirm(client: Client, *, at: float | None = None) -> Client:
    """Whoever is signed in has just said once more who they are; `at` is a time of the epoch."""
    session = client.session
    said = {"method": "password", "at": at or time(), "reauthenticated": True}
    session["account_authentication_methods"] = [said]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


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
