import pytest

from accounts.models import User
from core.audit import timeline
from core.errors import DomainError
from pairing.actions import clear_wish, set_wish
from pairing.choices import WishKind
from pairing.models import PairWish
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School


def test_a_pair_is_locked(school: School, programme: Programme, curator: User) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)

    wish = set_wish(programme, mentor=mentor, mentee=mentee, kind=WishKind.LOCKED, actor=curator)

    assert PairWish.objects.get() == wish
    assert timeline(mentee.person).get().verb == "wish.locked"


def test_a_pair_is_forbidden_with_a_note(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)

    set_wish(
        programme,
        mentor=mentor,
        mentee=mentee,
        kind=WishKind.FORBIDDEN,
        actor=curator,
        note=" конфликт ",
    )

    wish = PairWish.objects.get()
    assert (wish.kind, wish.note) == (WishKind.FORBIDDEN, "конфликт")
    assert timeline(mentor.person).get().data == {"note": "конфликт"}


def test_a_ban_turns_into_a_lock(school: School, programme: Programme, curator: User) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    for kind in (WishKind.FORBIDDEN, WishKind.LOCKED):
        set_wish(programme, mentor=mentor, mentee=mentee, kind=kind, actor=curator)

    assert PairWish.objects.get().kind == WishKind.LOCKED


def test_the_newer_lock_of_a_mentee_stands(
    school: School, programme: Programme, curator: User
) -> None:
    first, second, mentee = make_mentor(school), make_mentor(school), make_mentee(school)
    for mentor in (first, second):
        set_wish(programme, mentor=mentor, mentee=mentee, kind=WishKind.LOCKED, actor=curator)

    assert PairWish.objects.get().mentor == second


def test_a_wish_is_cleared(school: School, programme: Programme, curator: User) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    set_wish(programme, mentor=mentor, mentee=mentee, kind=WishKind.LOCKED, actor=curator)

    clear_wish(programme, mentor=mentor, mentee=mentee, actor=curator)
    clear_wish(programme, mentor=mentor, mentee=mentee, actor=curator)

    assert PairWish.objects.count() == 0
    assert [event.verb for event in timeline(mentor.person)] == ["wish.cleared", "wish.locked"]


def test_people_of_another_school_are_refused(
    school: School, other_school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(other_school), make_mentee(school)

    with pytest.raises(DomainError, match="из другой школы"):
        set_wish(programme, mentor=mentor, mentee=mentee, kind=WishKind.LOCKED, actor=curator)
