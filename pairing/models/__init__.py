"""Proposals of the matching; pairs and groups as dated periods, and what changes them."""

from .changes import PairChange
from .pairs import Pair, PairMember
from .proposals import PairWish, Proposal, ProposalRun
from .requests import PairRequest
from .wishes import Preference, WishRequest, WishRound

__all__ = [
    "Pair",
    "PairChange",
    "PairMember",
    "PairRequest",
    "PairWish",
    "Preference",
    "Proposal",
    "ProposalRun",
    "WishRequest",
    "WishRound",
]
