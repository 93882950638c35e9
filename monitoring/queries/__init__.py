"""Reads of monitoring that have a name."""

from .answers import (
    Compared,
    QuestionGroup,
    Satisfaction,
    Sending,
    Summary,
    summaries_of,
)
from .figures import Coverage, Figures, FormPairs, figures
from .measures import Change, Mean, changes_of, mean_text, number_text
from .sending import Preview, ToAsk, open_request, people_to_ask, preview_of
from .surveys import answers_of, requests_seen, requests_with_people, surveys_with_counts
from .targets import Aim, Indicator, group_title

__all__ = [
    "Aim",
    "Change",
    "Compared",
    "Coverage",
    "Figures",
    "FormPairs",
    "Indicator",
    "Mean",
    "Preview",
    "QuestionGroup",
    "Satisfaction",
    "Sending",
    "Summary",
    "ToAsk",
    "answers_of",
    "changes_of",
    "figures",
    "group_title",
    "mean_text",
    "number_text",
    "open_request",
    "people_to_ask",
    "preview_of",
    "requests_seen",
    "requests_with_people",
    "summaries_of",
    "surveys_with_counts",
]
