"""An order stays under the version of the regulation that it was drafted under."""

from __future__ import annotations

import pytest

from accounts.models import User
from orders.actions import approve_order, submit_order
from orders.models import Order
from orders.rules import is_numbered_by_hand, kind_name, mask_of
from orders.sheets import approval_lines, sheets_of
from orders.testing import make_asked, reloaded
from schools.actions import save_order_kind
from schools.models import Programme
from schools.testing import adopt_rules

BODIES = {"value": ["Педагогический совет"]}


def with_bodies(programme: Programme) -> Programme:
    regulation = programme.regulation
    regulation.rules = regulation.rules | {"acts.approval_chain": BODIES}
    regulation.save(update_fields=["rules"])
    return programme


@pytest.fixture
def order(programme: Programme, curator: User) -> Order:
    order = make_asked(with_bodies(programme), curator)
    kinds = programme.regulation.texts["orders"]
    kinds[order.kind] |= {"approval_sheet": True}
    programme.regulation.save(update_fields=["texts"])
    return order


def test_the_sheet_of_a_signed_order_keeps_its_bodies(
    programme: Programme, order: Order, curator: User, director: User
) -> None:
    approve_order(submit_order(order, actor=curator), actor=director)

    adopt_rules(programme, curator, acts__approval_chain=["Управляющий совет"])

    titles = [line.title for line in approval_lines(reloaded(order))]
    assert "Педагогический совет" in titles
    assert "Управляющий совет" not in titles


def test_a_draft_is_numbered_as_its_own_version_says(
    programme: Programme, order: Order, curator: User
) -> None:
    adopt_rules(programme, curator, orders__numbering="hand", orders__number_mask="{number}/н")

    assert not is_numbered_by_hand(reloaded(order))
    assert mask_of(reloaded(order)) != "{number}/н"


def test_an_order_drafted_afterwards_is_under_the_new_version(
    programme: Programme, order: Order, curator: User
) -> None:
    version = adopt_rules(programme, curator, acts__approval_chain=["Управляющий совет"])

    new = make_asked(programme, curator)

    assert new.regulation == version


def test_a_kind_that_a_new_version_words_otherwise_stays_as_it_was(
    programme: Programme, order: Order, curator: User
) -> None:
    row = programme.regulation.texts["orders"][order.kind]
    new = {key: value for key, value in row.items() if key != "position"}
    new |= {"name": "Иначе", "approval_sheet": False}
    name = kind_name(order)
    save_order_kind(
        programme.regulation,
        order.kind,
        order=new,
        actor=curator,
        reason="короче",
        moved=[programme],
    )

    assert kind_name(reloaded(order)) == name
    assert sheets_of(reloaded(order)) == sheets_of(order)
