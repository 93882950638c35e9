"""What orders print and tell of pairs: their table, how many there are, texts filled anew."""

from __future__ import annotations

import pytest

from accounts.models import User
from documents.paper import Paragraph, Table
from orders.actions import approve_order, refresh_order, submit_order, update_order
from orders.hooks import pairs_blocks, pairs_count
from orders.models import Order
from orders.summaries import sentences_of
from orders.testing import make_order, reloaded
from pairing.actions import draft_pairs_order
from pairing.models import Pair
from pairing.testing import make_pair, with_order_texts
from schools.models import Programme, School


@pytest.fixture
def pairs(school: School) -> list[Pair]:
    return [make_pair(school), make_pair(school, number=2)]


@pytest.fixture
def order(programme: Programme, pairs: list[Pair], curator: User) -> Order:
    return draft_pairs_order(pairs, programme=with_order_texts(programme), actor=curator)


def test_an_order_prints_the_table_of_its_pairs(order: Order, pairs: list[Pair]) -> None:
    (table,) = pairs_blocks(order)

    assert isinstance(table, Table)
    assert len(table.rows) == 2
    assert {row[1].split(",")[0] for row in table.rows} == {
        pair.mentor.person.full_name for pair in pairs
    }


def test_an_order_without_pairs_prints_those_of_its_programme(
    order: Order, programme: Programme, curator: User, director: User
) -> None:
    approve_order(submit_order(order, actor=curator), actor=director)
    other = make_order(programme, curator)

    (table,) = pairs_blocks(other)

    assert isinstance(table, Table)
    assert len(table.rows) == 2


def test_where_there_are_no_pairs_the_paper_says_so(programme: Programme, curator: User) -> None:
    (line,) = pairs_blocks(make_order(programme, curator))

    assert isinstance(line, Paragraph)


def test_pairs_and_people_of_a_programme_are_counted(order: Order, programme: Programme) -> None:
    assert pairs_count(programme) == (2, 3)


def test_the_director_is_told_what_the_order_does_with_pairs(order: Order) -> None:
    told = sentences_of([order])[order.pk].replace("\u00a0", " ")

    assert told == "Закрепляет: 2 пары, в них 3 наставляемых."


def test_a_point_of_a_pair_that_changed_is_filled_anew_and_an_edited_one_stays(
    order: Order, pairs: list[Pair], curator: User
) -> None:
    first, *rest = order.points
    update_order(order, points=[{**first, "text": "Своими словами."}, *rest], actor=curator)
    person = pairs[0].mentor.person
    person.last_name = "Переименованный"
    person.save()

    refresh_order(reloaded(order), actor=curator)

    assert reloaded(order).points[0]["text"] == "Своими словами."
