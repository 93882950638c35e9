"""The only writes of this app, split by noun."""

from .acts import create_regulation, update_regulation_act, update_regulation_texts
from .forms import save_direction, save_form
from .order_kinds import delete_order_kind, save_order_kind
from .programmes import (
    close_programme,
    continue_programme,
    open_programme,
    start_programme,
    update_programme,
)
from .regulations import adopt_version, update_regulation_rules
from .road_map import (
    LineEdit,
    attach_proof,
    delete_line,
    finish_line,
    move_line,
    remove_proof,
    reopen_line,
    save_line,
    save_lines,
    take_road_map,
)
from .schools import create_school, save_term, save_terms, update_school
from .signatories import save_signatory
from .stages import StageLine, finish_stage, reopen_stage, save_stage
from .targets import delete_target, save_target
from .versions import new_version

__all__ = [
    "LineEdit",
    "StageLine",
    "adopt_version",
    "attach_proof",
    "close_programme",
    "continue_programme",
    "create_regulation",
    "create_school",
    "delete_line",
    "delete_order_kind",
    "delete_target",
    "finish_line",
    "finish_stage",
    "move_line",
    "new_version",
    "open_programme",
    "remove_proof",
    "reopen_line",
    "reopen_stage",
    "save_direction",
    "save_form",
    "save_line",
    "save_lines",
    "save_order_kind",
    "save_signatory",
    "save_stage",
    "save_target",
    "save_term",
    "save_terms",
    "start_programme",
    "take_road_map",
    "update_programme",
    "update_regulation_act",
    "update_regulation_rules",
    "update_regulation_texts",
    "update_school",
]
