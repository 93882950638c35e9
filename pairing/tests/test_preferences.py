"""What people wish for, as rows: who sees them, and what a calculation gets."""

import pytest
from django.core.exceptions import ValidationError

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from pairing.actions import set_wish
from pairing.choices import DECLINED, WishKind, WishSide
from pairing.models import Preference
from pairing.queries import declined_pairs, preferences_of
from pairing.testing import make_preference
from registry.choices import Relation
from registry.models import Guardianship
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import Programme, School


def test_a_calculation_gets_the_wishes_of_both_sides_without_refusals(
    school: School, programme: Programme
) -> None:
    mentor, mentee, other = make_mentor(school), make_mentee(school), make_mentee(school)
    make_preference(mentor, mentee, rank=2)
    make_preference(mentor, mentee, side=WishSide.MENTOR)
    make_preference(mentor, other, rank=DECLINED)

    assert preferences_of(programme) == [
        (mentor.pk, mentee.pk, "mentee", 2),
        (mentor.pk, mentee.pk, "mentor", 1),
    ]


def test_a_refusal_counts_until_the_curator_locks_the_pair(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee, other = make_mentor(school), make_mentee(school), make_mentee(school)
    make_preference(mentor, mentee, rank=DECLINED)
    make_preference(mentor, other, rank=DECLINED)
    set_wish(programme, mentor=mentor, mentee=mentee, kind=WishKind.LOCKED, actor=curator)

    assert declined_pairs(programme) == {(mentor.pk, other.pk)}


def test_two_do_not_stand_on_one_place_of_a_list(school: School) -> None:
    mentee = make_mentee(school)
    make_preference(make_mentor(school), mentee)
    second = make_preference(make_mentor(school), mentee, rank=2)

    second.rank = 1
    with pytest.raises(ValidationError, match="назван один человек"):
        second.full_clean()


def test_two_mentees_may_want_the_same_mentor_most(school: School) -> None:
    mentor = make_mentor(school)
    make_preference(mentor, make_mentee(school))

    make_preference(mentor, make_mentee(school))

    assert Preference.objects.count() == 2


def test_a_mentee_sees_what_they_said_and_not_what_is_said_of_them(school: School) -> None:
    user = make_user(Role.MENTEE, school)
    mentor, mentee = make_mentor(school), make_mentee(school, user=user)
    own = make_preference(mentor, mentee)
    make_preference(mentor, mentee, side=WishSide.MENTOR, rank=DECLINED)

    assert list(Preference.objects.visible_to(user)) == [own]


def test_a_mentor_sees_only_what_they_said(school: School) -> None:
    user = make_user(Role.MENTOR, school)
    mentor, mentee = make_mentor(school, user=user), make_mentee(school)
    make_preference(mentor, mentee, rank=DECLINED)
    own = make_preference(mentor, mentee, side=WishSide.MENTOR)

    assert list(Preference.objects.visible_to(user)) == [own]


def test_a_parent_sees_what_the_own_child_said(school: School) -> None:
    user = make_user(Role.PARENT, school)
    child = make_mentee(school)
    parent = make_person(school, user=user, kind="parent")
    Guardianship.objects.create(
        school=school, child=child.person, guardian=parent, relation=Relation.MOTHER
    )
    own = make_preference(make_mentor(school), child)
    make_preference(make_mentor(school), make_mentee(school))

    assert list(Preference.objects.visible_to(user)) == [own]


def test_a_director_does_not_read_the_wishes(school: School, director: User) -> None:
    make_preference(make_mentor(school), make_mentee(school))

    assert not Preference.objects.visible_to(director).exists()
