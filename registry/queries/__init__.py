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
from .gaps import Gap, consent_gaps, consents_lacking, gaps_of, readiness, with_gaps

__all__ = [
    "Gap",
    "PairColumns",
    "Panel",
    "PanelItem",
    "consent_gaps",
    "consents_lacking",
    "gaps_of",
    "pair_columns",
    "panels_of",
    "readiness",
    "register_pair_columns",
    "register_person_panel",
    "with_gaps",
]
