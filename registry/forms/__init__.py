"""What is filled in about people, cards, consents."""

from .appointments import AppointmentForm, EndAppointmentForm
from .consents import (
    AskForm,
    ConsentForm,
    LinkReplyForm,
    PaperConsentsForm,
    ScanForm,
    SignForm,
    SpecialNoteForm,
    WithdrawForm,
)
from .guardians import NewGuardianForm, RelationForm, SearchForm
from .imports import ConfirmForm, ImportForm
from .name_forms import NameFormsForm
from .people import PersonBundle

__all__ = [
    "AppointmentForm",
    "AskForm",
    "ConfirmForm",
    "ConsentForm",
    "EndAppointmentForm",
    "ImportForm",
    "LinkReplyForm",
    "NameFormsForm",
    "NewGuardianForm",
    "PaperConsentsForm",
    "PersonBundle",
    "RelationForm",
    "ScanForm",
    "SearchForm",
    "SignForm",
    "SpecialNoteForm",
    "WithdrawForm",
]
