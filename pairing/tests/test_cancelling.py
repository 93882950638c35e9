"""An order about pairs is cancelled: its pairs never were, unless life went on."""

from __future__ import annotations

import pytest

from accounts.models import User
from core.errors import DomainError
from orders.actions import approve_order, submit_order
from orders.actions.revising import consequences_of_cancelling, draft_revision
from orders.models import Order
from pairing.actions import draft_pairs_order
from pairing.choices import ChangeKind, ChangeState, PairState
from pairing.models import Pair, PairChange, PairMember
from pairing.testing import make_pair, with_order_texts
from plans.models import Meeting
from registry.models import Viewer
from schools.models import Programme, School

pytestmark = pytest.mark.django_db
REASON = "Приказ издан ошибочно"


@pytest.fixture
def order(school: School, programme: Programme, curator: User, director: User) -> Order:
    pairs = [make_pair(school), make_pair(school, number=2)]
    draft = draft_pairs_order(pairs, programme=with_order_texts(programme), actor=curator)
    return approve_order(submit_order(draft, actor=curator), actor=director)


def cancelled(order: Order, curator: User, director: User, kind: str = "cancels") -> Order:
    draft = draft_revision(order, kind=kind, reason=REASON, actor=curator)
    return approve_order(submit_order(draft, actor=curator), actor=director)


def test_its_pairs_are_cancelled_and_their_people_are_free(
    order: Order, curator: User, director: User
) -> None:
    assert Viewer.objects.exists()

    cancelled(order, curator, director)

    assert set(order.pairs.values_list("state", flat=True)) == {PairState.CANCELLED}
    assert not PairMember.objects.filter(is_binding=True).exists()
    assert not Viewer.objects.exists()


def test_before_it_is_drafted_one_is_told_how_many(order: Order) -> None:
    assert consequences_of_cancelling(order)[0].startswith("Пар и групп отменится: 2.")


def test_a_repealed_order_leaves_its_pairs(order: Order, curator: User, director: User) -> None:
    cancelled(order, curator, director, "repeals")
    assert set(order.pairs.values_list("state", flat=True)) == {PairState.ACTIVE}


def test_a_pair_that_is_over_keeps_its_order(order: Order, curator: User) -> None:
    order.pairs.filter(pk=order.pairs.first().pk).update(state=PairState.COMPLETED)
    with pytest.raises(DomainError, match="уже завершены: 1"):
        draft_revision(order, kind="cancels", reason=REASON, actor=curator)


def test_a_pair_that_was_changed_since_keeps_its_order(order: Order, curator: User) -> None:
    pair = order.pairs.first()
    assert isinstance(pair, Pair)
    PairChange.objects.create(
        school=pair.school,
        pair=pair,
        kind=ChangeKind.EXTENSION,
        state=ChangeState.DONE,
        reason_text="По просьбе",
        day=pair.starts_on,
        ends_on=pair.ends_on,
    )
    with pytest.raises(DomainError, match="с тех пор менялись"):
        draft_revision(order, kind="cancels", reason=REASON, actor=curator)


def test_what_has_happened_since_the_draft_is_looked_at_again(
    order: Order, curator: User, director: User
) -> None:
    draft = draft_revision(order, kind="cancels", reason=REASON, actor=curator)
    draft = submit_order(draft, actor=curator)
    pair = order.pairs.first()
    assert pair is not None
    Meeting.objects.create(school=pair.school, pair=pair, held_on=pair.starts_on)
    with pytest.raises(DomainError, match="уже встречались"):
        approve_order(draft, actor=director)
    assert set(order.pairs.values_list("state", flat=True)) == {PairState.ACTIVE}
