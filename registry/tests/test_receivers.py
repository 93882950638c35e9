"""An invitation from a card ties the account to the person."""

from __future__ import annotations

from accounts.actions import accept_invitation, invite_person
from accounts.choices import Role
from registry.models import Person
from registry.testing import make_mentor, make_person

STRONG = "зимняя-вишня-2031"


def invite(school, administrator, person, role=Role.MENTOR, email="new@example.org"):
    return invite_person(
        school,
        actor=administrator,
        email=email,
        role=role,
        last_name=person.last_name,
        first_name=person.first_name,
        person_ref=person.pk,
    )


def test_whoever_takes_the_invitation_becomes_the_person(school, administrator):
    person = make_mentor(school).person
    issued = invite(school, administrator, person)

    user = accept_invitation(issued.token, password=STRONG)

    person.refresh_from_db()
    assert person.user == user
    assert set(Person.objects.visible_to(user)) == {person}


def test_a_person_of_another_school_is_not_taken(school, other_school, administrator):
    stranger = make_person(other_school)
    issued = invite(school, administrator, stranger)

    accept_invitation(issued.token, password=STRONG)

    stranger.refresh_from_db()
    assert stranger.user is None


def test_a_person_who_has_an_account_by_then_keeps_it(school, administrator, curator):
    person = make_person(school, user=curator)
    issued = invite(school, administrator, person)

    accept_invitation(issued.token, password=STRONG)

    person.refresh_from_db()
    assert person.user == curator


def test_an_account_that_is_somebody_already_stays_so(school, administrator):
    first, second = make_person(school), make_person(school)
    user = accept_invitation(invite(school, administrator, first).token, password=STRONG)

    issued = invite(school, administrator, second, role=Role.MENTEE)
    accept_invitation(issued.token, user=user)

    second.refresh_from_db()
    assert second.user is None
