"""What is filled in about people, cards, consents."""

from .appointments import AppointmentForm, EndAppointmentForm
from .consents import ConsentForm, PaperConsentsForm, SignForm, SpecialNoteForm, WithdrawForm
from .guardians import NewGuardianForm, RelationForm, SearchForm
from .imports import ConfirmForm, ImportForm
from .name_forms import NameFormsForm
from .people import PersonBundle

__all__ = [
    "AppointmentForm",
    "ConfirmForm",
    "ConsentForm",
    "EndAppointmentForm",
    "ImportForm",
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
