"""Every write of this app."""

from .ending import end_pair, save_result
from .orders import check_pairs_of, draft_pairs_order, free_pairs_of, start_pairs_of
from .pairs import choose_pair, choose_pairs, drop_pair
from .proposals import change_proposal, propose_pairs
from .wishes import clear_wish, set_wish

__all__ = [
    "change_proposal",
    "check_pairs_of",
    "choose_pair",
    "choose_pairs",
    "clear_wish",
    "draft_pairs_order",
    "drop_pair",
    "end_pair",
    "free_pairs_of",
    "propose_pairs",
    "save_result",
    "set_wish",
    "start_pairs_of",
]
