"""Forms of a school's settings."""

from .programmes import DirectionForm, FormForm, ProgrammeForm, StageFormSet
from .regulations import RulesForm
from .schools import SchoolForm, SignatoryForm

__all__ = [
    "DirectionForm",
    "FormForm",
    "ProgrammeForm",
    "RulesForm",
    "SchoolForm",
    "SignatoryForm",
    "StageFormSet",
]
