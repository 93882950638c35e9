import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from orders.models import Order
from pairing.actions import draft_replacement
from pairing.models import Pair
from pairing.testing import active_pair, make_pair, with_change_orders
from registry.models import Consent
from registry.testing import make_mentor
from schools.models import Programme, School

STARTED = datetime.date(2026, 9, 7)
REASONS = [{"code": "left", "title": "Увольнение наставника"}]
SignIn = Callable[[User], Client]


@pytest.fixture
def ruled(programme: Programme) -> Programme:
    return with_change_orders(programme, "replacement", replacement__reasons=REASONS)


@pytest.fixture
def pair(school: School, ruled: Programme, curator: User) -> Pair:
    return active_pair(school, curator, starts_on=STARTED)


@pytest.fixture
def client(signed_in: SignIn, curator: User) -> Client:
    return signed_in(curator)


def replace(pair: Pair) -> str:
    return reverse("pairing:pair_replace", args=[pair.pk])


def extend(pair: Pair) -> str:
    return reverse("pairing:pair_extend", args=[pair.pk])


def text_of(client: Client, address: str, **data: object) -> str:
    response = client.post(address, data, follow=True) if data else client.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_a_pair_offers_the_replacement(pair: Pair, client: Client) -> None:
    assert replace(pair) in text_of(client, pair.get_absolute_url())


def test_without_the_order_nothing_is_offered(
    school: School, programme: Programme, curator: User, client: Client
) -> None:
    pair = active_pair(school, curator)

    assert replace(pair) not in text_of(client, pair.get_absolute_url())
    assert "В положении нет приказа" in text_of(client, replace(pair))


@pytest.mark.parametrize(("role", "leads"), [(Role.CURATOR, False), (Role.COORDINATOR, True)])
def test_the_page_says_that_the_act_has_no_order_of_replacement(
    school: School, programme: Programme, curator: User, signed_in: SignIn, role: Role, leads: bool
) -> None:
    pair = active_pair(school, curator)
    client = signed_in(make_user(role, school))

    page = text_of(client, pair.get_absolute_url())

    assert "такого приказа нет" in page
    kinds = reverse("schools:order_kind_list", args=[programme.regulation_id])
    assert (f'href="{kinds}"' in page) is leads


def test_a_pair_that_can_be_replaced_says_nothing_of_it(pair: Pair, client: Client) -> None:
    assert "такого приказа нет" not in text_of(client, pair.get_absolute_url())


def test_candidates_stand_with_what_forbids_them(pair: Pair, client: Client) -> None:
    good, bad = make_mentor(pair.school), make_mentor(pair.school)
    Consent.objects.filter(person=bad.person).delete()

    page = text_of(client, replace(pair))

    assert page.index(good.person.last_name) < page.index(bad.person.last_name)
    assert f'value="{bad.pk}" disabled' in page
    assert "нет своего согласия" in page


def test_the_present_mentor_is_no_candidate(pair: Pair, client: Client) -> None:
    assert f'id="mentor-{pair.mentor_id}"' not in text_of(client, replace(pair))


def test_a_mentor_is_found_by_name_and_what_was_typed_stays(pair: Pair, client: Client) -> None:
    one, other = make_mentor(pair.school), make_mentor(pair.school)

    page = text_of(
        client, replace(pair), find="1", q=one.person.last_name, day="2026-11-09", reason="left"
    )

    assert f'id="mentor-{one.pk}"' in page
    assert f'id="mentor-{other.pk}"' not in page
    assert 'value="2026-11-09"' in page


def test_a_replacement_leads_to_its_order(pair: Pair, client: Client) -> None:
    mentor = make_mentor(pair.school)
    data = {"mentor": mentor.pk, "day": "2026-11-09", "reason": "left", "ends_on": "2027-05-28"}

    response = client.post(replace(pair), data | {"field_basis": "заявление"})

    order = Order.objects.get(kind="replacement")
    assert response.headers["Location"] == order.get_absolute_url()
    assert order.points[1]["text"] == "Основание: заявление."


def test_nobody_ticked_is_said(pair: Pair, client: Client) -> None:
    page = text_of(client, replace(pair), day="2026-11-09", reason="left")

    assert "Выберите нового наставника." in page
    assert not Order.objects.filter(kind="replacement").exists()


def test_a_mentor_whom_something_forbids_is_refused_in_words(pair: Pair, client: Client) -> None:
    bad = make_mentor(pair.school)
    Consent.objects.filter(person=bad.person).delete()

    page = text_of(client, replace(pair), day="2026-11-09", reason="left", mentor=bad.pk)

    assert "нет своего согласия" in page
    assert not Order.objects.filter(kind="replacement").exists()


def test_a_mentor_of_another_school_is_not_found(
    pair: Pair, other_school: School, client: Client
) -> None:
    data = {"day": "2026-11-09", "reason": "left", "mentor": make_mentor(other_school).pk}

    assert client.post(replace(pair), data).status_code == 404


def test_a_pair_of_another_school_is_not_found(
    pair: Pair, other_school: School, signed_in: SignIn
) -> None:
    stranger = signed_in(make_user(Role.CURATOR, other_school))

    assert stranger.get(replace(pair)).status_code == 404


def test_a_pair_that_is_not_in_force_goes_back_to_its_page(
    school: School, ruled: Programme, client: Client
) -> None:
    assert "Изменить можно действующую пару" in text_of(client, replace(make_pair(school)))


def test_the_page_of_the_pair_tells_of_the_draft_that_waits(
    pair: Pair, curator: User, client: Client
) -> None:
    order = draft_replacement(
        pair,
        mentor=make_mentor(pair.school),
        reason="left",
        day=datetime.date(2026, 11, 9),
        actor=curator,
    )

    page = text_of(client, pair.get_absolute_url())

    assert order.get_absolute_url() in page
    assert "замена наставника" in page
    assert replace(pair) not in page


def test_a_pair_is_extended_after_its_warnings_were_seen(pair: Pair, client: Client) -> None:
    typed = {"ends_on": "2027-06-30", "reason": "болезнь"}

    seen = text_of(client, extend(pair), **typed)
    assert "Срок пары выходит за срок программы" in seen
    assert Pair.objects.get(pk=pair.pk).ends_on == pair.ends_on
    done = text_of(client, extend(pair), **typed, seen="1")

    assert "Пара продлена." in done
    assert "болезнь" in done


def test_an_extension_backwards_is_refused_on_the_page(pair: Pair, client: Client) -> None:
    page = text_of(client, extend(pair), ends_on="2026-12-31", reason="болезнь")

    assert "не позже прежнего" in page


def test_an_extension_by_order_leads_to_it(pair: Pair, client: Client) -> None:
    with_change_orders(pair.programme, "replacement", "extension")

    client.post(extend(pair), {"ends_on": "2027-06-30", "reason": "болезнь", "seen": "1"})

    assert Order.objects.filter(kind="extension").exists()
    assert Pair.objects.get(pk=pair.pk).ends_on == pair.ends_on


def test_an_early_end_by_order_leads_to_it(pair: Pair, client: Client) -> None:
    with_change_orders(pair.programme, "completion")
    data = {"reason": "освоил", "on": "2026-10-01", "early": "on", "by_order": "on"}

    client.post(reverse("pairing:pair_end", args=[pair.pk]), data)

    assert Order.objects.filter(kind="completion").exists()
    assert Pair.objects.get(pk=pair.pk).state == "active"


def test_the_end_reminds_of_the_condition_of_release(pair: Pair, client: Client) -> None:
    with_change_orders(pair.programme, completion__release_note="только директором")

    assert "только директором" in text_of(client, pair.get_absolute_url())
