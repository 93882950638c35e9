"""Every write of this app."""

from .answers import answer_survey
from .results import open_results, save_measurements, save_swot
from .surveys import create_surveys, renew_link, send_surveys

__all__ = [
    "answer_survey",
    "create_surveys",
    "open_results",
    "renew_link",
    "save_measurements",
    "save_swot",
    "send_surveys",
]
