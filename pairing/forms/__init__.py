"""Input about pairs."""

from .changes import EndForm, ExtendForm, ReplaceForm
from .pairs import ChangeForm, OrderKindForm, PairForm, ResultForm, WishForm
from .wishes import Names, PaperRow, RoundForm, WishesForm

__all__ = [
    "ChangeForm",
    "EndForm",
    "ExtendForm",
    "Names",
    "OrderKindForm",
    "PairForm",
    "PaperRow",
    "ReplaceForm",
    "ResultForm",
    "RoundForm",
    "WishForm",
    "WishesForm",
]
