"""Reads of the bases that have a name."""

from ..hooks import (
    PairColumns,
    Panel,
    PanelItem,
    pair_columns,
    panels_of,
    register_pair_columns,
    register_person_panel,
)
from .consents import ConsentLine, are_consents_given, consent_lines
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
    "ConsentLine",
    "Gap",
    "PairColumns",
    "Panel",
    "PanelItem",
    "are_consents_given",
    "consent_gaps",
    "consent_lines",
    "consents_lacking",
    "gaps_of",
    "name_matches",
    "pair_columns",
    "panels_of",
    "readiness",
    "register_pair_columns",
    "register_person_panel",
    "with_data_consent",
    "with_gaps",
]
