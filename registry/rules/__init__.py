"""What the regulation and the law ask of people: as participants, as appointed, as signers."""

from .appointments import HEADS, Appointee, appointment_findings, former_of, roles_used
from .candidates import candidate_finding, candidates
from .labour import earliest_end, early_end_findings
from .participants import (
    allowed_kinds,
    categories_of,
    category_titles,
    kind_names,
    participant_findings,
    unknown_categories,
)
from .people import (
    does_count,
    is_at_least,
    is_minor,
    kinds_needed,
    rules_for,
    signers_needed,
    who_signs,
)

__all__ = [
    "HEADS",
    "Appointee",
    "allowed_kinds",
    "appointment_findings",
    "candidate_finding",
    "candidates",
    "categories_of",
    "category_titles",
    "does_count",
    "earliest_end",
    "early_end_findings",
    "former_of",
    "is_at_least",
    "is_minor",
    "kind_names",
    "kinds_needed",
    "participant_findings",
    "roles_used",
    "rules_for",
    "signers_needed",
    "unknown_categories",
    "who_signs",
]
