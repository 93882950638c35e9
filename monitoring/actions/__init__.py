"""Every write of this app."""

from .answers import answer_by_link, answer_survey, is_asked
from .mailing import mail_surveys
from .questions import delete_question, save_question, save_survey
from .results import open_results, save_headcounts, save_measurements, save_round, save_swot
from .rewording import reword_monitoring
from .surveys import Sent, create_survey, create_surveys, renew_link, send_surveys

__all__ = [
    "Sent",
    "answer_by_link",
    "answer_survey",
    "create_survey",
    "create_surveys",
    "delete_question",
    "is_asked",
    "mail_surveys",
    "open_results",
    "renew_link",
    "reword_monitoring",
    "save_headcounts",
    "save_measurements",
    "save_question",
    "save_round",
    "save_survey",
    "save_swot",
    "send_surveys",
]
