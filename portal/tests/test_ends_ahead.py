"""What people read of a pair whose end is signed ahead: on the home page and as news."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from monitoring.queries import figures
from orders.actions import approve_order, submit_order
from orders.actions.revising import draft_revision
from orders.models import Order
from pairing.actions import draft_completion, draft_pairs_order
from pairing.models import Pair
from pairing.testing import active_pair, make_pair, with_change_orders
from portal.models import Notification
from portal.queries import home_of
from portal.queries.coverage import tiles_for
from portal.queries.curator import unpaired_mentees
from registry.models import Guardianship
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import Programme, School

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 20)
LAST = datetime.date(2026, 12, 20)
AFTER = datetime.date(2026, 12, 21)


@pytest.fixture
def mentor(school: School) -> User:
    return make_user(Role.MENTOR, school)


@pytest.fixture
def family(school: School) -> User:
    return make_user(Role.PARENT, school)


def people(school: School, mentor: User, family: User) -> dict[str, Any]:
    mentee = make_mentee(school)
    guardian = make_person(school, user=family)
    Guardianship.objects.create(
        school=school, child=mentee.person, guardian=guardian, relation="mother"
    )
    return {"mentor": make_mentor(school, user=mentor), "mentees": [mentee]}


def sign(order: Order, curator: User, director: User) -> Order:
    submit_order(order, actor=curator)
    return approve_order(Order.objects.get(pk=order.pk), actor=director)


@pytest.fixture
def order(
    school: School,
    programme: Programme,
    curator: User,
    director: User,
    mentor: User,
    family: User,
) -> Order:
    with_change_orders(programme, "completion")
    started = datetime.date(2026, 9, 7)
    pair = active_pair(school, curator, starts_on=started, **people(school, mentor, family))
    return sign(draft_completion(pair, reason="переезд", on=LAST, actor=curator), curator, director)


def told(user: User) -> str:
    """The last that the user was told of the pair itself."""
    rows = Notification.objects.filter(user=user, key__startswith="pairing.pair:")
    return rows.order_by("-pk")[0].text


def test_both_sides_are_told_the_day(order: Order, mentor: User, family: User) -> None:
    assert told(mentor).startswith("По приказу работа в паре завершится 20.12.2026: ")
    assert told(family).startswith("По приказу работа с наставником завершится 20.12.2026: ")


def test_both_are_told_when_the_order_is_cancelled(
    order: Order, mentor: User, family: User, curator: User, director: User
) -> None:
    draft = draft_revision(order, kind="cancels", reason="Ошибка", actor=curator)
    sign(draft, curator, director)
    text = "Приказ о завершении отменён: работа в паре продолжается, по 28.05.2027"
    assert (told(mentor), told(family)) == (text, text)


def test_a_pair_signed_ahead_is_told_with_its_first_day(
    school: School,
    programme: Programme,
    curator: User,
    director: User,
    mentor: User,
    family: User,
) -> None:
    with_change_orders(programme)
    pair = make_pair(school, starts_on=AFTER, **people(school, mentor, family))
    sign(draft_pairs_order([pair], programme=programme, actor=curator), curator, director)
    assert told(mentor).startswith("С 21.12.2026 вы наставник: ")
    assert told(family).startswith("С 21.12.2026 назначен наставник: ")


def test_the_home_pages_show_the_pair_until_its_last_day(
    order: Order, mentor: User, family: User
) -> None:
    found = []
    for day in (LAST, AFTER):
        with clock.on(day):
            found.append((len(home_of(mentor, day).pairs), len(home_of(family, day).pairs)))
    assert found == [(1, 1), (0, 0)]


def test_the_mentor_reads_the_last_day_there(order: Order, mentor: User) -> None:
    [mine] = home_of(mentor, TODAY).pairs
    assert mine.pair.last_day == LAST


def test_the_figures_count_it_as_the_days_have_it(order: Order, curator: User) -> None:
    programme = Pair.objects.get().programme
    found = []
    for day in (LAST, AFTER):
        with clock.on(day):
            [state] = figures(programme, day=day).pairs.states
            paired = next(t for t in tiles_for(curator, programme) if "в паре" in t.text)
            free = unpaired_mentees(curator).count()
            found.append((str(state.title), paired.number, free))
    assert found == [
        ("действует", 1, 0),
        ("завершена досрочно", 0, 1),
    ]
