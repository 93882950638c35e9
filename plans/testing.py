"""Pairs in force with an empty plan, for tests."""

from __future__ import annotations

import datetime
from typing import Any

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from orders.testing import stored_order
from pairing.choices import PairKind, PairState
from pairing.models import Pair, PairMember
from registry.testing import make_mentee, make_mentor
from schools.models import School

from .actions import open_plans
from .models import Plan

STARTS_ON = datetime.date(2026, 9, 1)
ENDS_ON = datetime.date(2027, 5, 28)


def make_mentor_user(school: School) -> User:
    """A signed-in mentor with a card in the base."""
    user = make_user(Role.MENTOR, school)
    make_mentor(school, user=user)
    return user


def make_plan(school: School, *, mentor_user: User | None = None, **fields: Any) -> Plan:
    """An empty plan of one pupil in a pair that is in force."""
    card = fields.pop("mentor", None)
    if card is None and mentor_user is not None:
        card = mentor_user.people.get(school=school).mentor_card
    card = card or make_mentor(school)
    mentee = fields.pop("mentee", None) or make_mentee(school)
    order = stored_order(school)
    dates = {"starts_on": STARTS_ON, "ends_on": ENDS_ON}
    pair = Pair.objects.create(
        school=school,
        programme=order.programme,
        regulation=order.regulation,
        mentor=card,
        form=mentee.form,
        kind=PairKind.INDIVIDUAL,
        state=PairState.ACTIVE,
        order=order,
        **dates | fields,
    )
    PairMember.objects.create(
        pair=pair, mentor=card, mentee=mentee, joined_on=pair.starts_on, left_on=pair.ends_on
    )
    return open_plans(pair, actor=None)[0]


def a_line(**fields: Any) -> dict[str, Any]:
    values = {
        "title": "Разбор домашних заданий",
        "period": "сентябрь",
        "due_on": datetime.date(2026, 9, 30),
        "responsible": "наставник",
    }
    return values | fields
