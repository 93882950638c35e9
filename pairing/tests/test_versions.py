"""What began under a version of the regulation stays under it."""

import datetime

import pytest

from accounts.models import User
from core.errors import DomainError
from orders.actions import approve_order, submit_order
from pairing.actions import (
    draft_pairs_order,
    draft_replacement,
    end_pair,
    extend_pair,
)
from pairing.models import Pair
from pairing.testing import ENDS_ON, active_pair, make_pair, with_change_orders
from registry.testing import make_mentor
from schools.models import Programme, School
from schools.testing import adopt_rules

STARTED = datetime.date(2026, 9, 7)
OLD = [{"code": "old", "title": "Прежняя причина"}]
NEW = [{"code": "new", "title": "Новая причина"}]


@pytest.fixture
def ruled(programme: Programme) -> Programme:
    return with_change_orders(
        programme,
        "replacement",
        completion__reasons=OLD,
        replacement__reasons=OLD,
        replacement__keep_period=True,
    )


def test_a_pair_in_force_ends_by_the_reasons_of_its_own_version(
    school: School, ruled: Programme, curator: User
) -> None:
    pair = active_pair(school, curator, starts_on=STARTED)
    adopt_rules(ruled, curator, completion__reasons=NEW)

    with pytest.raises(DomainError, match="из положения"):
        end_pair(pair, reason="new", on=STARTED, early=True, actor=curator)
    assert end_pair(pair, reason="old", on=STARTED, early=True, actor=curator)


def test_a_pair_that_begins_afterwards_is_under_the_new_version(
    school: School, ruled: Programme, curator: User, director: User
) -> None:
    pair = make_pair(school, starts_on=datetime.date(2026, 10, 5))
    version = adopt_rules(ruled, curator, completion__reasons=NEW)

    order = draft_pairs_order([pair], programme=ruled, actor=curator)
    approve_order(submit_order(order, actor=curator), actor=director)

    assert Pair.objects.get(pk=pair.pk).regulation == version


def test_a_replacement_keeps_the_rules_of_the_pair_that_it_goes_on_from(
    school: School, ruled: Programme, curator: User
) -> None:
    pair = active_pair(school, curator, starts_on=STARTED)
    adopt_rules(ruled, curator, replacement__reasons=NEW, replacement__keep_period=False)

    order = draft_replacement(
        Pair.objects.get(pk=pair.pk),
        mentor=make_mentor(school),
        reason="old",
        day=datetime.date(2026, 11, 2),
        ends_on=datetime.date(2027, 2, 1),
        actor=curator,
    )

    new = order.pairs.get()
    assert (new.ends_on, new.regulation) == (ENDS_ON, pair.regulation)


def test_an_extension_asks_the_version_that_the_pair_began_under(
    school: School, ruled: Programme, curator: User
) -> None:
    pair = active_pair(school, curator, starts_on=STARTED, ends_on=datetime.date(2027, 3, 1))
    adopt_rules(ruled, curator, term__applies_to="pair", term__max_months=6)

    extended = extend_pair(pair, ends_on=ENDS_ON, reason="болезнь", actor=curator)

    assert extended.ends_on == ENDS_ON


def test_a_version_that_a_pair_began_under_is_not_edited_any_more(
    school: School, ruled: Programme, curator: User
) -> None:
    today = adopt_rules(ruled, curator, completion__reasons=NEW)
    make_pair(school)

    assert adopt_rules(ruled, curator, completion__reasons=OLD).version == today.version + 1
    today.refresh_from_db()
    assert today.rules["completion.reasons"]["value"] == NEW
