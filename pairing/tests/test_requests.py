"""Who asks that a pair be changed, who reads it, and what becomes of it."""

import datetime
from typing import Any

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError, StateError
from core.russian.cases import Case
from orders.actions import approve_order, submit_order, withdraw_order
from orders.testing import listening
from pairing.actions import (
    ask_change,
    decline_request,
    draft_replacement,
    end_pair,
    leave_group,
    withdraw_request,
)
from pairing.choices import ChangeKind, RequestSide, RequestState
from pairing.models import Pair, PairRequest
from pairing.petitions import noun_of, petition_paper
from pairing.signals import pair_request_answered, pair_requested
from pairing.testing import active_pair, make_pair, with_change_orders
from registry.models import Guardianship
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import Programme, School

TODAY = datetime.date(2026, 10, 1)
DAY = datetime.date(2026, 10, 12)
WHY = "Мы не находим общего языка."


@pytest.fixture
def pair(school: School, programme: Programme, curator: User) -> Pair:
    with_change_orders(programme, "replacement")
    mentor = make_mentor(school)
    mentor.person.user = make_user(Role.MENTOR, school)
    mentor.person.save()
    mentee = make_mentee(school)
    mentee.person.user = make_user(Role.MENTEE, school)
    mentee.person.save()
    starts_on = datetime.date(2026, 9, 7)
    return active_pair(school, curator, mentor=mentor, mentees=[mentee], starts_on=starts_on)


def user_of(person: Any) -> User:
    assert person.user is not None
    return person.user


def mentee_of(pair: Pair) -> User:
    return user_of(pair.members.get().mentee.person)


def petition(pair: Pair, **changes: Any) -> PairRequest:
    values: dict[str, Any] = {
        "side": RequestSide.MENTEE,
        "member": pair.members.first(),
        "text": WHY,
        "actor": None,
    }
    return ask_change(pair, **values | changes)


def reads(user: User, request: PairRequest) -> bool:
    return PairRequest.objects.visible_to(user).filter(pk=request.pk).exists()


def test_a_petition_is_kept_with_its_words_and_its_day(pair: Pair) -> None:
    request = petition(pair, actor=mentee_of(pair))

    kept = (request.side, request.text, request.asked_on, request.asked_by, request.state)
    assert kept == ("mentee", WHY, TODAY, mentee_of(pair), RequestState.WAITING)


def test_those_who_decide_are_told(pair: Pair) -> None:
    heard: list[PairRequest] = []

    def note(sender: Any, *, request: PairRequest, **kwargs: Any) -> None:
        heard.append(request)

    with listening(pair_requested, note):
        request = petition(pair)

    assert heard == [request]


def test_the_mentor_does_not_read_what_the_mentee_has_written(
    pair: Pair, curator: User, director: User
) -> None:
    request = petition(pair, actor=mentee_of(pair))

    assert not reads(user_of(pair.mentor.person), request)
    assert reads(mentee_of(pair), request)
    assert reads(curator, request)
    assert reads(director, request)


def test_a_curator_reads_nothing_of_the_pair_that_they_mentor_themselves(
    school: School, pair: Pair
) -> None:
    both = make_user(Role.CURATOR, school)
    pair.mentor.person.user = both
    pair.mentor.person.save()

    assert not reads(both, petition(pair, actor=mentee_of(pair)))


def test_a_parent_does_not_read_what_the_child_has_written(school: School, pair: Pair) -> None:
    parent = make_user(Role.PARENT, school)
    child = pair.members.get().mentee.person
    guardian = make_person(school, user=parent)
    Guardianship.objects.create(school=school, child=child, guardian=guardian)

    assert not reads(parent, petition(pair, actor=mentee_of(pair)))


def test_the_trail_of_a_person_does_not_tell_that_they_were_complained_of(pair: Pair) -> None:
    petition(pair)

    texts = [event.text for event in timeline(pair.mentor.person)]
    assert not any("Обращение" in text or "обращение" in text for text in texts)


def test_a_second_petition_waits_for_the_answer_to_the_first(pair: Pair) -> None:
    petition(pair)

    with pytest.raises(DomainError, match=r"уже ждёт решения, оно от 01\.10\.2026"):
        petition(pair)


def test_both_sides_may_ask_at_once(pair: Pair) -> None:
    petition(pair)

    assert petition(pair, side=RequestSide.MENTOR, member=None).state == RequestState.WAITING


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "  "}, "Напишите, почему"),
        ({"text": "я" * 2001}, "длиннее 2000 знаков"),
        ({"asked_on": datetime.date(2026, 10, 2)}, "ещё не наступила"),
        ({"member": None}, "чьё это ходатайство"),
        ({"kind": ChangeKind.JOINING}, "не просят"),
    ],
)
def test_a_bad_petition_is_refused_with_its_reason(
    pair: Pair, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(DomainError, match=said):
        petition(pair, **changes)


def test_a_member_of_another_pair_is_no_reason_here(school: School, pair: Pair) -> None:
    with pytest.raises(DomainError, match="чьё это ходатайство"):
        petition(pair, member=make_pair(school).members.get())


def test_nobody_asks_about_a_pair_that_is_only_chosen(school: School) -> None:
    with pytest.raises(DomainError, match="Просить можно о действующей паре"):
        petition(make_pair(school))


def test_the_order_grants_the_petition(pair: Pair, curator: User, director: User) -> None:
    request = petition(pair)
    order = draft_replacement(
        pair,
        mentor=make_mentor(pair.school),
        reason="Просьба",
        day=DAY,
        actor=curator,
        request=request,
    )
    waiting = PairRequest.objects.get(pk=request.pk).state

    approve_order(submit_order(order, actor=curator), actor=director)

    request = PairRequest.objects.get(pk=request.pk)
    assert waiting == RequestState.WAITING
    assert (request.state, request.answered_on) == (RequestState.GRANTED, TODAY)


def test_a_draft_that_is_given_up_leaves_the_petition_waiting(pair: Pair, curator: User) -> None:
    request = petition(pair)
    mentor = make_mentor(pair.school)
    order = draft_replacement(
        pair, mentor=mentor, reason="Просьба", day=DAY, actor=curator, request=request
    )

    withdraw_order(order, actor=curator)

    assert PairRequest.objects.get(pk=request.pk).state == RequestState.WAITING


def test_the_end_of_the_pair_answers_what_is_left(pair: Pair, curator: User) -> None:
    request = petition(pair)

    end_pair(pair, reason="", on=TODAY, early=True, actor=curator)

    request = PairRequest.objects.get(pk=request.pk)
    assert (request.state, request.answer) == (
        RequestState.DECLINED,
        "Пара завершена: завершение.",
    )


def test_in_a_group_leaving_grants_only_the_petition_of_the_one_who_left(
    school: School, programme: Programme, curator: User
) -> None:
    group = active_pair(school, curator, number=3, starts_on=datetime.date(2026, 9, 7))
    first, second, _third = group.members.order_by("pk")
    own, other = petition(group, member=first), petition(group, member=second)

    leave_group(first, on=TODAY, reason="Переезд", actor=curator)

    states = [PairRequest.objects.get(pk=row.pk).state for row in (own, other)]
    assert states == [RequestState.GRANTED, RequestState.WAITING]


def test_a_petition_is_declined_with_an_answer(pair: Pair, curator: User) -> None:
    heard: list[PairRequest] = []

    def note(sender: Any, *, request: PairRequest, **kwargs: Any) -> None:
        heard.append(request)

    with listening(pair_request_answered, note):
        request = decline_request(petition(pair), answer="Давайте поговорим.", actor=curator)

    assert (request.state, request.answer) == (RequestState.DECLINED, "Давайте поговорим.")
    assert heard == [request]


def test_without_an_answer_nothing_is_declined(pair: Pair, curator: User) -> None:
    with pytest.raises(DomainError, match="почему просьба отклонена"):
        decline_request(petition(pair), answer=" ", actor=curator)


def test_the_second_answer_is_refused(pair: Pair, curator: User) -> None:
    request = petition(pair)
    decline_request(request, answer="Нет.", actor=curator)

    with pytest.raises(StateError):
        decline_request(request, answer="Да.", actor=curator)


def test_only_the_author_takes_a_petition_back(pair: Pair, curator: User) -> None:
    request = petition(pair, actor=mentee_of(pair))

    with pytest.raises(DomainError, match="тот, кто его подал"):
        withdraw_request(request, actor=curator)

    assert withdraw_request(request, actor=mentee_of(pair)).state == RequestState.WITHDRAWN


@pytest.mark.parametrize(
    ("side", "genitive", "instrumental"),
    [
        ("mentee", "ходатайства", "ходатайством"),
        ("mentor", "заявления", "заявлением"),
        ("curator", "представления", "представлением"),
    ],
)
def test_the_paper_is_named_in_the_case_of_the_sentence(
    side: str, genitive: str, instrumental: str
) -> None:
    assert noun_of(side, Case.GENITIVE) == genitive
    assert noun_of(side, Case.INSTRUMENTAL) == instrumental


def test_the_paper_says_from_whom_to_whom_and_why(pair: Pair) -> None:
    paper = petition_paper(petition(pair, side=RequestSide.MENTOR, member=None))

    said = str(paper.blocks)
    assert (paper.heading, paper.title) == ("ЗАЯВЛЕНИЕ", "о сложении обязанностей наставника")
    assert f"от {pair.mentor.person.full_name_in(Case.GENITIVE)}" in said
    assert "Прошу освободить меня от обязанностей наставника." in said
    assert WHY in said
