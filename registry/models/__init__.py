"""People, the two bases, consents, guardians, imports. Pairs are not known here."""

from .appointments import Appointment
from .asking import ConsentRequest, DataQuestion
from .cards import MenteeCard, MentorCard
from .consents import Consent, ConsentScan, ConsentWording, SpecialNote
from .duties import RoadMapDuty
from .imports import ImportBatch, ImportRow, RememberedHeading
from .people import Guardianship, Person, Viewer
from .places import ClassMove, FormerPlace

__all__ = [
    "Appointment",
    "ClassMove",
    "Consent",
    "ConsentRequest",
    "ConsentScan",
    "ConsentWording",
    "DataQuestion",
    "FormerPlace",
    "Guardianship",
    "ImportBatch",
    "ImportRow",
    "MenteeCard",
    "MentorCard",
    "Person",
    "RememberedHeading",
    "RoadMapDuty",
    "SpecialNote",
    "Viewer",
]
