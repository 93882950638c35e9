"""Forms of plans, meetings and feedback."""

from .feedback import FeedbackForm
from .meetings import MeetingForm
from .plans import ActivityFormSet, MarkForm, PlanForm, RemarkForm

__all__ = [
    "ActivityFormSet",
    "FeedbackForm",
    "MarkForm",
    "MeetingForm",
    "PlanForm",
    "RemarkForm",
]
