"""Input of monitoring."""

from .answers import AnswerForm
from .results import HeadcountForm, MeasurementsForm, RoundForm, SwotForm
from .surveys import NewSurveyForm, QuestionForm, SendForm, SurveyForm

__all__ = [
    "AnswerForm",
    "HeadcountForm",
    "MeasurementsForm",
    "NewSurveyForm",
    "QuestionForm",
    "RoundForm",
    "SendForm",
    "SurveyForm",
    "SwotForm",
]
