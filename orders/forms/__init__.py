"""What people type: an order's texts, what it is drafted from, numbers and marks."""

from .agreement import AgreeForm, ReviewerForm
from .asking import AskForm
from .editing import OrderForm, PointFormSet, initial_points
from .execution import AssignForm, DoneForm
from .keeping import TYPED_OF_JOURNAL, ApproveForm, MarkForm, NextNumberForm
from .people import block_of, is_search
from .remarks import RemarkForm
from .representations import RepresentationForm

__all__ = [
    "TYPED_OF_JOURNAL",
    "AgreeForm",
    "ApproveForm",
    "AskForm",
    "AssignForm",
    "DoneForm",
    "MarkForm",
    "NextNumberForm",
    "OrderForm",
    "PointFormSet",
    "RemarkForm",
    "RepresentationForm",
    "ReviewerForm",
    "block_of",
    "initial_points",
    "is_search",
]
