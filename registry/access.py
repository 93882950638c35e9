"""What of a person's card somebody sees, and for whom they may sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .choices import ConsentSigner
from .models import Guardianship, Person


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of one card one user sees. The row itself has come through `visible_to`.

    `keeps`: the roles that work with the bases; `is_own`: the person, or the parent of the child.
    Everybody else sees a person through a pair: a mentor the mentee, a family the mentor.
    """

    keeps: bool
    is_own: bool
    has_contacts: bool
    has_special: bool
    is_mentee_of_theirs: bool

    @property
    def has_card(self) -> bool:
        """The lines of the bases about the person."""
        return self.keeps or self.is_own or self.is_mentee_of_theirs

    @property
    def has_consents(self) -> bool:
        """Each consent with signer and date; a mentor is told only whether all are there."""
        return self.keeps or self.is_own

    @property
    def has_consents_in_short(self) -> bool:
        return self.is_mentee_of_theirs and not self.has_consents


def sight_of(user: Any, person: Person) -> Sight:
    """Two queries at most."""
    keeps = user.has_perm("registry.view_mentorcard")
    is_own = person.user_id == user.pk or is_guardian(user, person)
    may_see_contacts = user.has_perm("registry.view_contacts")
    return Sight(
        keeps=keeps,
        is_own=is_own,
        has_contacts=may_see_contacts or is_own,
        has_special=may_look_at_special(user),
        is_mentee_of_theirs=not keeps and not is_own and may_see_contacts,
    )


def may_look_at_special(user: Any) -> bool:
    return user.has_perm("registry.view_special")


def is_guardian(user: Any, person: Person) -> bool:
    return Guardianship.objects.filter(child=person, guardian__user=user).exists()


def signature_of(user: Any, person: Person) -> tuple[str, Person | None] | None:
    """As whom this user may sign for the person: as themselves or as the representative.

    None where they may not.
    """
    if not user.has_perm("registry.sign_own_consent"):
        return None
    if person.user_id == user.pk:
        return ConsentSigner.SELF, None
    link = (
        Guardianship.objects.filter(child=person, guardian__user=user)
        .select_related("guardian")
        .first()
    )
    return (ConsentSigner.REPRESENTATIVE, link.guardian) if link else None
