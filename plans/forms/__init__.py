"""Forms of plans, meetings and feedback."""

from .feedback import FeedbackForm
from .meetings import MeetingForm
from .plans import ActivityFormSet, BaseActivityFormSet, MarkForm, PlanForm, RemarkForm
from .typical import BaseTypicalLineFormSet, TypicalLineFormSet, TypicalPlanForm

__all__ = [
    "ActivityFormSet",
    "BaseActivityFormSet",
    "BaseTypicalLineFormSet",
    "FeedbackForm",
    "MarkForm",
    "MeetingForm",
    "PlanForm",
    "RemarkForm",
    "TypicalLineFormSet",
    "TypicalPlanForm",
]
