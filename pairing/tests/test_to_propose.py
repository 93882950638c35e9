"""Pairs of the programme are taken into a representation as lines that can be edited."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from orders.models import Representation
from orders.testing import make_representation
from pairing.models import Pair
from pairing.testing import make_pair, with_order_texts
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

LINE = "Орлова Вера Глебовна, учитель математики | наставником Беркутова Петра Ильича, "


@pytest.fixture
def asking(programme: Programme) -> Programme:
    """Its order about pairs is issued on a representation."""
    with_order_texts(programme)
    programme.regulation.texts["orders"]["pairs"] |= {
        "representation": True,
        "preamble": "На основании {representations:genitive}",
    }
    programme.regulation.save(update_fields=["texts"])
    return programme


@pytest.fixture
def pair(asking: Programme) -> Pair:
    school = asking.school
    mentor = make_person(
        school, last_name="Орлова", first_name="Вера", middle_name="Глебовна", gender="f",
        kind="staff", post="учитель математики",
    )  # fmt: skip
    mentee = make_person(
        school, last_name="Беркутов", first_name="Пётр", middle_name="Ильич", gender="m",
        kind="pupil", class_name="8А",
    )  # fmt: skip
    return make_pair(
        school,
        mentor=make_mentor(school, person=mentor),
        mentees=[make_mentee(school, person=mentee)],
    )


def filled(client: Client, *pairs: Pair, lines: str = "") -> str:
    """What the lines are after the button; the other fields are typed but not saved."""
    data = {
        "kind": "pairs",
        "title": "О парах",
        "author_title": "куратор",
        "lines": lines,
        "pairs": [str(pair.pk) for pair in pairs],
        "fill": "pairs",
    }
    response = client.post(reverse("orders:representation_create"), data)
    form = response.context["form"]
    assert form["title"].value() == "О парах"
    return str(form["lines"].value())


def test_a_marked_pair_is_a_line_that_can_be_edited(
    pair: Pair, curator: User, signed_in: SignIn
) -> None:
    lines = filled(signed_in(curator), pair).replace("\xa0", " ")

    assert lines.startswith(LINE)
    assert not Representation.objects.exists()


def test_what_was_typed_stays_above_and_no_line_comes_twice(
    pair: Pair, curator: User, signed_in: SignIn
) -> None:
    client = signed_in(curator)
    once = filled(client, pair, lines="Иванова А. П. | куратором")

    assert filled(client, pair, lines=once) == once
    assert once.splitlines()[0] == "Иванова А. П. | куратором"


def test_a_pair_of_another_school_is_neither_offered_nor_taken(
    pair: Pair, other_school: School, curator: User, signed_in: SignIn
) -> None:
    client = signed_in(curator)
    foreign = make_pair(other_school)

    page = client.get(reverse("orders:representation_create"))
    offered = [key for key, _label in page.context["form"].fields["pairs"].choices]

    assert offered == [str(pair.pk)]
    assert filled(client, foreign) == ""


def test_saved_lines_are_the_rows_of_the_paper(
    pair: Pair, curator: User, signed_in: SignIn
) -> None:
    client = signed_in(curator)
    lines = filled(client, pair)
    client.post(
        reverse("orders:representation_create"),
        {"kind": "pairs", "title": "О парах", "author_title": "куратор", "lines": lines,
         "pairs": [str(pair.pk)]},
    )  # fmt: skip

    (row,) = Representation.objects.get().rows
    assert row[0] == "Орлова Вера Глебовна, учитель математики"
    assert row[1].startswith("наставником Беркутова")


def test_pairs_are_taken_into_a_draft_that_is_kept_already(
    pair: Pair, asking: Programme, curator: User, signed_in: SignIn
) -> None:
    draft = make_representation(asking, curator)
    before = list(draft.rows)
    data = {"title": draft.title, "author_title": "куратор", "lines": "", "fill": "pairs"}

    response = signed_in(curator).post(draft.get_absolute_url(), data | {"pairs": [str(pair.pk)]})

    draft.refresh_from_db()
    assert "Беркутова" in response.context["form"]["lines"].value()
    assert draft.rows == before
