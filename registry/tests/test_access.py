"""Whom each role sees, and how much of the card."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from core import clock
from registry.access import sight_of, signature_of
from registry.actions import add_guardian, grant_view
from registry.models import MenteeCard, MentorCard, Person, SpecialNote
from registry.testing import make_mentee, make_mentor, make_person
from schools.choices import ParticipantKind


@pytest.fixture
def family(school):
    """A mentor and a mentee who see each other, the mentee's parent, and strangers to them."""
    mentor = make_mentor(school, user=make_user(Role.MENTOR, school)).person
    mentee = make_mentee(school, user=make_user(Role.MENTEE, school)).person
    parent = make_person(school, kind=ParticipantKind.PARENT, user=make_user(Role.PARENT, school))
    add_guardian(mentee, parent, relation="mother", actor=None)
    grant_view(mentee, mentor, "pair:1")
    grant_view(mentor, mentee, "pair:1")
    make_mentor(school)
    make_mentee(school)
    return {"mentor": mentor, "mentee": mentee, "parent": parent}


def seen_by(user):
    return set(Person.objects.visible_to(user))


def test_a_mentor_sees_own_mentees_and_oneself(family):
    assert seen_by(family["mentor"].user) == {family["mentor"], family["mentee"]}


def test_a_mentee_sees_the_mentor_and_oneself(family):
    assert seen_by(family["mentee"].user) == {family["mentor"], family["mentee"]}


def test_a_parent_sees_the_child_and_the_childs_mentor(family):
    assert seen_by(family["parent"].user) == set(family.values())


@pytest.mark.parametrize(
    ("days", "are_seen"), [(0, True), (-1, False)], ids=["the last day", "the day after"]
)
def test_a_sight_with_a_last_day_is_gone_after_it(family, days, are_seen):
    until = clock.today() + datetime.timedelta(days=days)
    grant_view(family["mentee"], family["mentor"], "pair:1", until=until)
    grant_view(family["mentor"], family["mentee"], "pair:1", until=until)

    assert (family["mentee"] in seen_by(family["mentor"].user)) is are_seen
    assert (family["mentor"] in seen_by(family["parent"].user)) is are_seen


def test_under_another_reason_the_sight_goes_on(family):
    yesterday = clock.today() - datetime.timedelta(days=1)
    grant_view(family["mentee"], family["mentor"], "pair:1", until=yesterday)
    grant_view(family["mentee"], family["mentor"], "pair:2")

    assert family["mentee"] in seen_by(family["mentor"].user)


@pytest.mark.parametrize(
    "role",
    [Role.ADMINISTRATOR, Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR, Role.PSYCHOLOGIST],
)
def test_those_who_run_the_programme_see_the_whole_school(school, other_school, family, role):
    make_mentor(other_school)

    assert seen_by(make_user(role, school)) == set(Person.objects.filter(school=school))


def test_an_observer_sees_nobody(school, family):
    assert seen_by(make_user(Role.OBSERVER, school)) == set()


def test_what_a_mentor_sees_of_the_mentee(family):
    sight = sight_of(family["mentor"].user, family["mentee"])

    assert sight.has_card
    assert sight.has_contacts
    assert sight.has_consents_in_short
    assert not (sight.has_consents)
    assert not (sight.keeps)
    assert not (sight.has_special)


@pytest.mark.parametrize("who", ["mentee", "parent"])
def test_what_a_family_sees_of_the_mentor(family, who):
    sight = sight_of(family[who].user, family["mentor"])

    assert not sight.has_card
    assert not sight.has_contacts
    assert not (sight.has_consents)
    assert not (sight.has_consents_in_short)


def test_what_a_parent_sees_of_the_child(family):
    sight = sight_of(family["parent"].user, family["mentee"])

    assert sight.has_card
    assert sight.has_contacts
    assert sight.has_consents
    assert not sight.keeps


def test_a_psychologist_sees_no_contacts(school, family):
    sight = sight_of(make_user(Role.PSYCHOLOGIST, school), family["mentee"])

    assert sight.keeps
    assert sight.has_special
    assert not sight.has_contacts


@pytest.mark.parametrize(
    ("role", "count"),
    [
        (Role.DIRECTOR, 1),
        (Role.COORDINATOR, 1),
        (Role.CURATOR, 1),
        (Role.PSYCHOLOGIST, 1),
        (Role.ADMINISTRATOR, 0),
        (Role.OBSERVER, 0),
    ],
)
def test_special_categories_are_for_those_the_table_of_roles_names(school, family, role, count):
    SpecialNote.objects.create(school=school, person=family["mentee"], text="…")

    assert SpecialNote.objects.visible_to(make_user(role, school)).count() == count


@pytest.mark.parametrize("who", ["mentor", "mentee", "parent"])
def test_special_categories_are_not_for_the_pair_and_the_family(school, family, who):
    SpecialNote.objects.create(school=school, person=family["mentee"], text="…")

    assert not SpecialNote.objects.visible_to(family[who].user).exists()


def test_a_parent_signs_for_the_own_child_only(school, family):
    user = family["parent"].user

    assert signature_of(user, family["mentee"]) == ("representative", family["parent"])
    assert signature_of(user, family["parent"]) == ("self", None)
    assert signature_of(user, make_mentee(school).person) is None


def test_a_curator_signs_for_nobody(curator, family):
    assert signature_of(curator, family["mentee"]) is None


@pytest.mark.parametrize("limits", [(), ("direction",), ("form",), ("direction", "form")])
def test_cards_are_seen_by_those_who_see_their_people(school, family, limits):
    own, other = school.directions.get(), school.directions.create(code="sport", name="Спорт")
    form, other_form = school.forms.all()
    for direction in (None, own, other):
        for its_form in (None, form, other_form):
            card = make_mentee(school, direction=direction, form=its_form)
    make_mentor(school, person=card.person, consents=False)
    curator = make_user(Role.CURATOR, school)
    membership = curator.memberships.get()
    membership.directions.set([own] if "direction" in limits else [])
    membership.forms.set([form] if "form" in limits else [])
    users = [curator, *(family[who].user for who in ("mentor", "mentee", "parent"))]

    for user in users:
        people = Person.objects.visible_to(user)
        for model in (MenteeCard, MentorCard):
            assert set(model.objects.visible_to(user)) == set(
                model.objects.filter(person__in=people)
            )
