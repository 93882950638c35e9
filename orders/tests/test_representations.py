"""Who proposes whom to the director before an order: a paper of its own that the draft cites."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.errors import DomainError, StateError
from orders.actions import (
    approve_order,
    draft_asked_order,
    draft_representation,
    drop_representation,
    file_representation,
    refresh_order,
    submit_order,
    update_representation,
    withdraw_order,
)
from orders.models import Order, Representation
from orders.rules import findings_of
from orders.testing import (
    ASKED_TEXTS,
    make_asking,
    make_given,
    make_representation,
    page_text,
    reloaded,
)
from registry.testing import make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
DAY = datetime.date(2026, 9, 5)


@pytest.fixture
def resting(programme: Programme) -> Programme:
    """Its introduction is issued on representations."""
    kind = {
        **ASKED_TEXTS["introduction"],
        "representation": True,
        "preamble": "На основании {representations:genitive}",
    }
    make_asking(programme, {"introduction": kind})
    regulation = programme.regulation
    regulation.texts["orders"]["introduction"] = kind
    regulation.save()
    return programme


def written(programme: Programme, actor: User, **fields: Any) -> Representation:
    values: dict[str, Any] = {
        "kind": "introduction",
        "title": "О назначении",
        "rows": [["Иванова", "куратором"]],
    }
    author = make_person(
        programme.school, last_name="Орлова", first_name="Анна", middle_name="Петровна", gender="f"
    )
    values |= {"author": author, "author_title": "заместитель директора"}
    return draft_representation(programme, actor=actor, **values | fields)


def drafted(programme: Programme, actor: User) -> Order:
    given = make_given(programme)
    return draft_asked_order("introduction", programme=programme, given=given, actor=actor)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_filed_it_has_a_number_a_day_and_a_paper(resting: Programme, curator: User) -> None:
    with clock.on(DAY):
        first = file_representation(written(resting, curator), actor=curator)
        second = file_representation(written(resting, curator), actor=curator)

    assert (first.number, second.number, first.filed_on) == ("1", "2", DAY)
    assert first.document is not None


def test_filed_it_stays_as_it_is(resting: Programme, curator: User) -> None:
    row = file_representation(written(resting, curator), actor=curator)

    for act in (file_representation, drop_representation):
        with pytest.raises(StateError, match="уже подано"):
            act(row, actor=curator)
    with pytest.raises(StateError, match="уже подано"):
        update_representation(row, title="О другом", author_title="куратор", actor=curator)


def test_one_that_says_nothing_is_not_filed(resting: Programme, curator: User) -> None:
    with pytest.raises(DomainError, match="кого и почему"):
        file_representation(written(resting, curator, rows=[]), actor=curator)


def test_somebody_has_to_propose(resting: Programme, curator: User) -> None:
    with pytest.raises(DomainError, match="кто представляет"):
        written(resting, curator, author=None, author_title=" ")


def test_the_draft_cites_it_in_the_right_case(resting: Programme, curator: User) -> None:
    with clock.on(DAY):
        file_representation(written(resting, curator), actor=curator)

    order = drafted(resting, curator)

    assert plain(order.preamble) == (
        "На основании представления заместителя директора А. П. Орловой от 05.09.2026 № 1"
    )
    assert order.representations.count() == 1


def test_one_that_is_filed_later_comes_with_the_data(resting: Programme, curator: User) -> None:
    order = drafted(resting, curator)
    assert plain(order.preamble) == "На основании представлений кураторов"
    assert "order.representation" in {one.code for one in findings_of(order, DAY)}
    file_representation(written(resting, curator), actor=curator)

    refresh_order(order, actor=curator)

    assert "А. П. Орловой" in plain(reloaded(order).preamble)
    assert "order.representation" not in {one.code for one in findings_of(order, DAY)}


def test_a_draft_that_is_given_up_leaves_it_for_another(resting: Programme, curator: User) -> None:
    row = file_representation(written(resting, curator), actor=curator)
    withdraw_order(drafted(resting, curator), actor=curator)

    other = drafted(resting, curator)

    assert Representation.objects.get(pk=row.pk).order == other


def test_what_a_signed_order_rests_on_is_cited_by_no_other(
    resting: Programme, curator: User, director: User
) -> None:
    file_representation(written(resting, curator), actor=curator)
    approve_order(submit_order(drafted(resting, curator), actor=curator), actor=director)

    assert plain(drafted(resting, curator).preamble) == "На основании представлений кураторов"


class TestPages:
    def test_it_is_written_and_filed_on_its_pages(
        self, signed_in: SignIn, resting: Programme, curator: User
    ) -> None:
        client = signed_in(curator)
        data = {
            "kind": "introduction",
            "author_title": "коллектив кафедры",
            "title": "О наставниках",
            "lines": "Иванова А. П. | наставником Петрова Б.",
        }
        client.post(reverse("orders:representation_create"), data)
        row = Representation.objects.get()
        assert row.rows == [["Иванова А. П.", "наставником Петрова Б."]]
        assert "ПРЕДСТАВЛЕНИЕ" in page_text(client, row.get_absolute_url())

        client.post(reverse("orders:representation_send", args=[row.pk]))

        assert Representation.objects.get().is_filed
        assert client.get(reverse("orders:representation_pdf", args=[row.pk])).status_code == 200

    def test_what_is_wrong_is_said_and_kept(
        self, signed_in: SignIn, resting: Programme, curator: User
    ) -> None:
        data = {"kind": "introduction", "title": "О наставниках", "lines": "а | б | в | г"}

        page = signed_in(curator).post(reverse("orders:representation_create"), data)

        html = page.content.decode()
        assert "Строка 1" in html
        assert "а | б | в | г" in html
        assert not Representation.objects.exists()

    def test_another_school_finds_nothing(
        self, signed_in: SignIn, programme: Programme, curator: User, other_school: School
    ) -> None:
        row = make_representation(programme, curator)

        for role in (Role.CURATOR, Role.DIRECTOR):
            client = signed_in(make_user(role, other_school))
            assert client.get(row.get_absolute_url()).status_code == 404
