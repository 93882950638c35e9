"""Forms of a school's settings."""

from .act_layout import ColumnLines, MeasurementLines, RoadMapForm, YearEditor, YearVersionForm
from .acts import ActForm, NewActForm, StampLines
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
    COLUMN_FIELDS,
    FinishForm,
    LineForm,
    ProofForm,
    RoadMapFormSet,
    StageTextForm,
    TargetForm,
    pasted_columns,
)
from .schools import SchoolForm, SignatoryForm

__all__ = [
    "COLUMN_FIELDS",
    "ActForm",
    "CloseForm",
    "ColumnLines",
    "DirectionForm",
    "FinishForm",
    "FormForm",
    "LineForm",
    "MeasurementLines",
    "NewActForm",
    "NewProgrammeForm",
    "NextProgrammeForm",
    "OrderKindEditor",
    "ProgrammeForm",
    "ProofForm",
    "RoadMapForm",
    "RoadMapFormSet",
    "RulesForm",
    "SchoolForm",
    "SignatoryForm",
    "StageFormSet",
    "StageTextForm",
    "StampLines",
    "TargetForm",
    "VersionForm",
    "YearEditor",
    "YearVersionForm",
    "as_in_preset",
    "pasted_columns",
]
