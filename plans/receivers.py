"""What plans do when a pair begins, ends, is extended or gets another mentor."""

from typing import Any

from django.dispatch import receiver

from orders.models import Order
from orders.signals import order_cancelling
from pairing.models import Pair, PairMember
from pairing.signals import (
    end_ordered,
    end_taken_back,
    member_joined,
    member_left,
    mentor_replaced,
    pair_ended,
    pair_extended,
    pair_reopened,
    pair_started,
)
from registry.life_hooks import register_eraser, register_holdings

from .actions import (
    carry_plans,
    close_plans,
    drop_done_since,
    move_feedback,
    open_plans,
    reopen_plans,
)
from .actions.erasing import erase
from .cancelling import refuse_where_work_began
from .life import foresee, held

register_eraser(foresee, erase)
register_holdings(held)


@receiver(pair_started)
def open_the_plans(sender: Any, *, pair: Pair, actor: Any, **kwargs: Any) -> None:
    open_plans(pair, actor=actor)


@receiver(pair_ended)
def close_the_plans(sender: Any, *, pair: Pair, actor: Any, **kwargs: Any) -> None:
    close_plans(pair, actor=actor)
    drop_done_since(pair, actor=actor)


@receiver([end_ordered, end_taken_back])
def move_the_day_of_feedback(sender: Any, *, pair: Pair, actor: Any, **kwargs: Any) -> None:
    move_feedback(pair, actor=actor)


@receiver(mentor_replaced)
def carry_the_plans(sender: Any, *, old: Pair, new: Pair, actor: Any, **kwargs: Any) -> None:
    carry_plans(old, new, actor=actor)


@receiver(pair_extended)
def extend_the_feedback(sender: Any, *, pair: Pair, actor: Any, **kwargs: Any) -> None:
    move_feedback(pair, actor=actor)


@receiver(member_joined)
def open_the_plan(sender: Any, *, pair: Pair, actor: Any, **kwargs: Any) -> None:
    open_plans(pair, actor=actor)


@receiver(member_left)
def close_the_plan(
    sender: Any, *, pair: Pair, member: PairMember, actor: Any, **kwargs: Any
) -> None:
    close_plans(pair, actor=actor, member=member)


@receiver(pair_reopened)
def reopen_the_plans(sender: Any, *, members: list[PairMember], actor: Any, **kwargs: Any) -> None:
    reopen_plans(members, actor=actor)


@receiver(order_cancelling)
def keep_orders_of_pairs_at_work(sender: Any, *, order: Order, **kwargs: Any) -> None:
    refuse_where_work_began(order)
