"""Letters on paper to the participants of an order's pairs."""

from __future__ import annotations

import pytest

from accounts.models import User
from documents.bundles import Sheet
from documents.paper import Fields, Paragraph, Stamp, TextSection
from orders.actions import approve_order, submit_order
from orders.models import Order
from pairing.actions import draft_pairs_order
from pairing.letters import letter_sheets, pairs_in
from pairing.testing import make_pair, with_order_texts
from registry.choices import Relation
from registry.models import Guardianship
from registry.testing import make_person
from schools.models import Programme

pytestmark = pytest.mark.django_db


def said(sheet: Sheet) -> str:
    lines: list[str] = []
    for block in sheet.paper.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Fields):
            lines += [f"{row.label}: {row.value}" for row in block.rows]
        elif isinstance(block, Stamp):
            lines += block.lines
        elif isinstance(block, TextSection):
            lines.append(block.text)
    return "\n".join(lines)


@pytest.fixture
def order(programme: Programme, curator: User, director: User) -> Order:
    """A group of two, one of whom has a mother here."""
    with_order_texts(programme)
    pair = make_pair(programme.school, number=2, curator=curator)
    child = pair.members.all()[0].mentee.person
    mother = make_person(
        programme.school, kind="parent", last_name="Лебедева", first_name="Ольга", gender="f",
        middle_name="Ивановна",
    )  # fmt: skip
    Guardianship.objects.create(
        school=programme.school, child=child, guardian=mother, relation=Relation.MOTHER
    )
    drafted = draft_pairs_order([pair], programme=programme, actor=curator)
    return approve_order(submit_order(drafted, actor=curator), actor=director)


def letters(order: Order, user: User) -> list[Sheet]:
    return list(letter_sheets(order, pairs_in(order, user)))


def test_each_participant_gets_one(order: Order, curator: User) -> None:
    pair = order.pairs.get()
    surnames = [member.mentee.person.last_name for member in pair.members.all()]

    assert [sheet.name for sheet in letters(order, curator)] == [
        pair.mentor.person.last_name,
        *surnames,
    ]


def test_a_mentee_of_a_group_does_not_read_of_the_others(order: Order, curator: User) -> None:
    first, second = order.pairs.get().members.all()
    of_mentor, *of_mentees = map(said, letters(order, curator))

    assert first.mentee.person.full_name in of_mentor
    assert second.mentee.person.full_name in of_mentor
    assert second.mentee.person.full_name not in of_mentees[0]
    assert first.mentee.person.full_name not in of_mentees[1]


def test_parents_are_written_to_where_they_are_known(order: Order, curator: User) -> None:
    _of_mentor, of_child, of_other = map(said, letters(order, curator))

    assert of_child.startswith("Лебедевой Ольге Ивановне\n")
    assert "Наставляемый: " in of_child
    assert "Лебедев" not in of_other


def test_it_says_by_which_order_from_when_and_to_whom_to_turn(order: Order, curator: User) -> None:
    text = said(letters(order, curator)[1])

    assert f"№ {order.number} «{order.title}»" in text
    assert "Срок: с 05.10.2026 по 28.05.2027" in text
    assert f"Куратор: {curator.get_full_name()}" in text
    assert "обратитесь к куратору" in text


def test_the_school_s_own_words_stand_instead_of_ours(order: Order, curator: User) -> None:
    texts = order.regulation.texts
    texts["orders"]["pairs"]["messages"] = {"mentor": "По приказу № {number} ждём вас."}
    order.regulation.save(update_fields=["texts"])
    text = said(letters(Order.objects.get(pk=order.pk), curator)[0])

    assert f"По приказу № {order.number} ждём вас." in text
    assert "составьте план" not in text


def test_a_draft_has_none(programme: Programme, curator: User) -> None:
    with_order_texts(programme)
    drafted = draft_pairs_order([make_pair(programme.school)], programme=programme, actor=curator)

    assert pairs_in(drafted, curator) == []
