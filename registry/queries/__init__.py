"""Reads of the bases that have a name."""

from .gaps import Gap, consent_gaps, consents_lacking, gaps_of, readiness, with_gaps

__all__ = [
    "Gap",
    "consent_gaps",
    "consents_lacking",
    "gaps_of",
    "readiness",
    "with_gaps",
]
