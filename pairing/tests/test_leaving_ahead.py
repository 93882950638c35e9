"""Members of a group leave by an order of a day to come."""

from __future__ import annotations

import datetime

import pytest

from accounts.models import User
from core import clock
from core.errors import DomainError, RuleViolation
from orders.models import Order
from pairing.actions import (
    draft_extension,
    draft_leaving,
    leave_group,
    settle_ends,
)
from pairing.actions.orders import let_see
from pairing.choices import ChangeState
from pairing.models import Pair, PairMember
from pairing.testing import ENDS_ON
from registry.models import Person
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

ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def group(school: School, curator: User) -> Pair:
    group = a_pair(school, curator, number=3)
    for member in group.members.all():
        let_see(group, member)
    return group


def leave(
    group: Pair, curator: User, director: User, last: datetime.date = LAST
) -> tuple[PairMember, Order]:
    member = group.members.order_by("pk")[0]
    draft = draft_leaving(member, on=last, reason="Отъезд", actor=curator)
    order = sign(draft, curator, director)
    return PairMember.objects.get(pk=member.pk), order


def seen(group: Pair) -> int:
    """How many of the group's mentees the mentor sees today."""
    user = User.objects.get(pk=group.mentor.person.user_id or 0)
    cards = group.members.values("mentee")
    return Person.objects.visible_to(user).filter(mentee_card__in=cards).count()


def test_until_the_day_the_member_is_in_it_and_seen(
    group: Pair, curator: User, director: User
) -> None:
    member, _order = leave(group, curator, director)
    found = []
    for day in (LAST, AFTER):
        with clock.on(day):
            found.append((seen(group), member.is_standing_on(day)))
    assert found == [(3, True), (2, False)]


def test_the_task_takes_the_member_out_and_leaves_the_others(
    group: Pair, curator: User, director: User
) -> None:
    member, order = leave(group, curator, director)
    assert [settle_ends(day) for day in (LAST, WEEK_AFTER, WEEK_AFTER)] == [0, 1, 0]
    assert list(group.members.filter(is_binding=False)) == [member]
    assert change_of(order).state == ChangeState.DONE
    with clock.on(WEEK_AFTER):
        assert seen(group) == 2


def test_one_who_leaves_on_the_last_day_is_not_extended_with_the_group(
    group: Pair, curator: User, director: User
) -> None:
    member, _order = leave(group, curator, director, ENDS_ON)
    later = ENDS_ON + 20 * ONE_DAY
    sign(
        draft_extension(again(group), ends_on=later, reason="Болезнь", actor=curator),
        curator,
        director,
    )
    days = dict(group.members.values_list("pk", "left_on"))
    assert days.pop(member.pk) == ENDS_ON
    assert set(days.values()) == {later}


def test_one_who_leaves_by_an_order_does_not_leave_again(
    group: Pair, curator: User, director: User
) -> None:
    member, _order = leave(group, curator, director)
    with pytest.raises(RuleViolation, match=r"уже выходит 31\.10\.2026"):
        draft_leaving(member, on=LAST - ONE_DAY, reason="Отъезд", actor=curator)


def test_somebody_else_who_leaves_takes_no_sight_of_one_who_leaves_later(
    group: Pair, curator: User, director: User
) -> None:
    leave(group, curator, director)
    with_orders = group.programme.regulation
    with_orders.texts["orders"].pop("leaving")
    with_orders.save()
    leave_group(group.members.order_by("pk")[1], on=clock.today(), reason="Отъезд", actor=curator)
    found = []
    for day in (LAST, AFTER):
        with clock.on(day):
            found.append(seen(group))
    assert found == [2, 1]


def test_with_another_mentor_the_member_leaves_on_the_same_day(
    group: Pair, curator: User, director: User
) -> None:
    member, _order = leave(group, curator, director, WEEK_AFTER)
    new = replace_from(group, curator, director)
    later = new.members.get(mentee=member.mentee)
    assert (later.joined_on, later.left_on) == (AFTER, WEEK_AFTER)

    settle_ends(WEEK_AFTER + ONE_DAY)

    assert list(new.members.filter(is_binding=False)) == [later]
    assert not group.members.filter(is_binding=True).exists()


def test_a_leaving_that_is_cancelled_before_its_day_never_was(
    group: Pair, curator: User, director: User
) -> None:
    member, order = leave(group, curator, director)
    cancel(order, curator, director)
    member.refresh_from_db()
    assert (member.left_on, member.leaves_on, member.is_binding) == (ENDS_ON, None, True)
    assert change_of(order).state == ChangeState.UNDONE
    with clock.on(WEEK_AFTER):
        settle_ends()
        assert seen(group) == 3


def test_a_leaving_is_not_cancelled_where_the_whole_group_ends_since(
    group: Pair, curator: User, director: User
) -> None:
    _member, order = leave(group, curator, director)
    end_on(group, curator, director, WEEK_AFTER)
    with pytest.raises(DomainError, match="Эту группу завершает другой приказ"):
        cancel(order, curator, director)


def test_who_leaves_before_the_end_of_the_group_keeps_the_own_last_day(
    group: Pair, curator: User, director: User
) -> None:
    member, _order = leave(group, curator, director)
    end_on(group, curator, director, WEEK_AFTER)
    settle_ends(WEEK_AFTER + ONE_DAY)
    days = dict(group.members.values_list("pk", "left_on"))
    assert days.pop(member.pk) == LAST
    assert set(days.values()) == {WEEK_AFTER}
