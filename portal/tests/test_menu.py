"""The menu shows what a role may open, and where one is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from portal.menu import BAR_SIZE, MENU, bar_of, sections_for

pytestmark = pytest.mark.django_db


def urls(user, path: str = "/") -> list[str]:
    return [item.url for section in sections_for(user, path) for item in section.items]


def test_every_page_of_the_menu_exists() -> None:
    for _title, entries in MENU:
        for entry in entries:
            assert reverse(entry.url_name)


@pytest.mark.parametrize("role", Role)
def test_nobody_is_shown_a_page_that_is_closed_to_them(role: Role, school, signed_in) -> None:
    user = make_user(role, school)
    client = signed_in(user)

    for url in urls(user):
        assert client.get(url, follow=True).status_code == 200, url


def test_an_observer_sees_figures_and_nothing_else(a_user) -> None:
    assert urls(a_user(Role.OBSERVER)) == [reverse("portal:home"), reverse("monitoring:figures")]


def test_a_parent_gets_no_list_of_pairs(a_user) -> None:
    assert reverse("pairing:pair_list") not in urls(a_user(Role.PARENT))


@pytest.mark.parametrize("role", [Role.MENTEE, Role.PARENT, Role.MENTOR])
def test_whom_orders_name_find_their_extracts_in_the_menu(a_user, role: Role) -> None:
    assert reverse("orders:own_extracts") in urls(a_user(role))


def test_who_keeps_the_journal_finds_their_own_extracts_there(curator, signed_in) -> None:
    page = signed_in(curator).get(reverse("orders:order_list"))

    assert reverse("orders:own_extracts") not in urls(curator)
    assert f'href="{reverse("orders:own_extracts")}"' in page.content.decode()


def test_the_nearest_page_is_marked(a_user) -> None:
    user = a_user(Role.CURATOR)
    path = reverse("plans:feedback_list") + "15/"

    [current] = [i for s in sections_for(user, path) for i in s.items if i.is_current]

    assert current.url == reverse("plans:feedback_list")


@pytest.mark.parametrize(
    ("page", "entry"),
    [
        (("schools:road_map", 1), "schools:road_map_current"),
        (("pairing:weights", 1), "pairing:board"),
        (("pairing:wish_round",), "pairing:board"),
        (("pairing:draft_why", 1), "pairing:board"),
        (("pairing:pair_detail", 1), "pairing:pair_list"),
    ],
)
def test_a_page_is_marked_as_what_it_belongs_to(a_user, page, entry: str) -> None:
    user = a_user(Role.CURATOR)
    name, *keys = page

    sections = sections_for(user, reverse(name, args=keys))

    [current] = [item for section in sections for item in section.items if item.is_current]
    assert current.url == reverse(entry)


def test_the_bar_of_a_phone_holds_the_most_used_pages(a_user) -> None:
    user = a_user(Role.DIRECTOR)

    bar = bar_of(user, sections_for(user, "/"))

    assert len(bar) == BAR_SIZE
    assert reverse("orders:queue") in [item.url for item in bar]


def test_the_frame_has_the_school_the_role_and_the_unread(curator, school, signed_in) -> None:
    html = signed_in(curator).get("/").content.decode()

    assert school.short_name in html
    assert "куратор" in html
    assert 'aria-current="page"' in html


def test_the_schools_to_act_in_are_offered_where_there_are_two(
    curator, other_school, signed_in
) -> None:
    assert other_school.short_name not in signed_in(curator).get("/").content.decode()

    curator.memberships.create(school=other_school, role=Role.MENTOR, valid_from="2020-01-01")

    assert other_school.short_name in signed_in(curator).get("/").content.decode()


def test_the_language_is_switched_by_a_form(curator, signed_in) -> None:
    client = signed_in(curator)

    response = client.post(reverse("set_language"), {"language": "en", "next": "/help/"})

    assert response.url == "/help/"
    assert '<html lang="en"' in client.get("/").content.decode()
