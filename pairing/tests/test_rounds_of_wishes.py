"""People are asked for their wishes, answer, and what they said is kept."""

import datetime

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError
from pairing.actions import (
    ask_rest,
    close_round,
    make_wish_links,
    open_round,
    remind_of_wishes,
    save_wishes,
    save_wishes_by_link,
    set_candidates,
    set_wish,
)
from pairing.asking import mutual
from pairing.choices import DECLINED, RoundKind, WishKind, WishSide
from pairing.models import PairWish, Preference, WishRequest, WishRound
from pairing.testing import active_pair, make_preference
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

from .conftest import TODAY

UNTIL = TODAY + datetime.timedelta(days=7)


def ask(programme: Programme, actor: User, kind: str = RoundKind.WISHES, **values) -> WishRound:
    values = {"kind": kind, "closes_on": UNTIL, "offered": 5} | values
    return open_round(programme, actor=actor, **values)


def lets_choose(programme: Programme) -> None:
    programme.regulation.rules["pairing.method"] = {"value": "mentee_chooses", "clause": "§10"}
    programme.regulation.save(update_fields=["rules"])


def request_of(card) -> WishRequest:
    side = "mentee" if card._meta.model_name == "menteecard" else "mentor"
    return WishRequest.objects.get(**{side: card})


def test_both_sides_are_asked_and_shown_each_other(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)

    ask(programme, curator)

    assert request_of(mentee).candidates == [mentor.pk]
    assert request_of(mentor).candidates == [mentee.pk]


def test_who_fits_better_is_shown_first(
    school: School, programme: Programme, curator: User
) -> None:
    mentee = make_mentee(school, request="робототехника")
    other = make_mentor(school)
    fits = make_mentor(school, competencies="робототехника")

    ask(programme, curator)

    assert request_of(mentee).candidates == [fits.pk, other.pk]


def test_no_more_are_shown_than_was_said(
    school: School, programme: Programme, curator: User
) -> None:
    mentee = make_mentee(school)
    for _number in range(3):
        make_mentor(school)

    ask(programme, curator, offered=2)

    assert len(request_of(mentee).candidates) == 2


def test_a_forbidden_pair_is_shown_to_neither(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    other = make_mentor(school)
    set_wish(programme, mentor=mentor, mentee=mentee, kind=WishKind.FORBIDDEN, actor=curator)

    ask(programme, curator)

    assert request_of(mentee).candidates == [other.pk]
    assert not WishRequest.objects.filter(mentor=mentor).exists()


def test_who_is_in_a_pair_is_not_asked(school: School, programme: Programme, curator: User) -> None:
    pair = active_pair(school, curator)
    make_mentor(school), make_mentee(school)

    ask(programme, curator)

    assert not WishRequest.objects.filter(mentee__in=pair.members.values("mentee")).exists()


def test_nobody_to_ask_is_refused(programme: Programme, curator: User) -> None:
    with pytest.raises(DomainError, match="Спрашивать некого"):
        ask(programme, curator)

    assert not WishRound.objects.exists()


def test_a_second_round_waits_for_the_end_of_the_first(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school), make_mentee(school)
    first = ask(programme, curator)
    with pytest.raises(DomainError, match="уже собирают"):
        ask(programme, curator)

    close_round(first, actor=curator)
    ask(programme, curator)

    assert WishRound.objects.count() == 2


def test_a_day_that_has_passed_is_refused(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school), make_mentee(school)

    with pytest.raises(DomainError, match="уже прошёл"):
        ask(programme, curator, closes_on=TODAY - datetime.timedelta(days=1))


def test_who_came_later_is_asked_without_asking_anybody_twice(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school), make_mentee(school)
    found = ask(programme, curator)
    late = make_mentee(school)

    assert ask_rest(found, actor=curator) == 1
    assert request_of(late).candidates


def test_what_is_said_becomes_an_ordered_list(
    school: School, programme: Programme, curator: User
) -> None:
    mentee = make_mentee(school)
    first, second, never = [make_mentor(school) for _number in range(3)]
    ask(programme, curator)

    ranks = {second.pk: 3, first.pk: 2, never.pk: DECLINED}
    save_wishes(request_of(mentee), ranks=ranks, actor=None, note=" после встречи ")

    said = dict(Preference.objects.values_list("mentor_id", "rank"))
    assert said == {first.pk: 1, second.pk: 2, never.pk: DECLINED}
    assert request_of(mentee).note == "после встречи"
    assert timeline(mentee.person).filter(verb="wishes.said").exists()


def test_the_other_one_learns_nothing_from_the_trail(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    ask(programme, curator)

    save_wishes(request_of(mentee), ranks={mentor.pk: DECLINED}, actor=None)

    assert not timeline(mentor.person).filter(verb="wishes.said").exists()


def test_a_second_answer_replaces_the_first(
    school: School, programme: Programme, curator: User
) -> None:
    mentee, first, second = make_mentee(school), make_mentor(school), make_mentor(school)
    ask(programme, curator)
    save_wishes(request_of(mentee), ranks={first.pk: 1}, actor=None)

    save_wishes(request_of(mentee), ranks={second.pk: 1}, actor=None)

    assert Preference.objects.get().mentor == second


def test_two_on_one_place_are_refused(school: School, programme: Programme, curator: User) -> None:
    mentee, first, second = make_mentee(school), make_mentor(school), make_mentor(school)
    ask(programme, curator)

    with pytest.raises(DomainError, match="назван один человек"):
        save_wishes(request_of(mentee), ranks={first.pk: 1, second.pk: 1}, actor=None)


def test_who_was_not_offered_can_not_be_named(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    mentee = make_mentee(school)
    ask(programme, curator)
    late = make_mentor(school)

    with pytest.raises(DomainError, match="среди предложенных нет"):
        save_wishes(request_of(mentee), ranks={late.pk: 1}, actor=None)


def test_from_paper_anybody_of_the_base_may_be_named_after_the_day_too(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    mentee = make_mentee(school)
    found = ask(programme, curator)
    WishRound.objects.filter(pk=found.pk).update(closes_on=TODAY - datetime.timedelta(days=1))
    late = make_mentor(school)

    save_wishes(request_of(mentee), ranks={late.pk: 1}, actor=curator, from_paper=True)

    assert Preference.objects.get().said_by == curator


def test_a_mentor_of_another_school_can_not_be_named_from_paper(
    school: School, programme: Programme, curator: User, other_school: School
) -> None:
    make_mentor(school)
    mentee = make_mentee(school)
    ask(programme, curator)

    ranks = {make_mentor(other_school).pk: 1}

    with pytest.raises(DomainError, match="среди предложенных нет"):
        save_wishes(request_of(mentee), ranks=ranks, actor=curator, from_paper=True)


def test_after_the_end_nothing_is_taken(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    close_round(ask(programme, curator), actor=curator)

    with pytest.raises(DomainError, match="закончен"):
        save_wishes(request_of(mentee), ranks={mentor.pk: 1}, actor=None)


def test_a_link_is_used_up_by_one_answer(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    links = make_wish_links(ask(programme, curator), actor=curator)
    token = next(one.token for one in links if one.request.mentee_id == mentee.pk)

    assert save_wishes_by_link(token, ranks={mentor.pk: 1}) == request_of(mentee)
    assert save_wishes_by_link(token, ranks={mentor.pk: 1}) is None


def test_who_can_sign_in_gets_no_link(school: School, programme: Programme, curator: User) -> None:
    make_mentor(school, user=make_user(Role.MENTOR, school))
    mentee = make_mentee(school)

    links = make_wish_links(ask(programme, curator), actor=curator)

    assert [one.request.mentee for one in links] == [mentee]


def test_the_end_of_the_round_closes_the_links(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, _mentee = make_mentor(school), make_mentee(school)
    found = ask(programme, curator)
    links = make_wish_links(found, actor=curator)

    close_round(found, actor=curator)

    assert save_wishes_by_link(links[0].token, ranks={mentor.pk: 1}) is None


def test_when_all_have_answered_nobody_is_reminded(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee = make_mentor(school), make_mentee(school)
    found = ask(programme, curator)
    save_wishes(request_of(mentee), ranks={mentor.pk: 1}, actor=None)
    save_wishes(request_of(mentor), ranks={mentee.pk: 1}, actor=None)

    with pytest.raises(DomainError, match="некому"):
        remind_of_wishes(found, actor=curator)


def test_who_named_each_other_stand_together(
    school: School, programme: Programme, curator: User
) -> None:
    mentor, mentee, other = make_mentor(school), make_mentee(school), make_mentee(school)
    both = make_preference(mentor, mentee)
    make_preference(mentor, mentee, side=WishSide.MENTOR)
    make_preference(mentor, other)
    make_preference(mentor, other, side=WishSide.MENTOR, rank=DECLINED)

    assert list(mutual(programme, curator)) == [both]


def test_a_choice_is_offered_only_where_the_regulation_gives_the_right(
    school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school), make_mentee(school)

    with pytest.raises(DomainError, match="По положению"):
        ask(programme, curator, RoundKind.CHOICE)


def test_in_a_choice_only_the_mentee_is_asked(
    school: School, programme: Programme, curator: User
) -> None:
    lets_choose(programme)
    make_mentor(school), make_mentee(school)

    ask(programme, curator, RoundKind.CHOICE)

    assert WishRequest.objects.get().is_of_mentee


def test_the_pick_locks_the_pair(school: School, programme: Programme, curator: User) -> None:
    lets_choose(programme)
    mentor, mentee = make_mentor(school), make_mentee(school)
    ask(programme, curator, RoundKind.CHOICE)

    save_wishes(request_of(mentee), ranks={mentor.pk: 1}, actor=None)

    lock = PairWish.objects.get()
    assert (lock.mentor, lock.mentee, lock.kind) == (mentor, mentee, WishKind.LOCKED)


def test_another_pick_moves_the_lock(school: School, programme: Programme, curator: User) -> None:
    lets_choose(programme)
    mentee, first, second = make_mentee(school), make_mentor(school), make_mentor(school)
    ask(programme, curator, RoundKind.CHOICE)
    save_wishes(request_of(mentee), ranks={first.pk: 1}, actor=None)

    save_wishes(request_of(mentee), ranks={second.pk: 1}, actor=None)

    assert PairWish.objects.get().mentor == second


def test_the_last_place_is_picked_once(school: School, programme: Programme, curator: User) -> None:
    lets_choose(programme)
    mentor = make_mentor(school, places=1)
    mentees = [make_mentee(school), make_mentee(school)]
    ask(programme, curator, RoundKind.CHOICE)
    save_wishes(request_of(mentees[0]), ranks={mentor.pk: 1}, actor=None)

    with pytest.raises(DomainError, match="мест уже нет"):
        save_wishes(request_of(mentees[1]), ranks={mentor.pk: 1}, actor=None)


def test_who_was_forbidden_since_is_not_picked(
    school: School, programme: Programme, curator: User
) -> None:
    lets_choose(programme)
    mentor, mentee = make_mentor(school), make_mentee(school)
    ask(programme, curator, RoundKind.CHOICE)
    set_wish(programme, mentor=mentor, mentee=mentee, kind=WishKind.FORBIDDEN, actor=curator)

    with pytest.raises(DomainError, match="выбрать уже нельзя"):
        save_wishes(request_of(mentee), ranks={mentor.pk: 1}, actor=None)


def test_the_curator_offers_others(school: School, programme: Programme, curator: User) -> None:
    lets_choose(programme)
    make_mentor(school)
    mentee = make_mentee(school)
    ask(programme, curator, RoundKind.CHOICE)
    other = make_mentor(school)

    set_candidates(request_of(mentee), mentors=[other], actor=curator)

    assert request_of(mentee).candidates == [other.pk]
