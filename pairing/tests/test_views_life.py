"""Pages on which people ask for a change of a pair, groups change, an end is taken back."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from documents.testing import text_of_pdf
from orders.actions import approve_order, submit_order
from pairing.actions import ask_change, draft_replacement, end_pair
from pairing.choices import PairState, RequestState
from pairing.models import Pair, PairRequest
from pairing.testing import active_pair, with_change_orders
from registry.models import Guardianship
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import Programme, School

TODAY = datetime.date(2026, 10, 1)
STARTED = datetime.date(2026, 9, 7)
SignIn = Callable[[User], Client]


def with_user(card: Any, role: str) -> Any:
    card.person.user = make_user(role, card.school)
    card.person.save()
    return card


@pytest.fixture
def pair(school: School, programme: Programme, curator: User) -> Pair:
    with_change_orders(programme, "replacement")
    return active_pair(
        school,
        curator,
        mentor=with_user(make_mentor(school), Role.MENTOR),
        mentees=[with_user(make_mentee(school), Role.MENTEE)],
        starts_on=STARTED,
    )


@pytest.fixture
def group(school: School, programme: Programme, curator: User) -> Pair:
    return active_pair(school, curator, number=3, starts_on=STARTED)


@pytest.fixture
def client(signed_in: SignIn, curator: User) -> Client:
    return signed_in(curator)


def at(name: str, key: int) -> str:
    return reverse(f"pairing:{name}", args=[key])


def text_of(client: Client, address: str, **data: object) -> str:
    response = client.post(address, data, follow=True) if data else client.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_a_mentor_resigns_from_their_own_page(pair: Pair, signed_in: SignIn) -> None:
    user = pair.mentor.person.user
    assert user is not None

    text = text_of(signed_in(user), at("pair_ask", pair.pk), kind="replacement", text="Переезжаю")

    request = PairRequest.objects.get()
    assert (request.side, request.member, request.asked_by) == ("mentor", None, user)
    assert "Обращение передано" in text
    assert "Переезжаю" in text


def test_a_mentee_asks_for_another_mentor(pair: Pair, signed_in: SignIn) -> None:
    user = pair.members.get().mentee.person.user
    assert user is not None

    text_of(signed_in(user), at("pair_ask", pair.pk), kind="replacement", text="Нам трудно")

    request = PairRequest.objects.get()
    assert (request.side, request.member) == ("mentee", pair.members.get())


def test_a_parent_asks_for_the_child(school: School, pair: Pair, signed_in: SignIn) -> None:
    parent, member = make_user(Role.PARENT, school), pair.members.get()
    guardian = make_person(school, user=parent)
    Guardianship.objects.create(school=school, child=member.mentee.person, guardian=guardian)

    text_of(signed_in(parent), at("pair_ask", pair.pk), kind="replacement", text="Ребёнку трудно")

    assert PairRequest.objects.get().member == member


def test_a_mentee_cannot_ask_in_the_name_of_the_mentor(pair: Pair, signed_in: SignIn) -> None:
    user = pair.members.get().mentee.person.user
    assert user is not None
    data = {"kind": "replacement", "text": "Ухожу", "side": "mentor", "asked_on": "01.09.2026"}

    text_of(signed_in(user), at("pair_ask", pair.pk), **data)

    request = PairRequest.objects.get()
    assert (request.side, request.asked_on) == ("mentee", TODAY)


def test_an_empty_text_is_told_at_its_field(pair: Pair, client: Client) -> None:
    text = text_of(client, at("pair_ask", pair.pk), kind="replacement", side="curator")

    assert "Обязательное поле" in text
    assert not PairRequest.objects.exists()


def test_the_mentor_sees_nothing_of_the_petition_on_the_page(pair: Pair, signed_in: SignIn) -> None:
    ask_change(pair, side="mentee", text="Нам трудно", member=pair.members.get(), actor=None)
    user = pair.mentor.person.user
    assert user is not None

    assert "Нам трудно" not in text_of(signed_in(user), pair.get_absolute_url())


def test_a_curator_who_is_the_mentor_is_not_told_that_somebody_has_asked(
    school: School, pair: Pair, signed_in: SignIn
) -> None:
    both = make_user(Role.CURATOR, school)
    pair.mentor.person.user = both
    pair.mentor.person.save()
    user = pair.members.get().mentee.person.user
    ask_change(pair, side="mentee", text="Нам трудно", member=pair.members.get(), actor=user)

    text = text_of(signed_in(both), pair.get_absolute_url())

    assert "Подано обращение" not in text
    assert "Нам трудно" not in text


def test_the_curator_answers_on_the_page_of_the_pair(pair: Pair, client: Client) -> None:
    request = ask_change(
        pair, side="mentee", text="Нам трудно", member=pair.members.get(), actor=None
    )

    text_of(client, at("request_decline", request.pk), answer="Сначала поговорим")

    request.refresh_from_db()
    assert (request.state, request.answer) == (RequestState.DECLINED, "Сначала поговорим")


def test_the_replacement_names_the_petition_that_waits(
    pair: Pair, client: Client, curator: User
) -> None:
    request = ask_change(
        pair, side="mentee", text="Нам трудно", member=pair.members.get(), actor=None
    )
    mentor = make_mentor(pair.school)
    page = text_of(client, at("pair_replace", pair.pk))

    text_of(
        client,
        at("pair_replace", pair.pk),
        day="12.10.2026",
        ends_on="28.05.2027",
        reason="Просьба",
        request=str(request.pk),
        mentor=str(mentor.pk),
    )

    assert "ходатайство наставляемого от 01.10.2026" in page
    assert pair.changes.get().request == request


def test_the_paper_is_a_page_to_sign(pair: Pair, client: Client) -> None:
    request = ask_change(pair, side="mentor", text="Переезжаю", actor=None)

    response = client.get(at("request_pdf", request.pk))

    assert "прошу освободить меня" in text_of_pdf(response.content).lower().replace("\n", " ")


def test_somebody_joins_by_the_page(group: Pair, client: Client) -> None:
    mentee = make_mentee(group.school)

    text = text_of(
        client, at("pair_join", group.pk), mentee=str(mentee.pk), day="02.11.2026", seen="1"
    )

    assert "Участник принят в группу" in text
    assert group.members.get(mentee=mentee).joined_on == datetime.date(2026, 11, 2)


def test_a_sixth_is_told_on_the_page_with_the_clause(group: Pair, client: Client) -> None:
    regulation = group.regulation
    regulation.rules["group.max"] = {"value": 3, "clause": "1.4"}
    regulation.save(update_fields=["rules"])
    mentee = make_mentee(group.school)

    text = text_of(client, at("pair_join", group.pk), mentee=str(mentee.pk), day="02.11.2026")

    assert "не больше 3" in text
    assert "п. 1.4" in text
    assert group.members.count() == 3


def test_somebody_leaves_by_the_page(group: Pair, client: Client) -> None:
    member = group.members.order_by("pk").first()
    assert member is not None

    text = text_of(
        client, at("member_leave", member.pk), on="01.10.2026", reason="Переезд", seen="1"
    )

    member.refresh_from_db()
    assert "Участник вышел из группы" in text
    assert member.left_on == TODAY


def test_an_end_is_taken_back_by_the_page(pair: Pair, client: Client, curator: User) -> None:
    end_pair(pair, reason="", on=TODAY, early=True, actor=curator)
    offered = at("pair_reopen", pair.pk) in text_of(client, pair.get_absolute_url())

    text = text_of(client, at("pair_reopen", pair.pk), reason="Не та пара")

    pair.refresh_from_db()
    assert offered
    assert "Пара снова действует" in text
    assert pair.state == PairState.ACTIVE


def test_periods_and_events_of_one_mentoring_stand_together(
    pair: Pair, client: Client, curator: User, director: User
) -> None:
    first = pair.mentor.person.full_name
    order = draft_replacement(
        Pair.objects.get(pk=pair.pk),
        mentor=make_mentor(pair.school),
        reason="Просьба",
        day=datetime.date(2026, 10, 12),
        actor=curator,
    )
    approve_order(submit_order(order, actor=curator), actor=director)

    text = text_of(client, order.pairs.get().get_absolute_url())

    assert "07.09.2026 – 11.10.2026" in text
    assert "12.10.2026 – 28.05.2027" in text
    assert first in text
    assert "пару ведёт другой наставник." in text


def test_a_pair_of_another_school_is_not_found(
    other_school: School, pair: Pair, signed_in: SignIn
) -> None:
    stranger = signed_in(make_user(Role.CURATOR, other_school))

    for name in ("pair_ask", "pair_join", "pair_reopen"):
        assert stranger.post(at(name, pair.pk), {}).status_code == 404
