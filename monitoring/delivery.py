"""How a questionnaire reaches a person: by their account, by a link in a letter, by a printed link.

Whoever can sign in, or whose representative can, is only told to: no secret leaves the server. A
one-time link goes by mail to those who have an address and no account, and on paper to the rest.
"""

from __future__ import annotations

from accounts.models import User
from registry.choices import AskedBy
from registry.models import Person

# What `way_of` reads; a query over people asks for it, so that it costs nothing by person.
GUARDIANS = "guardianships__guardian__user"


def accounts_of(person: Person) -> list[User]:
    """The person's own account, or else those of the representatives."""
    own = _live(person.user)
    return own or [
        user for link in person.guardianships.all() for user in _live(link.guardian.user)
    ]


def address_of(person: Person) -> str:
    """Where a letter with a link goes: to the person, or else to a representative."""
    guardians = [link.guardian for link in person.guardianships.all()]
    return next((one.email for one in [person, *guardians] if one.email), "")


def way_of(person: Person) -> str:
    if accounts_of(person):
        return AskedBy.ACCOUNT
    return AskedBy.MAIL if address_of(person) else AskedBy.PAPER


def _live(user: User | None) -> list[User]:
    return [user] if user is not None and user.is_active else []
