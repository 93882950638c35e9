"""The list and the page of pairs say what the days say, not the stored state."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse_lazy

from accounts.models import User
from core import clock
from core.templatetags.ui import state_badge
from pairing.actions import draft_pairs_order
from pairing.filters import STATES
from pairing.models import Pair
from pairing.testing import make_pair
from schools.models import School

from .ahead import AFTER, LAST, TODAY, a_pair, again, end_on, sign

pytestmark = pytest.mark.django_db

URL = reverse_lazy("pairing:pair_list")


@pytest.fixture
def pairs(school: School, curator: User, director: User) -> dict[str, Pair]:
    """One that goes on, one that an order ends, one that is still to begin."""
    goes_on = a_pair(school, curator)
    ends = a_pair(school, curator)
    end_on(ends, curator, director)
    begins = make_pair(school)
    order = draft_pairs_order([begins], programme=begins.programme, actor=curator)
    sign(order, curator, director)
    return {"goes on": goes_on, "ends": ends, "begins": begins}


def found(client: Client, pairs: dict[str, Pair], state: str) -> set[str]:
    rows = client.get(URL, {"state": state}).context["object_list"]
    keys = {pair.pk for pair in rows}
    return {name for name, pair in pairs.items() if pair.pk in keys}


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        ("active", {"goes on", "ends"}, {"goes on", "begins"}),
        ("closing", {"ends"}, set()),
        ("ahead", {"begins"}, set()),
        ("ended_early", set(), {"ends"}),
        ("completed", set(), set()),
        ("cancelled", set(), set()),
    ],
)
def test_the_filter_finds_a_pair_by_its_days(
    pairs: dict[str, Pair],
    curator: User,
    signed_in: Callable[[User], Client],
    state: str,
    before: set[str],
    after: set[str],
) -> None:
    client = signed_in(curator)
    told = []
    for day in (TODAY, AFTER):
        with clock.on(day):
            told.append(found(client, pairs, state))
    assert told == [before, after]


def test_a_pair_that_is_over_has_the_colour_of_it_before_the_task(
    pairs: dict[str, Pair],
) -> None:
    tones = []
    for day in (LAST, AFTER):
        with clock.on(day):
            tones.append(state_badge(again(pairs["ends"]))["tone"])
    assert tones == ["good", "warn"]


def test_every_state_that_a_row_says_can_be_asked_for(pairs: dict[str, Pair]) -> None:
    assert {code for code, _label in STATES} == {
        "chosen",
        "in_order",
        "ahead",
        "active",
        "closing",
        "completed",
        "ended_early",
        "cancelled",
    }


def test_the_list_says_until_when(
    pairs: dict[str, Pair], curator: User, signed_in: Callable[[User], Client]
) -> None:
    text = signed_in(curator).get(URL).content.decode()
    assert "действует по 31.10.2026" in text
    assert "начнётся 05.10.2026" in text


def test_the_page_says_the_order_and_offers_no_change(
    pairs: dict[str, Pair], curator: User, signed_in: Callable[[User], Client]
) -> None:
    response = signed_in(curator).get(pairs["ends"].get_absolute_url())
    text = response.content.decode()
    assert "Завершится по приказу" in text
    assert "По этот день пара действует, как прежде." in text
    shown = ("end_form", "may_extend", "may_replace", "is_over")
    assert [bool(response.context[name]) for name in shown] == [False] * len(shown)


def test_the_mentor_is_told_the_same_without_how_to_undo_it(
    pairs: dict[str, Pair], signed_in: Callable[[User], Client]
) -> None:
    pair = pairs["ends"]
    user = User.objects.get(pk=pair.mentor.person.user_id or 0)
    with clock.on(LAST):
        text = signed_in(user).get(pair.get_absolute_url()).content.decode()
    assert "Завершится по приказу" in text
    assert "этот приказ отменяют новым" not in text
