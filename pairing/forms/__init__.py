"""Input about pairs."""

from .changes import EndForm, ExtendForm, ReplaceForm
from .pairs import ChangeForm, OrderKindForm, PairForm, ResultForm, WishForm

__all__ = [
    "ChangeForm",
    "EndForm",
    "ExtendForm",
    "OrderKindForm",
    "PairForm",
    "ReplaceForm",
    "ResultForm",
    "WishForm",
]
