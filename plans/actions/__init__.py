"""Every write of this app."""

from .feedback import read_feedback, return_feedback, save_feedback, submit_feedback
from .meetings import note_meeting
from .plans import (
    approve_plan,
    carry_plans,
    close_plans,
    correct_plan,
    drop_done_since,
    mark_activity,
    move_feedback,
    open_plans,
    reopen_plans,
    return_plan,
    save_plan,
    submit_plan,
)
from .typical import save_typical_plan

__all__ = [
    "approve_plan",
    "carry_plans",
    "close_plans",
    "correct_plan",
    "drop_done_since",
    "mark_activity",
    "move_feedback",
    "note_meeting",
    "open_plans",
    "read_feedback",
    "reopen_plans",
    "return_feedback",
    "return_plan",
    "save_feedback",
    "save_plan",
    "save_typical_plan",
    "submit_feedback",
    "submit_plan",
]
