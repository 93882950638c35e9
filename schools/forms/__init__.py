"""Forms of a school's settings."""

from .act_layout import ColumnLines, MeasurementLines, RoadMapForm, YearEditor, YearVersionForm
from .acts import ActForm, NewActForm, StampLines
from .order_kinds import OrderKindEditor
from .order_lines import errors_of, errors_of_lines
from .programmes import (
    CloseForm,
    DirectionForm,
    FormForm,
    NewProgrammeForm,
    NextProgrammeForm,
    ProgrammeForm,
    StageFormSet,
)
from .proofs import ProofField
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
    "ProofField",
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
    "errors_of",
    "errors_of_lines",
    "pasted_columns",
]
