"""Input of monitoring."""

from .answers import AnswerForm
from .results import MeasurementsForm, SwotForm
from .surveys import QuestionForm, SendForm, SurveyForm

__all__ = [
    "AnswerForm",
    "MeasurementsForm",
    "QuestionForm",
    "SendForm",
    "SurveyForm",
    "SwotForm",
]
