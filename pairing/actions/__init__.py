"""Every write of this app."""

from .ahead import settle_ends
from .applying import apply_change_of, check_change_of, drop_change_of
from .changes import (
    draft_completion,
    draft_extension,
    draft_joining,
    draft_leaving,
    draft_replacement,
    extend_pair,
)
from .continuing import close_pairs, continue_pairs
from .curators import set_curator_of_cards
from .drafts import (
    change_proposal,
    choose_draft,
    delete_draft,
    fix_pair,
    put_pair,
    rename_draft,
    take_out,
)
from .ending import end_pair, save_result
from .members import join_group, leave_group
from .orders import check_pairs_of, draft_pairs_order, free_pairs_of, start_pairs_of
from .pairs import choose_pair, choose_pairs, drop_pair
from .preferences import (
    Linked,
    ask_rest,
    close_round,
    make_wish_links,
    may_choose,
    open_round,
    remind_of_wishes,
    save_wishes,
    save_wishes_by_link,
    set_candidates,
)
from .proposals import propose_pairs
from .reopening import reopen_pair
from .requests import ask_change, decline_request, withdraw_request
from .wishes import clear_wish, set_wish

__all__ = [
    "Linked",
    "apply_change_of",
    "ask_change",
    "ask_rest",
    "change_proposal",
    "check_change_of",
    "check_pairs_of",
    "choose_draft",
    "choose_pair",
    "choose_pairs",
    "clear_wish",
    "close_pairs",
    "close_round",
    "continue_pairs",
    "decline_request",
    "delete_draft",
    "draft_completion",
    "draft_extension",
    "draft_joining",
    "draft_leaving",
    "draft_pairs_order",
    "draft_replacement",
    "drop_change_of",
    "drop_pair",
    "end_pair",
    "extend_pair",
    "fix_pair",
    "free_pairs_of",
    "join_group",
    "leave_group",
    "make_wish_links",
    "may_choose",
    "open_round",
    "propose_pairs",
    "put_pair",
    "remind_of_wishes",
    "rename_draft",
    "reopen_pair",
    "save_result",
    "save_wishes",
    "save_wishes_by_link",
    "set_candidates",
    "set_curator_of_cards",
    "set_wish",
    "settle_ends",
    "start_pairs_of",
    "take_out",
    "withdraw_request",
]
