"""Pages of roles: who is what, appointments from paper, their end, the person's card."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from accounts.testing import make_user
from core.testing import queries_of
from documents.testing import make_document
from registry import hooks
from registry.models import Appointment
from registry.testing import make_appointment, make_mentee, make_person
from schools.choices import AppointedRole as R
from schools.queries import current_programme

LIST, CREATE = "registry:appointment_list", "registry:appointment_create"
DAY = datetime.date(2026, 11, 21)


@pytest.fixture
def client(administrator, signed_in):
    return signed_in(administrator)


def shown(client, **query):
    response = client.get(reverse(LIST), query)
    return [row.person.last_name for row in response.context["object_list"]]


def send(client, person, **fields):
    values = {"role": "coordinator", "basis": "приказ № 12", "valid_from": "2026-09-01"}
    return client.post(f"{reverse(CREATE)}?person={person.pk}", values | fields)


def set_rules(school, **rules):
    regulation = current_programme(school, DAY).regulation
    regulation.rules = {
        key.replace("__", "."): {"value": value, "clause": "2.1"} for key, value in rules.items()
    }
    regulation.save()


def test_the_list_shows_who_is_what_now_and_folds_those_who_were(school, client):
    make_appointment(make_person(school, last_name="Ныне"))
    make_appointment(make_person(school, last_name="Прежний"), valid_to=datetime.date(2026, 10, 1))

    assert shown(client) == ["Ныне"]
    assert shown(client, state="ended") == ["Прежний"]
    assert set(shown(client, state="all")) == {"Ныне", "Прежний"}


def test_the_list_tells_who_was_what_on_a_day(school, client):
    first, second = (make_person(school, last_name=name) for name in ("Первый", "Второй"))
    make_appointment(first, R.COORDINATOR, valid_to=datetime.date(2026, 10, 1))
    make_appointment(second, R.COORDINATOR, valid_from=datetime.date(2026, 10, 2))

    assert shown(client, day="01.10.2026") == ["Первый"]
    assert shown(client, day="2026-10-02", role="coordinator") == ["Второй"]
    assert shown(client, day="2026-10-02", role="curator") == []


def test_the_filter_offers_roles_of_the_act_and_those_that_somebody_has(school, client):
    set_rules(school, roles__used=["curator"])
    make_appointment(make_person(school), R.COUNCIL)

    choices = client.get(reverse(LIST)).context["filter"].form.fields["role"].choices

    assert [code for code, _label in choices if code] == ["curator", "council"]


@pytest.mark.parametrize("query", [{"day": "вчера"}, {"role": "king"}, {"state": "x"}])
def test_a_hostile_filter_breaks_nothing(client, query):
    assert client.get(reverse(LIST), query).status_code == 200


def test_the_list_takes_as_many_queries_with_many_as_with_one(school, client):
    make_appointment(make_person(school))
    client.get(reverse(LIST))
    one = queries_of(client, reverse(LIST))
    for direction in school.directions.all():
        make_appointment(make_person(school), direction=direction)
    make_appointment(make_person(school), form=school.forms.first())
    make_appointment(make_person(school), R.COUNCIL)

    assert queries_of(client, reverse(LIST)) == one


def test_the_order_behind_an_appointment_is_a_link_for_who_may_open_it(school, client, monkeypatch):
    document = make_document(school, issued_on=DAY)
    make_appointment(make_person(school), document=document)
    monkeypatch.setattr(hooks, "_link_providers", [lambda papers, user: {papers[0].pk: "/o/1/"}])

    assert 'href="/o/1/"' in client.get(reverse(LIST)).content.decode()


def test_nobody_of_another_school_is_in_the_list(other_school, client):
    make_appointment(make_person(other_school))

    assert shown(client) == []


def test_a_person_is_found_by_name_and_children_are_not_offered(school, client):
    make_person(school, last_name="Ёжиков")
    make_mentee(school, last_name="Ёжик")

    found = client.get(reverse(CREATE), {"q": "ежик"}).context["found"]

    assert [person.last_name for person in found] == ["Ёжиков"]


def test_an_appointment_made_on_paper_is_written_down(school, client):
    person = make_person(school)

    response = send(client, person)

    assert response.url == reverse(LIST)
    made = Appointment.objects.get()
    assert (made.person, made.role, made.basis) == (person, "coordinator", "приказ № 12")
    assert (made.document, made.valid_from) == (None, datetime.date(2026, 9, 1))


def test_a_refused_appointment_keeps_what_was_typed_and_says_the_clause(school, client):
    set_rules(school, roles__used=["coordinator"], curator__scope="direction")
    former = make_appointment(
        make_person(school), R.COORDINATOR, valid_from=datetime.date(2026, 9, 1)
    )

    response = send(client, make_person(school))

    assert "Сначала завершите это назначение" in response.content.decode()
    assert response.context["form"]["basis"].value() == "приказ № 12"
    assert list(Appointment.objects.all()) == [former]


def test_only_roles_of_the_regulation_are_offered(school, client):
    set_rules(school, roles__used=["curator", "commission"])

    form = client.get(f"{reverse(CREATE)}?person={make_person(school).pk}").context["form"]

    offered = [value for value, _label in form.fields["role"].choices if value]
    assert offered == ["curator", "commission_chair", "commission"]


@pytest.mark.parametrize(
    ("scope", "parts"),
    [("school", set()), ("direction", {"direction"}), ("form", {"form"})],
)
def test_the_form_asks_for_the_part_that_curators_have(school, client, scope, parts):
    set_rules(school, curator__scope=scope)

    form = client.get(f"{reverse(CREATE)}?person={make_person(school).pk}").context["form"]

    assert {"direction", "form"} & set(form.fields) == parts


def test_a_warning_is_told_and_does_not_stop(school, client):
    set_rules(school, curator__eligible_posts=["заместитель директора"])

    response = client.post(
        f"{reverse(CREATE)}?person={make_person(school, post='учитель').pk}",
        {"role": "curator", "basis": "приказ", "valid_from": "2026-09-01"},
        follow=True,
    )

    assert Appointment.objects.count() == 1
    assert "Куратором может быть: заместитель директора" in response.content.decode()


@pytest.mark.parametrize("asked", ["", "0", "x", "999999999999999999999"])
def test_nobody_is_appointed_without_a_person(client, asked):
    response = client.post(f"{reverse(CREATE)}?person={asked}", {"role": "coordinator"})

    assert response.status_code in (200, 404)
    assert not Appointment.objects.exists()


def test_a_person_of_another_school_is_not_there(other_school, client):
    assert send(client, make_person(other_school)).status_code == 404


def test_an_appointment_is_ended_with_a_day_and_a_reason(school, client):
    appointment = make_appointment(make_person(school))
    url = reverse("registry:appointment_end", args=[appointment.pk])

    refused = client.post(url, {"day": "2026-08-01", "reason": "увольнение"})
    assert "начинается позже" in refused.content.decode()
    client.post(url, {"day": "2026-11-21", "reason": "увольнение"})

    appointment.refresh_from_db()
    assert (appointment.valid_to, appointment.ended_reason) == (DAY, "увольнение")


def test_who_may_not_manage_sees_no_buttons(school, curator, signed_in):
    make_appointment(make_person(school))

    page = signed_in(curator).get(reverse(LIST)).content.decode()

    assert "Завершить" not in page
    assert reverse(CREATE) not in page


def test_who_has_no_account_is_invited_in_the_role_and_the_part(school, client, curator, signed_in):
    direction = school.directions.get()
    person = make_person(school, last_name="Ёжиков")
    make_appointment(person, direction=direction)

    page = client.get(reverse(LIST)).content.decode()
    invite = reverse("accounts:invite")
    assert f"{invite}?last_name=" in page
    form = client.get(
        invite, {"role": "curator", "person_ref": person.pk, "directions": direction.pk}
    ).context["form"]
    assert form["directions"].value() == [str(direction.pk)]
    assert invite not in signed_in(curator).get(reverse(LIST)).content.decode()


def test_who_has_an_account_is_not_invited(school, client):
    make_appointment(make_person(school, user=make_user("curator", school)))

    assert reverse("accounts:invite") not in client.get(reverse(LIST)).content.decode()


def test_the_card_shows_the_roles_of_the_person_those_over_last(school, client):
    person = make_person(school)
    make_appointment(person, R.COORDINATOR, valid_to=datetime.date(2026, 10, 1))
    make_appointment(person, R.COUNCIL)

    panels = client.get(person.get_absolute_url()).context["panels"]

    items = next(panel.items for panel in panels if panel.title == "Роли и назначения")
    assert [item.title for item in items] == ["Член методического совета", "Координатор"]
    assert [item.state for item in items] == ["", "закончилось"]


def test_the_mentor_sees_no_roles_in_the_card(school, signed_in):
    user = make_user("mentor", school)
    person = make_person(school, user=user)
    make_appointment(person, R.COUNCIL)

    panels = signed_in(user).get(person.get_absolute_url()).context["panels"]

    assert [panel.title for panel in panels if panel.title == "Роли и назначения"] == []
