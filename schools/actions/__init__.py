"""The only writes of this app, split by noun."""

from .forms import save_direction, save_form
from .programmes import StageLine, finish_stage, open_programme, update_programme
from .regulations import update_regulation_rules
from .schools import create_school, save_signatory, update_school
from .versions import new_version

__all__ = [
    "StageLine",
    "create_school",
    "finish_stage",
    "new_version",
    "open_programme",
    "save_direction",
    "save_form",
    "save_signatory",
    "update_programme",
    "update_regulation_rules",
    "update_school",
]
