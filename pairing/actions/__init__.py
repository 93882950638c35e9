"""Every write of this app."""

from .pairs import choose_pair, choose_pairs, drop_pair
from .proposals import change_proposal, propose_pairs
from .wishes import clear_wish, set_wish

__all__ = [
    "change_proposal",
    "choose_pair",
    "choose_pairs",
    "clear_wish",
    "drop_pair",
    "propose_pairs",
    "set_wish",
]
