"""Representatives: found in the base, written down anew, removed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from core.clock import today
from registry.actions import add_guardian, answer_by_link, ask_consents
from registry.models import Guardianship, Person
from registry.testing import make_mentee, make_person


@pytest.fixture
def child(school):
    return make_mentee(school, last_name="Детский").person


def url_of(child):
    return reverse("registry:guardian_create", args=[child.pk])


def test_a_new_parent_is_written_down_with_the_relation(child, curator, signed_in):
    client = signed_in(curator)

    client.post(
        url_of(child),
        {
            "last_name": "детская",
            "first_name": "Ольга",
            "middle_name": "Ивановна",
            "relation": "mother",
            "contacts": "+7",
        },
    )

    link = Guardianship.objects.get()
    assert (link.child, link.relation) == (child, "mother")
    parent = link.guardian
    assert (parent.last_name, parent.gender, parent.kind) == ("Детская", "f", "parent")
    assert "Детская Ольга Ивановна" in client.get(child.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "last_name"), [("детская ольга", "Детская"), ("мама", None)], ids=["name", "no name"]
)
def test_who_answered_by_a_link_need_not_be_typed_again(
    school, curator, signed_in, typed, last_name
):
    child = make_mentee(school, consents=False).person
    [asked] = ask_consents([child], due_on=today(), actor=curator)
    answer_by_link(
        asked.token, kind="participation", reply="agreed", signer_name=typed, relation="father"
    )

    form = signed_in(curator).get(url_of(child)).context["form"]

    assert form.initial.get("last_name") == last_name


def test_somebody_in_the_base_is_found_and_chosen(school, child, curator, signed_in):
    parent = make_person(school, last_name="Учёный")
    client = signed_in(curator)
    assert list(client.get(url_of(child) + "?q=учен").context["found"]) == [parent]

    client.post(url_of(child), {"guardian": parent.pk, "relation": "father"})

    assert Guardianship.objects.get().guardian == parent


def test_somebody_of_another_school_is_neither_found_nor_chosen(
    other_school, child, curator, signed_in
):
    stranger = make_person(other_school, last_name="Чужой")
    client = signed_in(curator)
    assert list(client.get(url_of(child) + "?q=чужой").context["found"]) == []

    response = client.post(url_of(child), {"guardian": stranger.pk, "relation": "father"})

    assert "Выберите человека" in response.content.decode()
    assert not Guardianship.objects.exists()


def test_a_form_that_is_refused_writes_nobody_down(child, curator, signed_in):
    client = signed_in(curator)

    client.post(url_of(child), {"last_name": "Детская", "first_name": "Ольга", "relation": "boss"})

    assert list(Person.objects.all()) == [child]


def test_a_representative_is_removed_from_the_card(school, child, curator, signed_in):
    link = add_guardian(child, make_person(school), relation="mother", actor=None)

    signed_in(curator).post(reverse("registry:guardian_remove", args=[link.pk]))

    assert not Guardianship.objects.exists()
