"""Views of a list under a name; what is done for all that are found; search in a few steps."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core import paging
from core.models import AuditEvent
from core.testing import queries_of
from pairing.testing import make_pair
from registry.actions import archive_card
from registry.models import MenteeCard, SavedView
from registry.queries import search
from registry.testing import make_mentee, make_mentor

MENTEES = "registry:mentee_list"
CREATE = "registry:saved_view_create"


def make_view(owner, school, **fields):
    values = {"list_name": "mentees", "name": "Без пары", "query": "paired=no&col="} | fields
    return SavedView.objects.create(school=school, owner=owner, **values)


def links(client, url):
    return {link.name: link for link in client.get(url).context["view_links"]}


def names(client, url):
    return [card.person.last_name for card in client.get(url).context["object_list"]]


def test_a_list_is_kept_under_a_name_and_opened_by_its_link(school, curator, signed_in):
    make_mentee(school, last_name="Восьмой", class_name="8А")
    make_mentee(school, last_name="Девятый", class_name="9А")
    client = signed_in(curator)
    shown = client.get(reverse(MENTEES) + "?class_name=8&sort=-name&col=birth_year")

    saved = client.post(shown.context["save_view_url"], {"name": "Восьмые"}, follow=True)

    view = SavedView.objects.get()
    assert names(client, view.get_absolute_url()) == ["Восьмой"]
    assert [link.name for link in saved.context["view_links"] if link.is_current] == ["Восьмые"]
    assert saved.context["save_view_url"] == ""
    assert [c.name for c in saved.context["optional_columns"] if c.is_shown] == ["birth_year"]
    assert AuditEvent.objects.filter(verb="list_view.saved").exists()


def test_everybody_is_the_first_link_and_the_open_one(school, curator, signed_in):
    make_view(curator, school)

    found = links(signed_in(curator), reverse(MENTEES))

    assert [(name, link.is_current) for name, link in found.items()] == [
        ("Все", True),
        ("Без пары", False),
    ]


def test_a_colleague_sees_a_shared_view_and_cant_change_it(school, curator, signed_in):
    make_view(curator, school, name="Свой")
    shared = make_view(curator, school, name="Общий", is_shared=True)
    colleague = make_user(Role.COORDINATOR, school)
    client = signed_in(colleague)

    found = links(client, shared.get_absolute_url())

    assert list(found) == ["Все", "Общий"]
    assert found["Общий"].edit_url == ""
    for name in ("saved_view_update", "saved_view_delete"):
        assert client.post(reverse(f"registry:{name}", args=[shared.pk])).status_code == 404
    assert SavedView.objects.count() == 2


def test_a_view_of_another_school_is_seen_by_nobody_here(other_school, curator, signed_in):
    stranger = make_user(Role.CURATOR, other_school)
    make_view(stranger, other_school, is_shared=True)

    assert list(links(signed_in(curator), reverse(MENTEES))) == ["Все"]


def test_ones_own_view_is_renamed_shared_and_removed(school, curator, signed_in):
    view, client = make_view(curator, school), signed_in(curator)
    update = reverse("registry:saved_view_update", args=[view.pk])

    client.post(update, {"name": "Ищут пару", "is_shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Ищут пару", True)

    client.post(reverse("registry:saved_view_delete", args=[view.pk]))
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "Без пары", "я" * 61])
def test_a_name_that_cant_be_taken_is_said_on_the_form(school, curator, signed_in, name):
    make_view(curator, school)

    page = signed_in(curator).post(reverse(CREATE) + "?list=mentees", {"name": name})

    assert page.status_code == 200
    assert page.context["form"].errors
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize("address", ["", "?list=people", "?list=mentees&q=" + "x" * 3000])
def test_a_forged_address_keeps_no_view(curator, signed_in, address):
    page = signed_in(curator).post(reverse(CREATE) + address, {"name": "Вид"})

    assert page.status_code == 404
    assert not SavedView.objects.exists()


def test_a_bulk_action_reaches_all_that_are_found_not_only_the_page(school, curator, signed_in):
    for _number in range(27):
        make_mentee(school, class_name="8А")
    kept = make_mentee(school, class_name="9А")
    url = reverse(MENTEES) + "?class_name=8"

    signed_in(curator).post(url, {"bulk": "archive", "all": "1"})

    assert list(MenteeCard.objects.filter(state="active")) == [kept]


def test_too_many_are_not_changed_at_once(school, curator, signed_in, monkeypatch):
    monkeypatch.setattr("registry.views.bulk.COUNTED", 2)
    for _number in range(3):
        make_mentee(school)

    page = signed_in(curator).post(reverse(MENTEES), {"bulk": "archive", "all": "1"}, follow=True)

    assert "не больше 2" in page.content.decode()
    assert not MenteeCard.objects.filter(state="archived").exists()


def test_a_refused_archive_names_who_is_in_a_pair_and_changes_nobody(school, curator, signed_in):
    paired, free = make_pair(school).members.get().mentee, make_mentee(school)
    data = {"bulk": "archive", "ids": [free.pk, paired.pk]}

    page = signed_in(curator).post(reverse(MENTEES), data, follow=True).content.decode()

    assert f"{paired.person}: Человек состоит в паре" in page
    assert f"{free.person}: " not in page
    assert not MenteeCard.objects.filter(state="archived").exists()


def test_the_chosen_come_back_from_the_archive(school, curator, signed_in):
    card = archive_card(make_mentee(school), actor=curator)
    url = reverse(MENTEES) + "?state=archived"

    signed_in(curator).post(url, {"bulk": "restore", "ids": card.pk})

    card.refresh_from_db()
    assert card.state == "active"


def test_the_curator_of_the_chosen_peoples_pairs_is_set(school, curator, signed_in):
    pair = make_pair(school)
    card = pair.members.get().mentee
    other = make_user(Role.CURATOR, school)
    data = {"bulk": "set_curator", "curator": other.pk, "ids": card.pk}

    signed_in(curator).post(reverse(MENTEES), data)

    pair.refresh_from_db()
    assert pair.curator == other


def test_nobody_but_a_curator_is_set_as_one(school, curator, signed_in):
    pair = make_pair(school)
    data = {"bulk": "set_curator", "curator": make_user(Role.MENTOR, school).pk}
    data["ids"] = pair.members.get().mentee_id

    page = signed_in(curator).post(reverse(MENTEES), data, follow=True)

    assert "Выберите" in page.content.decode()


def test_the_file_has_the_ticked_rows_and_says_what_its_columns_mean(school, curator, signed_in):
    chosen = make_mentee(school, last_name="Птицын")
    make_mentee(school, last_name="Орлов")
    client, url = signed_in(curator), reverse("registry:mentee_export")

    preview = client.post(url, {"bulk": "export", "ids": chosen.pk})
    data = {"format": "xlsx", "columns": "shown", "ids": preview.context["ids"]}
    book = openpyxl.load_workbook(io.BytesIO(client.post(url, data).content))

    assert [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)] == [
        "Птицын Иван Петрович"
    ]
    told = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows(min_row=2)}
    assert set(told) == {cell.value for cell in book.worksheets[0][1]}
    assert all(told.values())


@pytest.mark.parametrize("typed", ["petrov@", "зуекщм", "PETROV@EX", "зуекщм2юкг"])
def test_a_part_of_the_email_finds_whose_it_is_in_either_layout(school, curator, signed_in, typed):
    email = "petrov2.ru@example.org" if "2" in typed else "petrov@example.org"
    make_mentor(school, last_name="Синицын", email=email)
    make_mentor(school, last_name="Орлов", email="other@example.org")

    found = names(signed_in(curator), f"{reverse('registry:mentor_list')}?q={typed}")

    assert found == ["Синицын"]


def test_whoever_may_not_see_contacts_finds_nobody_by_them(school, signed_in):
    make_mentor(school, last_name="Синицын", email="petrov@example.org")
    client = signed_in(make_user(Role.PSYCHOLOGIST, school))

    assert names(client, reverse("registry:mentor_list") + "?q=petrov@example") == []


def test_many_that_are_found_are_shown_as_few_are(school, curator, signed_in, monkeypatch):
    for number in range(5):
        make_mentee(school, last_name=f"Найдов{'ский' * (number % 2)}", first_name=f"Имя{number}")
    make_mentee(school, last_name="Другой")
    client, url = signed_in(curator), reverse(MENTEES) + "?q=найдов"
    few = names(client, url)
    monkeypatch.setattr(search, "COUNTED", 2)

    assert names(client, url) == few
    assert len(few) == 5


def test_a_count_stops_at_its_bound_and_pages_go_on(school, curator, signed_in, monkeypatch):
    monkeypatch.setattr(paging, "COUNTED", 30)
    for _number in range(80):
        make_mentee(school, consents=False)
    client, url = signed_in(curator), reverse(MENTEES)

    pages = [client.get(f"{url}?page={number}") for number in (1, 2, 3, 4, 99)]

    assert "больше 30" in pages[0].content.decode()
    shown = [[card.pk for card in page.context["object_list"]] for page in pages[:4]]
    assert [len(page) for page in shown] == [25, 25, 25, 5]
    assert len({key for page in shown for key in page}) == 80
    assert [page.context["page_obj"].has_next() for page in pages[:4]] == [True, True, True, False]
    assert pages[4].context["page_obj"].number == 2


def test_filters_by_pair_and_age_narrow_the_base(school, curator, signed_in):
    pair = make_pair(school)
    paired = pair.members.get().mentee.person
    paired.last_name, paired.birth_year = "Парный", 2012
    paired.save()
    make_mentee(school, last_name="Младший", birth_year=2016)
    make_mentee(school, last_name="Неизвестный", birth_year=None)
    client, url = signed_in(curator), reverse(MENTEES)

    assert names(client, f"{url}?paired=yes") == ["Парный"]
    assert names(client, f"{url}?paired=no") == ["Младший", "Неизвестный"]
    assert names(client, f"{url}?age_from=12") == ["Парный"]
    assert names(client, f"{url}?age_to=11") == ["Младший"]
    assert len(names(client, f"{url}?age_from=x")) == 3


@pytest.mark.parametrize("query", ["", "?q=стов", "?paired=no&age_from=5&readiness=ready"])
def test_a_page_takes_as_many_queries_for_one_person_as_for_many(school, curator, signed_in, query):
    client, url = signed_in(curator), reverse(MENTEES) + query
    make_mentee(school)
    counts = []
    for more in (0, 49, 60):
        for _number in range(more):
            make_mentee(school)
        counts.append(queries_of(client, url))

    assert len(set(counts)) == 1


def test_what_everybody_asks_of_permissions_takes_no_query(school, curator, signed_in):
    client = signed_in(curator)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(MENTEES))

    assert not [query for query in captured.captured_queries if "auth_permission" in query["sql"]]


def test_what_to_set_is_asked_on_a_page_of_its_own(school, curator, signed_in):
    card = make_pair(school).members.get().mentee
    client, url = signed_in(curator), reverse(MENTEES)

    page = client.post(url, {"bulk": "set_curator", "ids": card.pk})

    assert [value for value, _words in page.context["options"]] == [str(curator.pk)]
    assert page.context["cards"] == [card]


def test_more_filters_are_shown_when_asked_for_or_used(school, curator, signed_in):
    make_mentee(school)
    client, url = signed_in(curator), reverse(MENTEES)

    for query, is_open in (("", False), ("?more=1", True), ("?age_from=5", True)):
        assert ('name="age_from"' in client.get(url + query).content.decode()) == is_open
