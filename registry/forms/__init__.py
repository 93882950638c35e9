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
from .places import ClassMoveForm, FormerPlaceForm, SearchMarkForm
from .saved_views import SavedViewForm

__all__ = [
    "AppointmentForm",
    "AskForm",
    "ClassMoveForm",
    "ConfirmForm",
    "ConsentForm",
    "EndAppointmentForm",
    "FormerPlaceForm",
    "ImportForm",
    "LinkReplyForm",
    "NameFormsForm",
    "NewGuardianForm",
    "PaperConsentsForm",
    "PersonBundle",
    "RelationForm",
    "SavedViewForm",
    "ScanForm",
    "SearchForm",
    "SearchMarkForm",
    "SignForm",
    "SpecialNoteForm",
    "WithdrawForm",
]
