"""What a school is, what it lives by, what it does in a year."""

from .programmes import Programme, Target
from .regulations import Direction, MentoringForm, Regulation
from .road_map import RoadMapLine, RoadMapProof, Stage
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
    "RoadMapProof",
    "School",
    "SchoolQuerySet",
    "Signatory",
    "Stage",
    "Target",
]
