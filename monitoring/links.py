"""How long a link to a questionnaire lives; what a link is at all, `core.links` says."""

from __future__ import annotations

import datetime

from core.links import hash_of, new_token

__all__ = ["LINK_GRACE", "hash_of", "new_token"]

# A late answer is still an answer; after this time the link is of no use to a finder.
LINK_GRACE = datetime.timedelta(days=30)
