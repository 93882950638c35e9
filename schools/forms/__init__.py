"""Forms of a school's settings."""

from .order_kinds import OrderKindEditor
from .programmes import (
    CloseForm,
    DirectionForm,
    FormForm,
    NewProgrammeForm,
    NextProgrammeForm,
    ProgrammeForm,
    StageFormSet,
)
from .regulations import RulesForm, VersionForm, as_in_preset
from .road_map import (
    FinishForm,
    LineForm,
    ProofForm,
    RoadMapFormSet,
    StageTextForm,
    TargetForm,
)
from .schools import SchoolForm, SignatoryForm

__all__ = [
    "CloseForm",
    "DirectionForm",
    "FinishForm",
    "FormForm",
    "LineForm",
    "NewProgrammeForm",
    "NextProgrammeForm",
    "OrderKindEditor",
    "ProgrammeForm",
    "ProofForm",
    "RoadMapFormSet",
    "RulesForm",
    "SchoolForm",
    "SignatoryForm",
    "StageFormSet",
    "StageTextForm",
    "TargetForm",
    "VersionForm",
    "as_in_preset",
]
