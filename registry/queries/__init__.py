"""Reads of the bases that have a name."""

from ..hooks import (
    PairColumns,
    Panel,
    PanelItem,
    cards_in_pairs,
    cards_of_finished,
    order_links,
    pair_columns,
    panels_of,
    register_areas,
    register_order_links,
    register_pair_columns,
    register_paired_cards,
    register_person_panel,
)
from .appointments import panel_of_appointments
from .areas import (
    AreaLine,
    RequestMap,
    request_map,
    suggested_areas,
    suggested_competencies,
    suggested_interests,
    without_areas,
)
from .consents import ConsentLine, are_consents_given, consent_lines, consent_request
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
    with_publication_consent,
)
from .places import ClassLine, classes_to_move, people_to_move
from .search import name_matches

__all__ = [
    "AreaLine",
    "BaseDeadline",
    "ClassLine",
    "ConsentLine",
    "Gap",
    "PairColumns",
    "Panel",
    "PanelItem",
    "RequestMap",
    "are_consents_given",
    "base_deadlines",
    "cards_in_pairs",
    "cards_of_finished",
    "classes_to_move",
    "consent_gaps",
    "consent_lines",
    "consent_request",
    "consents_lacking",
    "due_date",
    "gaps_of",
    "late_lines_of",
    "name_matches",
    "order_links",
    "pair_columns",
    "panel_of_appointments",
    "panels_of",
    "people_to_move",
    "readiness",
    "register_areas",
    "register_order_links",
    "register_pair_columns",
    "register_paired_cards",
    "register_person_panel",
    "request_map",
    "suggested_areas",
    "suggested_competencies",
    "suggested_interests",
    "unready_cards",
    "with_data_consent",
    "with_gaps",
    "with_publication_consent",
    "without_areas",
]
