"""How a request for consents reaches a signer: by an account, by mail, on paper.

Whoever can sign in is only told to: no secret leaves the server. A one-time link goes by mail to
those who have an address and no account, and on paper to the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from .choices import AskedBy
from .models import Guardianship, Person


def asked_by(signer: Person | None) -> str:
    """The signer's way; who is not known by name gets a slip of paper."""
    if signer is None:
        return AskedBy.PAPER
    if signer.user_id is not None and signer.user is not None and signer.user.is_active:
        return AskedBy.ACCOUNT
    return AskedBy.MAIL if signer.email else AskedBy.PAPER


def representatives_of(children: Iterable[int]) -> dict[int, Person]:
    """Child → the representative to ask: the one who is reached soonest, else the first."""
    order: list[str] = [AskedBy.ACCOUNT, AskedBy.MAIL, AskedBy.PAPER]
    rows = (
        Guardianship.objects.filter(child__in=list(children))
        .select_related("guardian__user")
        .order_by("pk")
    )
    found: dict[int, Person] = {}
    for row in rows:
        best = found.get(row.child_id)
        if best is None or order.index(asked_by(row.guardian)) < order.index(asked_by(best)):
            found[row.child_id] = row.guardian
    return found
