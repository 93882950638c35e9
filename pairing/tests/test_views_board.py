from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.testing import queries_of
from orders.models import Order
from pairing.actions import propose_pairs, set_wish
from pairing.choices import PairKind, PairState, WishKind
from pairing.models import Pair, PairWish, ProposalRun
from pairing.testing import make_pair, with_order_texts
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School

BOARD = reverse("pairing:board")
HTMX = {"HX-Request": "true"}

SignIn = Callable[[User], Client]


@pytest.fixture
def client(signed_in: SignIn, curator: User) -> Client:
    return signed_in(curator)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_an_empty_board_offers_the_first_step(client: Client, programme: Programme) -> None:
    page = text_of(client.get(BOARD))

    assert "Пары ещё не подбирали" in page
    assert "Подобрать пары" in page


def test_without_a_programme_the_board_says_so(client: Client, programme: Programme) -> None:
    programme.delete()

    assert "Сейчас нет действующей программы" in text_of(client.get(BOARD))


def test_the_button_makes_proposals(client: Client, school: School, programme: Programme) -> None:
    make_mentor(school)
    make_mentee(school)

    response = client.post(reverse("pairing:propose"), follow=True)

    assert ProposalRun.objects.get().proposals.count() == 1
    assert "Подобрано: 1 пара." in text_of(response).replace("\xa0", " ").replace("&nbsp;", " ")


def test_a_proposal_is_shown_with_its_reasons(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, last_name="Иванов", competencies="подготовка к олимпиадам")
    make_mentee(school, last_name="Петров", request="подготовиться к олимпиаде", birth_year=None)
    propose_pairs(programme, actor=curator)

    page = text_of(client.get(BOARD))

    assert "Иванов Иван Петрович" in page
    assert "Петров Иван Петрович" in page
    assert "запрос «подготовиться к олимпиаде» — в компетенциях «подготовка к олимпиадам»" in page
    assert "возраст наставляемого не указан" in page
    assert "55 из 105" in page


def test_who_is_left_is_shown_with_the_way_out(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    make_mentee(school, last_name="Петров", consents=False)
    propose_pairs(programme, actor=curator)

    page = text_of(client.get(BOARD))

    assert "Не хватает согласий" in page
    assert "нет согласия законного представителя на участие (п. 3.6)" in page
    assert reverse("registry:missing_list") in page


def test_proposals_are_found_by_a_name(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    make_mentee(school, last_name="Петров")
    make_mentee(school, last_name="Ёлкин")
    propose_pairs(programme, actor=curator)

    page = text_of(client.get(BOARD, {"q": "елк"}))

    assert "Ёлкин" in page
    assert "Петров Иван" not in page


def test_the_number_of_queries_does_not_grow(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    make_mentee(school)
    make_mentee(school, consents=False)
    make_pair(school)
    propose_pairs(programme, actor=curator)
    client.get(BOARD)
    few = queries_of(client, BOARD)
    for _n in range(6):
        make_mentor(school)
        make_mentee(school)
        make_mentee(school, consents=False)
        make_pair(school)
    propose_pairs(programme, actor=curator)

    assert queries_of(client, BOARD) == few


def test_a_pair_is_locked_from_the_board(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    make_mentee(school)
    proposal = propose_pairs(programme, actor=curator).proposals.get()

    response = client.post(
        reverse("pairing:wish_set", args=[proposal.pk]), {"kind": "locked"}, headers=HTMX
    )

    assert PairWish.objects.get().kind == WishKind.LOCKED
    assert "закреплена" in text_of(response)
    assert "<html" not in text_of(response)


def test_a_pair_is_forbidden_without_scripts_as_well(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    make_mentee(school)
    proposal = propose_pairs(programme, actor=curator).proposals.get()

    response = client.post(
        reverse("pairing:wish_set", args=[proposal.pk]), {"kind": "forbidden", "note": "ссора"}
    )

    assert response.headers["Location"] == f"{BOARD}?draft={proposal.run_id}#p{proposal.pk}"
    assert PairWish.objects.get().note == "ссора"
    page = text_of(client.get(BOARD))
    assert "Запрещённые пары" in page
    assert "(ссора)" in page


def test_a_decision_is_taken_back(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    wish = set_wish(
        programme,
        mentor=make_mentor(school),
        mentee=make_mentee(school),
        kind=WishKind.FORBIDDEN,
        actor=curator,
    )

    client.post(reverse("pairing:wish_clear", args=[wish.pk]))

    assert PairWish.objects.count() == 0


def test_other_mentors_are_shown_with_what_forbids_them(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, last_name="Иванов", competencies="математика")
    mentee = make_mentee(school, request="подтянуть математику")
    proposal = propose_pairs(programme, actor=curator).proposals.get()
    make_mentor(school, last_name="Сидоров", form=school.forms.get(code="teacher-teacher"))
    url = reverse("pairing:candidates", args=[proposal.pk])

    part = text_of(client.get(url, headers=HTMX))

    assert part.index("Иванов") < part.index("Сидоров")
    assert f"{mentee.person.short_name}: форма «учитель – ученик», а у пары" in part
    assert "<html" not in part
    assert "<html" in text_of(client.get(url))


def test_another_mentor_is_chosen(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, competencies="математика")
    make_mentee(school, request="подтянуть математику")
    proposal = propose_pairs(programme, actor=curator).proposals.get()
    other = make_mentor(school, last_name="Сидоров", competencies="спорт")

    response = client.post(
        reverse("pairing:proposal_change", args=[proposal.pk]), {"mentor": other.pk}, headers=HTMX
    )

    proposal.refresh_from_db()
    assert proposal.mentor == other
    assert "Сидоров" in text_of(response)


def test_a_forbidden_mentor_is_not_chosen(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    mentor = make_mentor(school)
    make_mentee(school)
    proposal = propose_pairs(programme, actor=curator).proposals.get()
    other = make_mentor(school, form=school.forms.get(code="teacher-teacher"))

    response = client.post(
        reverse("pairing:proposal_change", args=[proposal.pk]), {"mentor": other.pk}, follow=True
    )

    proposal.refresh_from_db()
    assert proposal.mentor == mentor
    assert "форма «учитель – ученик», а у пары «учитель – учитель»" in text_of(response)


def test_ticked_proposals_become_pairs(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, places=2)
    make_mentee(school)
    make_mentee(school)
    run = propose_pairs(programme, actor=curator)
    ids = list(run.proposals.values_list("pk", flat=True))

    response = client.post(
        reverse("pairing:pairs_choose", args=[run.pk]),
        {"ids": ids, "together": "groups"},
        follow=True,
    )

    assert Pair.objects.get().kind == PairKind.GROUP
    page = text_of(response)
    assert "Выбрана 1 пара." in page
    assert "Выбраны и ждут приказа" in page
    assert "Предложений нет" in page


def test_all_proposals_are_chosen_at_once_but_forbidden_ones(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    for _n in range(3):
        make_mentor(school, places=1)
        make_mentee(school)
    run = propose_pairs(programme, actor=curator)
    first, second, third = run.proposals.order_by("pk")
    for proposal, kind in ((first, WishKind.FORBIDDEN), (second, WishKind.LOCKED)):
        set_wish(
            programme,
            mentor=proposal.mentor,
            mentee=proposal.mentee,
            kind=kind,
            actor=curator,
        )

    client.post(reverse("pairing:pairs_choose", args=[run.pk]), {"all": "", "together": "pairs"})

    assert {pair.mentor for pair in Pair.objects.all()} == {second.mentor, third.mentor}


def test_what_the_regulation_forbids_is_said_and_nothing_is_made(
    client: Client, school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school, places=6)
    for _n in range(6):
        make_mentee(school)
    run = propose_pairs(programme, actor=curator)
    ids = list(run.proposals.values_list("pk", flat=True))

    response = client.post(
        reverse("pairing:pairs_choose", args=[run.pk]),
        {"ids": ids, "together": "groups"},
        follow=True,
    )

    assert Pair.objects.count() == 0
    assert "В группе не больше 5 наставляемых, а выбрано 6 (п. 1.4)" in text_of(response)


def test_chosen_pairs_become_a_draft(client: Client, school: School, programme: Programme) -> None:
    with_order_texts(programme)
    pair = make_pair(school)

    response = client.post(reverse("pairing:order_create"), {"ids": [pair.pk]})

    order = Order.objects.get()
    assert response.headers["Location"] == order.get_absolute_url()
    pair.refresh_from_db()
    assert (pair.state, pair.order) == (PairState.IN_ORDER, order)


def test_no_pairs_ticked_is_said_so(client: Client, programme: Programme) -> None:
    response = client.post(reverse("pairing:order_create"), follow=True)

    assert "Отметьте пары этой программы" in text_of(response)


def test_a_curator_of_a_direction_does_not_see_the_proposals_of_others(
    signed_in: SignIn, school: School, programme: Programme, curator: User
) -> None:
    make_mentor(school)
    make_mentee(school)
    proposal = propose_pairs(programme, actor=curator).proposals.get()
    other = make_user(Role.CURATOR, school)
    other.memberships.get().directions.set([school.directions.get()])

    client = signed_in(other)

    assert "Пары ещё не подбирали" in text_of(client.get(BOARD))
    assert client.get(reverse("pairing:candidates", args=[proposal.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.MENTOR, Role.PARENT, Role.OBSERVER])
def test_others_do_not_come_in(
    signed_in: SignIn, school: School, programme: Programme, role: Role
) -> None:
    assert signed_in(make_user(role, school)).get(BOARD).status_code == 403
