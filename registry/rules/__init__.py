"""What the regulation and the law ask of people: as participants, as appointed, as signers."""

from .appointments import Appointee, appointment_findings, former_of
from .people import is_at_least, is_minor, kinds_needed, rules_for, signers_needed, who_signs

__all__ = [
    "Appointee",
    "appointment_findings",
    "former_of",
    "is_at_least",
    "is_minor",
    "kinds_needed",
    "rules_for",
    "signers_needed",
    "who_signs",
]
