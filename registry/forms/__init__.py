"""What is filled in about people, cards, consents."""

from .consents import ConsentForm, PaperConsentsForm, SignForm, SpecialNoteForm, WithdrawForm
from .guardians import NewGuardianForm, RelationForm, SearchForm
from .name_forms import NameFormsForm
from .people import PersonBundle

__all__ = [
    "ConsentForm",
    "NameFormsForm",
    "NewGuardianForm",
    "PaperConsentsForm",
    "PersonBundle",
    "RelationForm",
    "SearchForm",
    "SignForm",
    "SpecialNoteForm",
    "WithdrawForm",
]
