"""Reads of the bases that have a name."""

from ..hooks import (
    PairColumns,
    Panel,
    PanelItem,
    order_links,
    pair_columns,
    panels_of,
    register_order_links,
    register_pair_columns,
    register_person_panel,
)
from .appointments import panel_of_appointments
from .consents import ConsentLine, are_consents_given, consent_lines
from .deadlines import (
    BaseDeadline,
    base_deadlines,
    due_date,
    unready_cards,
)
from .duties import late_lines_of
from .gaps import (
    Gap,
    consent_gaps,
    consents_lacking,
    gaps_of,
    readiness,
    with_data_consent,
    with_gaps,
)
from .search import name_matches

__all__ = [
    "BaseDeadline",
    "ConsentLine",
    "Gap",
    "PairColumns",
    "Panel",
    "PanelItem",
    "are_consents_given",
    "base_deadlines",
    "consent_gaps",
    "consent_lines",
    "consents_lacking",
    "due_date",
    "gaps_of",
    "late_lines_of",
    "name_matches",
    "order_links",
    "pair_columns",
    "panel_of_appointments",
    "panels_of",
    "readiness",
    "register_order_links",
    "register_pair_columns",
    "register_person_panel",
    "unready_cards",
    "with_data_consent",
    "with_gaps",
]
