"""Who sees special categories, contacts, another direction's people; each look leaves a row."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from accounts.choices import Role
from accounts.testing import make_user
from core.models import AuditEvent
from registry.models import Person, SpecialNote
from registry.testing import make_mentee, make_mentor
from schools.models import Direction

SECRET = "учёт в комиссии 4471"
PHONE = "+7 900 555 44 33"

# Role → sees contacts in the list, may open the closed block, sees people of another direction.
TABLE = {
    Role.ADMINISTRATOR: (True, False, True),
    Role.DIRECTOR: (True, True, True),
    Role.COORDINATOR: (True, True, True),
    Role.CURATOR: (True, True, False),
    Role.PSYCHOLOGIST: (False, True, True),
    Role.MENTOR: (False, False, False),
    Role.MENTEE: (False, False, False),
    Role.PARENT: (False, False, False),
    Role.OBSERVER: (False, False, False),
}


def roles(place):
    return [(role, row[place]) for role, row in TABLE.items()]


@pytest.fixture
def person(school):
    direction = school.directions.order_by("pk").first()
    person = make_mentee(school, last_name="Птицын", direction=direction, contacts=PHONE).person
    SpecialNote.objects.create(school=school, person=person, text=SECRET)
    return person


def somebody(role, school):
    user = make_user(role, school)
    if role == Role.CURATOR:
        user.memberships.get().directions.add(school.directions.order_by("pk").first())
    return user


def page(client, name, *args, **query):
    return client.get(reverse(f"registry:{name}", args=args), query).content.decode()


def test_the_table_names_every_role():
    assert set(TABLE) == set(Role)


@pytest.mark.parametrize(("role", "sees"), roles(0))
def test_who_sees_contacts_in_the_list(school, person, signed_in, role, sees):
    text = page(signed_in(somebody(role, school)), "mentee_list", col="contacts")

    assert (PHONE in text) == sees


@pytest.mark.parametrize(("role", "sees"), roles(0))
def test_who_sees_contacts_on_the_page_of_a_person(school, person, signed_in, role, sees):
    text = page(signed_in(somebody(role, school)), "person_detail", person.pk)

    assert (PHONE in text) == sees


@pytest.mark.parametrize(("role", "opens"), roles(1))
def test_who_opens_the_closed_block_and_each_look_is_on_record(
    school, person, signed_in, role, opens
):
    user = somebody(role, school)

    response = signed_in(user).post(reverse("registry:special_show", args=[person.pk]))

    assert (SECRET in response.content.decode()) == opens
    looks = AuditEvent.objects.filter(verb="special.viewed", actor=user)
    assert looks.count() == int(opens)
    assert SECRET not in "".join(looks.values_list("text", flat=True))


@pytest.mark.parametrize(("role", "sees"), roles(2))
def test_who_sees_people_of_another_direction(school, role, sees):
    other = Direction.objects.create(school=school, code="other", name="Другое")
    hidden = make_mentee(school, direction=other).person

    found = Person.objects.visible_to(somebody(role, school)).filter(pk=hidden.pk).exists()

    assert found == sees


@pytest.mark.parametrize("role", [role for role, row in TABLE.items() if row[1]])
def test_no_page_or_file_shows_the_block_without_a_look(school, person, signed_in, role):
    client = signed_in(somebody(role, school))
    make_mentor(school)
    addresses = [
        reverse("registry:mentee_list") + "?size=100",
        reverse("registry:person_detail", args=[person.pk]),
        reverse("registry:person_update", args=[person.pk]),
        reverse("registry:mentee_card_docx", args=[person.pk]),
        reverse("registry:request_map"),
        reverse("registry:missing_list"),
        reverse("portal:home"),
    ]

    for address in addresses:
        assert SECRET.encode() not in client.get(address, follow=True).content

    assert not AuditEvent.objects.filter(verb="special.viewed").exists()


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "docx"])
def test_no_export_has_the_block(school, person, curator, signed_in, file_format):
    data = {"format": file_format, "columns": "form"}

    response = signed_in(curator).post(reverse("registry:mentee_export"), data)

    assert response.status_code == 200
    assert SECRET.encode() not in response.content


def test_a_form_that_comes_back_is_a_look_as_well(school, person, curator, signed_in):
    address = reverse("registry:special_save", args=[person.pk])

    signed_in(curator).post(address, {"text": "я" * 10_001})

    assert AuditEvent.objects.filter(verb="special.viewed", actor=curator).count() == 1


def test_the_trail_of_what_is_saved_has_no_words_of_the_block(school, person, curator, signed_in):
    address = reverse("registry:special_save", args=[person.pk])

    signed_in(curator).post(address, {"text": "другая тайна 902"})

    trail = AuditEvent.objects.values_list("text", "data")
    assert "902" not in str(list(trail))


def test_nothing_of_the_bases_stands_in_the_admin():
    house = set(apps.get_app_config("registry").get_models())

    assert not [model for model in admin.site._registry if model in house]
