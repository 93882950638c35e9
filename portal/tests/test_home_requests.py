"""Petitions about pairs on the home pages: where they are made, and where they wait."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from orders.actions import withdraw_order
from pairing.actions import ask_change, draft_replacement
from pairing.testing import active_pair, with_change_orders
from plans.testing import make_mentor_user, make_plan
from portal.models import Notification
from portal.queries import home_of
from registry.testing import make_mentor

from .helpers import group, titles

pytestmark = pytest.mark.django_db

WAITING = "Обращения о парах"


def petition(school, curator, **fields):
    pair = active_pair(school, curator, starts_on=datetime.date(2026, 9, 7))
    member = pair.members.get()
    return ask_change(pair, side="mentee", text="Нам трудно", member=member, actor=None, **fields)


def test_a_petition_waits_for_the_curator(school, programme, curator, today) -> None:
    request = petition(school, curator)

    [item] = group(home_of(curator, today), WAITING).items

    assert item.title == request.member.mentee.person.full_name
    assert item.note == "ходатайство наставляемого: замена наставника"
    assert item.url.endswith("#requests")


def test_a_petition_that_a_draft_answers_waits_no_more(school, programme, curator, today) -> None:
    with_change_orders(programme, "replacement")
    request = petition(school, curator)
    order = draft_replacement(
        request.pair,
        mentor=make_mentor(school),
        reason="Просьба",
        day=today + datetime.timedelta(days=30),
        actor=curator,
        request=request,
    )
    before = titles(home_of(curator, today))

    withdraw_order(order, actor=curator)

    assert WAITING not in before
    assert WAITING in titles(home_of(curator, today))


def test_the_curator_is_told_of_a_petition_and_the_mentor_is_not(
    school, programme, curator
) -> None:
    pair = active_pair(school, curator, starts_on=datetime.date(2026, 9, 7))
    mentor = make_user(Role.MENTOR, school)
    pair.mentor.person.user = mentor
    pair.mentor.person.save()

    ask_change(pair, side="mentee", text="Трудно", member=pair.members.get(), actor=None)

    told = Notification.objects.filter(text__startswith="Обращение о паре")
    assert [row.user for row in told] == [curator]


def test_a_mentor_is_led_from_home_to_where_one_resigns(signed_in, school, today) -> None:
    user = make_mentor_user(school)
    plan = make_plan(school, mentor_user=user)

    text = signed_in(user).get(reverse("portal:home")).content.decode()

    assert reverse("pairing:pair_ask", args=[plan.member.pair_id]) in text
