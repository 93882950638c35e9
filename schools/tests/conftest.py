"""A school made from a preset, whoever keeps its rules, and the form of the rules."""

from __future__ import annotations

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from schools.actions import create_school
from schools.models import School
from schools.presets import load_preset

from .pages import typed, url


@pytest.fixture
def kirov(db) -> School:
    return create_school(load_preset("kirov-65"), slug="kirov", actor=None)


@pytest.fixture
def regulation(kirov):
    return kirov.regulations.get()


@pytest.fixture
def keeper(signed_in, kirov):
    return signed_in(make_user(Role.ADMINISTRATOR, kirov))


@pytest.fixture
def data(keeper, regulation):
    return typed(keeper.get(url("regulation_update", regulation)).content)


@pytest.fixture
def send(keeper, regulation, data):
    """The form with changes: what the first step answers."""

    def post(**changes):
        return keeper.post(url("regulation_update", regulation), data | changes.pop("rules", {}))

    return post


@pytest.fixture
def adopt(keeper, regulation, data):
    """The form with changes, seen and adopted."""

    def post(rules, **about):
        address = url("regulation_update", regulation)
        shown = typed(keeper.post(address, data | rules).content)
        return keeper.post(address, shown | {"step": "adopt", "reason": "протокол № 1"} | about)

    return post
