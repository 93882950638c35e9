"""Everything that is done to an order."""

from .deciding import approve_order, return_order
from .drafting import draft_order, submit_order, update_order, withdraw_order

__all__ = [
    "approve_order",
    "draft_order",
    "return_order",
    "submit_order",
    "update_order",
    "withdraw_order",
]
