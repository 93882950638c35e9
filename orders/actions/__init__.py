"""Everything that is done to an order."""

from .agreement import add_reviewer, agree, ask_agreement, remove_reviewer
from .asking import draft_asked_order, edited_texts, refill_order
from .deciding import approve_order, return_order
from .drafting import draft_order, submit_order, update_order, withdraw_order
from .execution import assign_task, mark_task, may_mark, unmark_task
from .refreshing import refresh_order, settle_differences, texts_now
from .remarks import mend_remarks
from .representations import (
    draft_representation,
    drop_representation,
    file_representation,
    update_representation,
)
from .sheets import clear_mark, confirm_reading, mark_sheet, remind_readers

__all__ = [
    "add_reviewer",
    "agree",
    "approve_order",
    "ask_agreement",
    "assign_task",
    "clear_mark",
    "confirm_reading",
    "draft_asked_order",
    "draft_order",
    "draft_representation",
    "drop_representation",
    "edited_texts",
    "file_representation",
    "mark_sheet",
    "mark_task",
    "may_mark",
    "mend_remarks",
    "refill_order",
    "refresh_order",
    "remind_readers",
    "remove_reviewer",
    "return_order",
    "settle_differences",
    "submit_order",
    "texts_now",
    "unmark_task",
    "update_order",
    "update_representation",
    "withdraw_order",
]
