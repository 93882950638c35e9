"""An order that ends a pair on a day to come is cancelled before that day."""

from __future__ import annotations

import datetime

import pytest

from accounts.models import User
from core import clock
from core.errors import DomainError, RuleViolation
from orders.actions.revising import consequences_of_cancelling, draft_revision
from orders.models import Order
from pairing.actions import choose_pair, draft_extension, settle_ends
from pairing.choices import ChangeState, PairState
from pairing.models import Pair, PairMember
from pairing.testing import ENDS_ON
from registry.models import Viewer
from registry.testing import make_mentee, make_mentor
from schools.models import School

from .ahead import (
    AFTER,
    LAST,
    WEEK_AFTER,
    a_pair,
    again,
    cancel,
    change_of,
    end_on,
    replace_from,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(school: School, curator: User) -> Pair:
    return a_pair(school, curator)


@pytest.fixture
def order(pair: Pair, curator: User, director: User) -> Order:
    return end_on(pair, curator, director)


def test_the_pair_goes_on_as_if_nothing_had_been(
    pair: Pair, order: Order, curator: User, director: User
) -> None:
    cancel(order, curator, director)
    member = pair.members.get()
    assert (again(pair).closes_on, member.left_on, member.is_binding) == (None, ENDS_ON, True)
    assert not Viewer.objects.filter(until__isnull=False).exists()
    assert change_of(order).state == ChangeState.UNDONE


def test_the_task_finds_nothing_of_it(
    pair: Pair, order: Order, curator: User, director: User
) -> None:
    cancel(order, curator, director)
    assert settle_ends(WEEK_AFTER) == 0
    with clock.on(WEEK_AFTER):
        assert again(pair).get_state_display() == "действует"


def test_it_may_be_changed_again(pair: Pair, order: Order, curator: User, director: User) -> None:
    cancel(order, curator, director)
    end_on(pair, curator, director, WEEK_AFTER)
    assert again(pair).closes_on == WEEK_AFTER


def test_one_is_told_before_the_draft(order: Order) -> None:
    [told] = consequences_of_cancelling(order)
    assert told == "Пара пойдёт дальше: по этому приказу её последний день был бы 31.10.2026."


def test_after_the_day_it_is_too_late_though_no_task_has_run(order: Order, curator: User) -> None:
    with clock.on(AFTER), pytest.raises(DomainError, match="уже изменена"):
        draft_revision(order, kind="cancels", reason="Ошибка", actor=curator)


def test_a_cancellation_that_is_signed_after_the_day_is_refused(
    pair: Pair, order: Order, curator: User, director: User
) -> None:
    draft = draft_revision(order, kind="cancels", reason="Ошибка", actor=curator)
    with clock.on(AFTER), pytest.raises(DomainError, match="уже изменена"):
        sign(draft, curator, director)
    assert again(pair).closes_on == LAST


def test_a_place_that_is_given_away_since_is_not_taken_back(
    pair: Pair, order: Order, curator: User, school: School
) -> None:
    choose_pair(
        pair.programme,
        mentor=make_mentor(school),
        mentees=[pair.members.get().mentee],
        kind="individual",
        starts_on=AFTER,
        ends_on=ENDS_ON,
        actor=curator,
    )
    with pytest.raises(RuleViolation, match="уже в паре"):
        draft_revision(order, kind="cancels", reason="Ошибка", actor=curator)


def test_the_limit_of_the_mentor_counts_too(
    pair: Pair, order: Order, curator: User, school: School
) -> None:
    pair.programme.regulation.rules |= {"mentor.max_mentees": {"value": 1}}
    pair.programme.regulation.save()
    choose_pair(
        pair.programme,
        mentor=pair.mentor,
        mentees=[make_mentee(school)],
        kind="individual",
        starts_on=AFTER,
        ends_on=ENDS_ON,
        actor=curator,
    )
    with pytest.raises(RuleViolation, match="не больше 1"):
        draft_revision(order, kind="cancels", reason="Ошибка", actor=curator)


def test_a_repealed_order_leaves_the_last_day(
    pair: Pair, order: Order, curator: User, director: User
) -> None:
    sign(draft_revision(order, kind="repeals", reason="Устарел", actor=curator), curator, director)
    assert again(pair).closes_on == LAST


def test_a_replacement_that_is_cancelled_leaves_the_old_mentor(
    pair: Pair, curator: User, director: User
) -> None:
    new = replace_from(pair, curator, director)
    assert new.order is not None
    cancel(new.order, curator, director)
    assert again(new).state == PairState.CANCELLED
    assert again(pair).closes_on is None
    assert PairMember.objects.get(is_binding=True).pair == pair
    assert set(Viewer.objects.values_list("reason", flat=True)) == {f"pair:{pair.pk}"}


def test_a_replacement_stands_where_the_new_pair_has_been_changed(
    pair: Pair, curator: User, director: User
) -> None:
    new = replace_from(pair, curator, director)
    later = ENDS_ON + datetime.timedelta(days=10)
    draft_extension(new, ends_on=later, reason="Болезнь", actor=curator)
    assert new.order is not None
    with pytest.raises(DomainError, match="с тех пор менялась"):
        cancel(new.order, curator, director)
