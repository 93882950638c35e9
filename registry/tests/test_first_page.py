"""The first page of a base comes with its count: the same people as by any other way."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core import paging
from core.lists import ListPage
from registry.actions import archive_card
from registry.testing import make_mentee, make_mentor
from registry.views import lists

URLS = {"mentors": "registry:mentor_list", "mentees": "registry:mentee_list"}
ADDRESSES = (
    "",
    "?sort=-name",
    "?sort=birth_year",
    "?sort=-joined_on&size=50",
    "?sort=form&col=place",
    "?q=иванов&sort=-name",
    "?q=иванов1&paired=no",
    "?q=никого",
    "?paired=no",
)


def names(client, url=URLS["mentees"], query=""):
    context = client.get(reverse(url) + query).context
    return [str(card.person) for card in context["object_list"]]


def shown(client, url, query):
    page = client.get(reverse(url) + query).context["page_obj"]
    return [str(card.person) for card in page], page.paginator.count, page.has_next()


@pytest.fixture
def base(school):
    """People of one school, some of them alike in what is sorted by, one archived."""
    made = [make_mentee(school, last_name=f"Иванов{n % 3}", birth_year=None) for n in range(7)]
    archive_card(made[0], actor=make_user(Role.CURATOR, school))
    return made


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("url", URLS.values())
def test_it_shows_whom_the_query_of_the_filters_shows(
    school, base, curator, signed_in, monkeypatch, url, address
):
    make_mentor(school, last_name="Иванова")
    client = signed_in(curator)
    first = shown(client, url, address)

    monkeypatch.setattr(lists.CardListView, "found_page", ListPage.get_page)

    assert first == shown(client, url, address)


def test_it_shows_a_curator_of_one_direction_no_others(school, other_school, signed_in):
    own, other = (school.directions.create(code=code, name=code) for code in ("own", "other"))
    for name, direction in (("Свой", own), ("Чужой", other)):
        make_mentee(school, last_name=name, direction=direction)
    make_mentee(other_school, last_name="Дальний")
    limited = make_user(Role.CURATOR, school)
    limited.memberships.get().directions.set([own])

    seen = [
        [name.split()[0] for name in names(signed_in(user))]
        for user in (make_user(Role.CURATOR, school), limited, make_user(Role.CURATOR, school))
    ]

    assert seen == [["Свой", "Чужой"], ["Свой"], ["Свой", "Чужой"]]


def test_it_follows_what_has_changed(school, base, curator, signed_in):
    client = signed_in(curator)
    before = names(client)

    archive_card(base[1], actor=curator)

    assert sorted([*names(client), str(base[1].person)]) == sorted(before)


def test_an_empty_base_says_so(school, curator, signed_in):
    assert names(signed_in(curator)) == []


@pytest.fixture
def counted_to_three(monkeypatch):
    for module in (paging, lists):
        monkeypatch.setattr(module, "COUNTED", 3)
    lists._first_page.text_for.cache_clear()
    yield
    lists._first_page.text_for.cache_clear()


@pytest.mark.parametrize(("number", "is_counted"), [(3, True), (4, False)])
def test_it_counts_up_to_the_bound(
    school, curator, signed_in, counted_to_three, number, is_counted
):
    for _number in range(number):
        make_mentee(school)

    page = signed_in(curator).get(reverse(URLS["mentees"])).context["page_obj"]

    assert (page.paginator.count, page.paginator.is_counted) == (3, is_counted)
