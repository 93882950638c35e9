"""What pairs do when an order is checked, signed or given up, and when a card is archived."""

from typing import Any

from django.dispatch import receiver

from core.errors import DomainError
from core.findings import Finding
from core.i18n import gettext as _
from core.i18n import gettext_lazy
from documents.bundles import register_bundle
from orders.hooks import (
    register_offers,
    register_pairs,
    register_partners,
    register_sentences,
    register_texts,
)
from orders.models import Order
from orders.signals import (
    order_approved,
    order_cancelled,
    order_cancelling,
    order_checked,
    order_withdrawn,
)
from registry.actions import end_search
from registry.life_hooks import register_eraser, register_holdings, register_last_days
from registry.models import MenteeCard, MentorCard, Person
from registry.queries import (
    BulkChoice,
    register_areas,
    register_bulk_choice,
    register_pair_columns,
    register_paired_cards,
    register_person_panel,
)
from registry.signals import card_archived, people_merging
from schools.choices import PairsChoice
from schools.models import Programme
from schools.signals import (
    programme_closed,
    programme_closing,
    programme_continued,
    programme_continuing,
)

from . import petitions
from .actions import (
    apply_change_of,
    check_change_of,
    check_pairs_of,
    close_pairs,
    continue_pairs,
    drop_change_of,
    free_pairs_of,
    set_curator_of_cards,
    start_pairs_of,
)
from .actions.cancelling import cancel_pairs_of, told_of_cancelling
from .actions.erasing import erase, erase_requests
from .areas import areas_helped, areas_of, titles_of
from .continuing import closing_of, lines_of
from .for_orders import count_pairs, fill_order, partners_by, print_pairs, tell_of_orders
from .letters import LETTERS
from .life import foresee, held, last_days, refuse_two_of_one_group
from .models import Pair
from .queries import curators_to_choose, is_bound, keys_of_cards
from .shared_columns import columns_of_cards, panel_of_person
from .signals import pair_started
from .to_propose import lines_proposed, pairs_offered

register_bundle(LETTERS)
register_pairs(print_pairs, count_pairs)
register_sentences(tell_of_orders)
register_texts(fill_order)
register_partners(partners_by)
register_offers(pairs_offered, lines_proposed)
register_pair_columns(columns_of_cards)
register_person_panel(panel_of_person)
register_bulk_choice(
    BulkChoice(
        "curator",
        gettext_lazy("{Curator} пары"),
        "pairing.manage_pair",
        curators_to_choose,
        set_curator_of_cards,
    )
)
register_paired_cards(keys_of_cards)
register_areas(areas_of, areas_helped, titles_of)
register_eraser(foresee, erase)
register_holdings(held)
register_eraser(petitions.foresee, erase_requests)
register_holdings(petitions.held)
register_last_days(last_days)


@receiver(people_merging)
def keep_two_of_one_group_apart(sender: Any, *, kept: Person, gone: Person, **kwargs: Any) -> None:
    refuse_two_of_one_group(kept, gone)


@receiver(order_checked)
def check_the_pairs(sender: Any, *, order: Order, **kwargs: Any) -> None:
    check_pairs_of(order)
    check_change_of(order)


@receiver(order_approved)
def start_the_pairs(sender: Any, *, order: Order, actor: Any, **kwargs: Any) -> None:
    start_pairs_of(order, actor=actor)
    apply_change_of(order, actor=actor)


@receiver(order_cancelling)
def tell_of_pairs_to_cancel(sender: Any, *, order: Order, **kwargs: Any) -> list[str]:
    return told_of_cancelling(order)


@receiver(order_cancelled)
def cancel_the_pairs(sender: Any, *, order: Order, by: Order, actor: Any, **kwargs: Any) -> None:
    cancel_pairs_of(order, by=by, actor=actor)


@receiver(pair_started)
def nobody_searches_any_more(sender: Any, *, pair: Pair, actor: Any, **kwargs: Any) -> None:
    for member in pair.members.select_related("mentee"):
        end_search(member.mentee, actor=actor)


@receiver(order_withdrawn)
def free_the_pairs(sender: Any, *, order: Order, actor: Any, **kwargs: Any) -> None:
    drop_change_of(order, actor=actor)
    free_pairs_of(order, actor=actor)


@receiver(programme_closing)
def tell_of_open_pairs(sender: Any, *, programme: Programme, **kwargs: Any) -> list[Finding]:
    return closing_of(programme)


@receiver(programme_closed)
def close_the_pairs(sender: Any, *, programme: Programme, actor: Any, **kwargs: Any) -> None:
    close_pairs(programme, actor=actor)


@receiver(programme_continuing)
def tell_of_pairs_to_carry(sender: Any, *, old: Programme, pairs: str, **kwargs: Any) -> list[str]:
    return lines_of(old, pairs)


@receiver(programme_continued)
def close_or_continue_the_pairs(
    sender: Any, *, old: Programme, new: Programme, pairs: str, actor: Any, **kwargs: Any
) -> None:
    if pairs == PairsChoice.CLOSE:
        close_pairs(old, actor=actor)
    else:
        continue_pairs(old, new, actor=actor)


@receiver(card_archived)
def keep_the_card_of_a_pair(
    sender: Any, *, card: MentorCard | MenteeCard, actor: Any, **kwargs: Any
) -> None:
    if is_bound(card):
        raise DomainError(_("Человек состоит в паре. Сначала завершите её или отмените выбор."))
