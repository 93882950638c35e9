"""What pairs do when an order is checked, signed or given up, and when a card is archived."""

from typing import Any

from django.dispatch import receiver

from core.errors import DomainError
from core.i18n import gettext as _
from orders.models import Order
from orders.signals import order_approved, order_checked, order_withdrawn
from registry.models import MenteeCard, MentorCard
from registry.queries import register_pair_columns, register_person_panel
from registry.signals import card_archived

from .actions import (
    apply_change_of,
    check_change_of,
    check_pairs_of,
    drop_change_of,
    free_pairs_of,
    start_pairs_of,
)
from .queries import is_bound
from .shared_columns import columns_of_cards, panel_of_person

register_pair_columns(columns_of_cards)
register_person_panel(panel_of_person)


@receiver(order_checked)
def check_the_pairs(sender: Any, *, order: Order, **kwargs: Any) -> None:
    check_pairs_of(order)
    check_change_of(order)


@receiver(order_approved)
def start_the_pairs(sender: Any, *, order: Order, actor: Any, **kwargs: Any) -> None:
    start_pairs_of(order, actor=actor)
    apply_change_of(order, actor=actor)


@receiver(order_withdrawn)
def free_the_pairs(sender: Any, *, order: Order, actor: Any, **kwargs: Any) -> None:
    drop_change_of(order, actor=actor)
    free_pairs_of(order, actor=actor)


@receiver(card_archived)
def keep_the_card_of_a_pair(
    sender: Any, *, card: MentorCard | MenteeCard, actor: Any, **kwargs: Any
) -> None:
    if is_bound(card):
        raise DomainError(_("Человек состоит в паре. Сначала завершите её или отмените выбор."))
