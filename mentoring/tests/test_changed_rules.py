"""A changed rule holds for what begins after it; what began before stays under its version.

Done through the pages alone, as the deputy head and the curator do it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from documents.testing import text_of_pdf
from orders.models import Order
from pairing.models import Pair
from plans.models import Plan
from registry.models import MenteeCard
from registry.testing import make_mentee, make_mentor
from schools.actions import update_regulation_rules
from schools.models import Programme, Regulation, School
from schools.tests.pages import typed

from .accepting import Accepted

DAY = datetime.date(2026, 9, 14)
LATER = datetime.date(2026, 10, 12)
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today() -> Iterator[datetime.date]:
    with clock.on(DAY):
        yield DAY


@pytest.fixture
def school(db: None) -> School:
    return Accepted("kirov-65", on=DAY).school


@pytest.fixture
def programme(school: School) -> Programme:
    return school.programmes.get()


@pytest.fixture
def keeper(signed_in: SignIn, school: School) -> Client:
    return signed_in(make_user(Role.ADMINISTRATOR, school, last_name="Завучева"))


@pytest.fixture
def curator(signed_in: SignIn, school: School) -> Client:
    return signed_in(make_user(Role.CURATOR, school))


@pytest.fixture
def director(signed_in: SignIn, school: School) -> Client:
    return signed_in(make_user(Role.DIRECTOR, school))


def words(response: Any) -> str:
    page = html.fromstring(response.content.decode())
    return " ".join(" ".join(page.xpath("//main//text()")).split())


def adopt(keeper: Client, programme: Programme, **rules: str) -> Regulation:
    """Rules changed in the browser and applied to the programme that is on."""
    old = Programme.objects.get(pk=programme.pk).regulation
    address = reverse("schools:regulation_update", args=[old.pk])
    data = typed(keeper.get(address).content)
    data |= {f"value-{key.replace('__', '.')}": value for key, value in rules.items()}
    shown = typed(keeper.post(address, data).content)
    answer = shown | {"step": "adopt", "reason": "протокол № 7", "moved": [programme.pk]}
    response = keeper.post(address, answer)
    assert response.status_code == 302, words(response)
    return programme.school.regulations.get(version=old.version + 1)


def group_of(school: School, number: int) -> list[MenteeCard]:
    direction = school.directions.first()
    return [make_mentee(school, direction=direction) for _number in range(number)]


def choose(curator: Client, mentees: list[MenteeCard]) -> Any:
    school = mentees[0].school
    data = {
        "mentor": make_mentor(school, places=9).pk,
        "mentees": [card.pk for card in mentees],
        "starts_on": "2026-10-05",
        "ends_on": "2027-05-28",
        "seen": "on",
    }
    return curator.post(reverse("pairing:pair_create"), data)


def put_in_force(curator: Client, director: Client, pair: Pair) -> Order:
    """An order for the pair: drafted, handed over, signed."""
    response = curator.post(reverse("pairing:order_create"), {"ids": [pair.pk]})
    assert response.status_code == 302, words(response)
    order = Order.objects.order_by("-pk")[0]
    curator.post(reverse("orders:order_submit", args=[order.pk]))
    order.refresh_from_db()
    data = {"seen_at": order.updated_at.isoformat(), "number": "7-од"}
    director.post(reverse("orders:order_approve", args=[order.pk]), data)
    order.refresh_from_db()
    assert order.state == "approved"
    return order


@pytest.fixture
def begun(school: School, curator: Client, director: Client) -> Pair:
    """A group of five, in force before the rule changes."""
    choose(curator, group_of(school, 5))
    pair = Pair.objects.get()
    put_in_force(curator, director, pair)
    return Pair.objects.get(pk=pair.pk)


def test_a_new_group_obeys_the_changed_limit(
    keeper: Client, curator: Client, school: School, programme: Programme
) -> None:
    adopt(keeper, programme, group__max="3")

    response = choose(curator, group_of(school, 5))

    assert not Pair.objects.exists()
    assert "В группе не больше 3 наставляемых, а выбрано 5 (п. 1.4)" in words(response)


def test_a_group_that_is_in_force_stays_under_the_old_limit(
    begun: Pair, keeper: Client, curator: Client, programme: Programme
) -> None:
    version = adopt(keeper, programme, group__max="3")

    pair = Pair.objects.get(pk=begun.pk)
    page = words(curator.get(pair.get_absolute_url()))
    assert (pair.regulation.version, version.version) == (1, 2)
    assert pair.state == "active"
    assert "п. 1.4" not in page


def test_a_group_that_is_only_chosen_is_signed_under_the_new_limit(
    keeper: Client, curator: Client, school: School, programme: Programme
) -> None:
    choose(curator, group_of(school, 5))
    adopt(keeper, programme, group__max="3")

    response = curator.post(
        reverse("pairing:order_create"), {"ids": [Pair.objects.get().pk]}, follow=True
    )

    assert not Order.objects.exists()
    assert "п. 1.4" in response.content.decode()


def test_a_plan_that_was_begun_is_written_and_approved_by_the_old_version(
    begun: Pair, keeper: Client, curator: Client, programme: Programme
) -> None:
    adopt(keeper, programme, plan__sections="Цели подопечного", plan__title="Дорожка подопечного")

    page = words(curator.get(Plan.objects.first().get_absolute_url()))

    assert "Дорожка подопечного" not in page
    assert "Индивидуальный план осуществления наставничества" in page


def test_a_plan_of_a_pair_that_begins_afterwards_is_of_the_new_version(
    keeper: Client, curator: Client, director: Client, school: School, programme: Programme
) -> None:
    adopt(keeper, programme, plan__title="Дорожка подопечного")
    choose(curator, group_of(school, 1))
    put_in_force(curator, director, Pair.objects.get())

    page = words(curator.get(Plan.objects.get().get_absolute_url()))

    assert "Дорожка подопечного" in page


def test_a_draft_that_waited_keeps_its_words_and_its_pair_begins_under_the_new_version(
    keeper: Client, curator: Client, director: Client, school: School, programme: Programme
) -> None:
    choose(curator, group_of(school, 1))
    curator.post(reverse("pairing:order_create"), {"ids": [Pair.objects.get().pk]})
    version = adopt(keeper, programme, plan__title="Дорожка подопечного")

    order = Order.objects.get()
    curator.post(reverse("orders:order_submit", args=[order.pk]))
    order.refresh_from_db()
    seen = {"seen_at": order.updated_at.isoformat(), "number": "7-од"}
    director.post(reverse("orders:order_approve", args=[order.pk]), seen)

    order.refresh_from_db()
    assert (order.state, order.regulation.version) == ("approved", 1)
    assert Pair.objects.get().regulation == version


def test_a_programme_that_is_not_ticked_goes_on_under_its_version(
    keeper: Client, curator: Client, school: School, programme: Programme
) -> None:
    old = programme.regulation
    address = reverse("schools:regulation_update", args=[old.pk])
    data = typed(keeper.get(address).content) | {"value-group.max": "3"}
    shown = typed(keeper.post(address, data).content)
    shown.pop("moved", None)
    keeper.post(address, shown | {"step": "adopt", "reason": "протокол № 7"})

    choose(curator, group_of(school, 5))

    assert Pair.objects.get().regulation == old


def test_what_was_held_at_a_point_that_is_no_more_is_still_read(
    signed_in: SignIn, school: School, programme: Programme
) -> None:
    regulation = programme.regulation
    regulation.rules["monitoring.points"] = {
        "value": [{"code": "autumn", "title": "осенний срез", "kind": "day", "value": "10-10"}]
    }
    regulation.save(update_fields=["rules"])
    holder = signed_in(make_user(Role.CURATOR, school))
    holder.post(
        reverse("monitoring:round_update", args=["autumn"]),
        {"held_on": DAY.isoformat(), "findings": "пары встречаются", "advice": ""},
    )
    rules = {key: value for key, value in regulation.rules.items() if key != "monitoring.points"}
    update_regulation_rules(regulation, actor=None, rules=rules, reason="так", moved=[programme])

    page = words(holder.get(reverse("monitoring:round_list")))

    assert "По прежней редакции положения Осенний срез" in page
    assert "пары встречаются" in page


@pytest.mark.parametrize("version", [1, 2])
def test_both_versions_are_read_and_printed(
    keeper: Client, school: School, programme: Programme, version: int
) -> None:
    adopt(keeper, programme, group__max="3")
    regulation = school.regulations.get(version=version)
    limit = {1: "5", 2: "3"}[version]

    page = words(keeper.get(regulation.get_absolute_url()))
    pdf = keeper.get(reverse("orders:regulation_pdf", args=[regulation.pk]))
    docx = keeper.get(reverse("orders:regulation_docx", args=[regulation.pk]))

    assert f"Наибольшая группа {limit} п. 1.4" in page
    assert f"Наибольшая группа: {limit} (п. 1.4)" in " ".join(text_of_pdf(pdf.content).split())
    assert docx.content[:2] == b"PK"


def test_the_history_says_who_changed_what_from_what_to_what_and_why(
    keeper: Client, programme: Programme
) -> None:
    version = adopt(keeper, programme, group__max="3")

    page = html.fromstring(keeper.get(version.get_absolute_url()).content.decode())

    section = page.xpath("//section[h2='Кто, что и почему менял']")[0]
    text = " ".join(section.text_content().split())
    assert "протокол № 7" in text
    assert "Завучева" in text
    assert "Наибольшая группа было 5 п. 1.4 стало 3 п. 1.4" in text


def test_the_wording_of_an_order_is_compared_line_by_line(
    keeper: Client, school: School, programme: Programme
) -> None:
    old = programme.regulation
    address = reverse("schools:order_kind_update", args=[old.pk, "pairs"])
    data = typed(keeper.get(address).content)
    keeper.post(address, data | {"title": "О парах заново", "reason": "протокол № 8"})
    new = school.regulations.get(version=2)

    page = words(keeper.get(reverse("schools:regulation_compare", args=[new.pk, old.pk])))
    history = words(keeper.get(new.get_absolute_url()))

    before = old.texts["orders"]["pairs"]
    assert f"Приказ «{before['name']}» редакция 1 {before['title']}" in page
    assert "редакция 2 О парах заново" in page
    assert f"Тексты: Приказ «{before['name']}»" in history


def test_a_version_that_something_began_under_is_not_deleted(
    begun: Pair, programme: Programme
) -> None:
    with pytest.raises(ProtectedError):
        begun.regulation.delete()
