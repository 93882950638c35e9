"""What a school is, what it lives by, what it does in a year."""

from .programmes import Programme, Target
from .regulations import Direction, MentoringForm, Regulation
from .road_map import RoadMapLine, Stage
from .school import GENDERS, InSchoolManager, InSchoolQuerySet, School, SchoolQuerySet, Signatory

__all__ = [
    "GENDERS",
    "Direction",
    "InSchoolManager",
    "InSchoolQuerySet",
    "MentoringForm",
    "Programme",
    "Regulation",
    "RoadMapLine",
    "School",
    "SchoolQuerySet",
    "Signatory",
    "Stage",
    "Target",
]
