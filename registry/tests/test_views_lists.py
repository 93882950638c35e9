"""The two bases as tables, bulk actions, the list of what is missing."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.testing import make_user
from core.testing import queries_of
from registry import hooks
from registry.actions import archive_card
from registry.models import Consent, MenteeCard
from registry.queries import PairColumns
from registry.testing import make_mentee, make_mentor
from registry.views.lists import MenteeListView, MentorListView

MENTORS = "registry:mentor_list"
MENTEES = "registry:mentee_list"


def tomorrow():
    return (timezone.localdate() + datetime.timedelta(days=1)).isoformat()


def names(client, url):
    return [card.person.last_name for card in client.get(url).context["object_list"]]


@pytest.mark.parametrize(
    "typed", ["иван", "ИВАНОВ", "орёл", "орел", "орёл иван", "фтщшт bdfyjd".split()[1]]
)
def test_a_part_of_the_name_finds_it_whatever_the_spelling(school, curator, signed_in, typed):
    make_mentor(school, last_name="Иванов-Орёл")
    make_mentor(school, last_name="Петров", first_name="Пётр", middle_name="Кузьмич")

    found = names(signed_in(curator), reverse(MENTORS) + f"?q={typed}")

    assert found == ["Иванов-Орёл"]


def test_a_form_that_is_switched_off_is_offered_only_where_a_row_has_it(school, curator, signed_in):
    card = make_mentor(school)
    values = {"mentor_kind": "staff", "mentee_kind": "pupil", "is_active": False}
    card.form = school.forms.create(code="kept", name="Прежняя", **values)
    card.save()
    school.forms.create(code="left", name="Ненужная", **values)
    client = signed_in(curator)

    offered = {
        page: {words for _key, words in context_form(client, page).choices}
        for page in (MENTORS, MENTEES)
    }

    assert offered[MENTORS] - offered[MENTEES] == {"Прежняя"}
    assert "Ненужная" not in offered[MENTORS]


def context_form(client, page):
    return client.get(reverse(page)).context["filter"].form.fields["form"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "' OR 1=1 --", "\x00", "x" * 5000])
def test_a_hostile_search_finds_nobody_and_breaks_nothing(school, curator, signed_in, typed):
    make_mentor(school)

    response = signed_in(curator).get(reverse(MENTORS), {"q": typed, "form": "x", "page": "-1"})

    assert response.status_code == 200


def test_filters_narrow_the_base(school, curator, signed_in):
    pupils, teachers = school.forms.all()
    direction = school.directions.first()
    make_mentee(school, last_name="Первый", form=pupils, class_name="8А")
    make_mentee(school, last_name="Второй", form=teachers, class_name="9Б", direction=direction)
    make_mentee(school, last_name="Третий", form=pupils, class_name="8Б", consents=False)
    archive_card(make_mentee(school, last_name="Старый"), actor=curator)
    client, url = signed_in(curator), reverse(MENTEES)

    assert names(client, url) == ["Второй", "Первый", "Третий"]
    assert names(client, f"{url}?form={teachers.pk}") == ["Второй"]
    assert names(client, f"{url}?direction={direction.pk}") == ["Второй"]
    assert names(client, f"{url}?class_name=8") == ["Первый", "Третий"]
    assert names(client, f"{url}?readiness=not_ready") == ["Третий"]
    assert names(client, f"{url}?readiness=ready&form={pupils.pk}") == ["Первый"]
    assert names(client, f"{url}?state=archived") == ["Старый"]
    assert names(client, f"{url}?state=all&sort=-name") == ["Третий", "Старый", "Первый", "Второй"]


def test_nobody_of_another_school_is_in_the_base(school, other_school, curator, signed_in):
    make_mentor(other_school)

    assert names(signed_in(curator), reverse(MENTORS) + "?state=all") == []


def test_columns_of_the_pair_are_shown_and_those_chosen(school, curator, signed_in, monkeypatch):
    card = make_mentee(school, case_url="https://example.org/case")
    columns = PairColumns(names="Орлов О. О.", workplace="школа", results="выучил", passed="да")
    monkeypatch.setattr(hooks, "_pair_providers", [lambda base, ids: {card.pk: columns}])
    chosen = "?col=pair_workplace&col=results&col=passed&col=case_url&col=birth_year"

    html = signed_in(curator).get(reverse(MENTEES) + chosen).content.decode()

    for text in ("Орлов О. О.", "школа", "выучил", "https://example.org/case", "2012"):
        assert text in html
    assert 'data-label="Отметка о прохождении программы"' in html


def test_contacts_are_for_those_who_may_see_them(school, curator, signed_in):
    make_mentor(school, contacts="+7 900 000-00-00")
    url = reverse(MENTORS) + "?col=contacts"

    assert "+7 900" in signed_in(curator).get(url).content.decode()
    psychologist = make_user(Role.PSYCHOLOGIST, school)
    assert "+7 900" not in signed_in(psychologist).get(url).content.decode()


@pytest.mark.parametrize("asked", ["col=&col=contacts", "col=contacts"])
def test_columns_are_remembered_when_they_were_chosen_but_not_of_a_link(
    school, curator, signed_in, asked
):
    make_mentor(school, contacts="+7 900 000-00-00")
    client = signed_in(curator)

    assert "+7 900" in client.get(f"{reverse(MENTORS)}?{asked}").content.decode()
    later = client.get(reverse(MENTORS)).content.decode()
    assert ("+7 900" in later) is asked.startswith("col=&")


def test_a_list_takes_as_many_queries_for_one_row_as_for_many(school, curator, signed_in):
    client = signed_in(curator)
    make_mentor(school)
    make_mentee(school, consents=False)
    urls = [reverse(MENTORS), reverse(MENTEES) + "?readiness=not_ready"]
    urls.append(reverse("registry:missing_list"))
    for url, view in ((MENTORS, MentorListView), (MENTEES, MenteeListView)):
        every = "&".join(f"col={column.name}" for column in view.columns if column.is_optional)
        urls.append(f"{reverse(url)}?state=all&{every}")
    client.get(urls[0])

    few = [queries_of(client, url) for url in urls]
    for _number in range(10):
        make_mentor(school, consents=False)
        make_mentee(school, consents=False, direction=school.directions.first())
    many = [queries_of(client, url) for url in urls]

    assert few == many


# --- bulk actions


def test_paper_consents_are_recorded_for_the_chosen(school, curator, signed_in):
    chosen, other = (make_mentor(school, consents=False) for _ in range(2))

    response = signed_in(curator).post(
        reverse(MENTORS) + "?sort=-name",
        {"bulk": "consents", "given_on": "2026-09-01", "ids": [chosen.pk]},
    )

    assert response.url == reverse(MENTORS) + "?sort=-name"
    assert chosen.person.consents.count() == 2
    assert other.person.consents.count() == 0


def test_a_bulk_action_without_a_date_or_rows_says_what_to_do(school, curator, signed_in):
    card = make_mentor(school, consents=False)
    client, url = signed_in(curator), reverse(MENTORS)

    for data, text in (
        ({"bulk": "consents", "ids": [card.pk], "given_on": "когда-то"}, "Укажите дату"),
        ({"bulk": "consents", "given_on": "2026-09-01"}, "Отметьте в таблице"),
        ({"bulk": "consents", "ids": [card.pk], "given_on": tomorrow()}, "не наступила"),
    ):
        assert text in client.post(url, data, follow=True).content.decode()
    assert not Consent.objects.exists()


@pytest.mark.parametrize("forged", ["foreign", "x", "-1", str(10**25), "1 OR 1=1"])
def test_forged_rows_of_a_bulk_action_are_left_out(
    school, other_school, curator, signed_in, forged
):
    foreign = make_mentor(other_school, consents=False)
    ids = [str(foreign.pk) if forged == "foreign" else forged]

    response = signed_in(curator).post(
        reverse(MENTORS), {"bulk": "archive", "ids": ids}, follow=True
    )

    assert response.status_code == 200
    foreign.refresh_from_db()
    assert foreign.state == "active"


def test_the_chosen_are_archived(school, curator, signed_in):
    card = make_mentee(school)

    signed_in(curator).post(reverse(MENTEES), {"bulk": "archive", "ids": [card.pk]})

    assert MenteeCard.objects.get().state == "archived"


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.PSYCHOLOGIST])
def test_whoever_only_reads_has_no_bulk_actions(school, signed_in, role):
    card = make_mentee(school, consents=False)
    client = signed_in(make_user(role, school))

    assert 'name="bulk"' not in client.get(reverse(MENTEES)).content.decode()
    for action in ("archive", "consents", "nonsense"):
        data = {"bulk": action, "ids": [card.pk], "given_on": "2026-09-01"}
        assert client.post(reverse(MENTEES), data).status_code == 403


# --- what is missing


def test_what_is_missing_leads_to_where_it_is_mended(school, curator, signed_in):
    card = make_mentee(school, consents=False, request="", last_name="Пустой")
    make_mentor(school, contacts="+7")
    client, url = signed_in(curator), reverse("registry:missing_list")

    response = client.get(url)

    assert [person.last_name for person in response.context["object_list"]] == ["Пустой"]
    html = response.content.decode()
    create = reverse("registry:consent_create", args=[card.person_id])
    assert f"{create}?kind=participation&amp;signer=representative" in html
    assert "Не заполнен запрос" in html


def test_what_is_missing_is_narrowed_by_kind_and_base(school, curator, signed_in):
    make_mentee(school, last_name="Без-запроса", request="", contacts="1")
    make_mentor(school, last_name="Без-формы", form=None, contacts="1")
    client, url = signed_in(curator), reverse("registry:missing_list")

    def shown(query):
        return [person.last_name for person in client.get(url + query).context["object_list"]]

    assert shown("?gap=request") == ["Без-запроса"]
    assert shown("?gap=form") == ["Без-формы"]
    assert shown("?base=mentors") == ["Без-формы"]
    assert shown("?gap=gender") == []


def test_when_nothing_is_missing_the_page_says_so(school, curator, signed_in):
    make_mentor(school, contacts="+7")

    html = signed_in(curator).get(reverse("registry:missing_list")).content.decode()

    assert "Всего хватает" in html
