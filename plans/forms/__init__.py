"""Forms of plans, meetings and feedback."""

from .feedback import FeedbackForm
from .meetings import MeetingForm
from .plans import ActivityFormSet, BaseActivityFormSet, MarkForm, PlanForm, RemarkForm

__all__ = [
    "ActivityFormSet",
    "BaseActivityFormSet",
    "FeedbackForm",
    "MarkForm",
    "MeetingForm",
    "PlanForm",
    "RemarkForm",
]
