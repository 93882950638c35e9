"""Input of monitoring."""

from .answers import AnswerForm
from .results import HeadcountForm, MeasurementsForm, RoundForm, SwotForm
from .surveys import QuestionForm, SendForm, SurveyForm

__all__ = [
    "AnswerForm",
    "HeadcountForm",
    "MeasurementsForm",
    "QuestionForm",
    "RoundForm",
    "SendForm",
    "SurveyForm",
    "SwotForm",
]
