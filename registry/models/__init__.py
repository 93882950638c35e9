"""People, the two bases, consents, guardians, imports. Pairs are not known here."""

from .acquaintance import Acquaintance, PrincipleText
from .applications import (
    CriterionMark,
    InterviewNote,
    MeetingVerdict,
    MentorApplication,
    PortfolioFile,
    SelectionMeeting,
)
from .appointments import Appointment
from .asking import ConsentRequest, DataQuestion
from .cards import MenteeCard, MentorCard
from .consents import Consent, ConsentScan, ConsentWording, SpecialNote
from .duties import RoadMapDuty
from .imports import ImportBatch, ImportRow, RememberedHeading
from .labour import LabourTerms
from .life import Erasure, KeepingTerm, NotSamePerson, PersonMerge
from .partners import Certificate, KeptScan, Partner, PartnerAgreement, PartnerStaff
from .people import Guardianship, Person, Viewer
from .places import ClassMove, FormerPlace
from .saved_views import SavedView
from .training import SessionAttendance, TrainingCourse, TrainingListener, TrainingSession

__all__ = [
    "Acquaintance",
    "Appointment",
    "Certificate",
    "ClassMove",
    "Consent",
    "ConsentRequest",
    "ConsentScan",
    "ConsentWording",
    "CriterionMark",
    "DataQuestion",
    "Erasure",
    "FormerPlace",
    "Guardianship",
    "ImportBatch",
    "ImportRow",
    "InterviewNote",
    "KeepingTerm",
    "KeptScan",
    "LabourTerms",
    "MeetingVerdict",
    "MenteeCard",
    "MentorApplication",
    "MentorCard",
    "NotSamePerson",
    "Partner",
    "PartnerAgreement",
    "PartnerStaff",
    "Person",
    "PersonMerge",
    "PortfolioFile",
    "PrincipleText",
    "RememberedHeading",
    "RoadMapDuty",
    "SavedView",
    "SelectionMeeting",
    "SessionAttendance",
    "SpecialNote",
    "TrainingCourse",
    "TrainingListener",
    "TrainingSession",
    "Viewer",
]
