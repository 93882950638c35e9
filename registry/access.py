"""What of a person's card somebody sees, and for whom they may sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.choices import Role
from accounts.withholding import withhold
from core.clock import today
from schools.rules import RuleSet

from .choices import ConsentSigner
from .models import Appointment, Guardianship, Person
from .rules import HEADS, rules_for


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


def rules_of_user(user: Any) -> RuleSet:
    """The rules that the user's school lives by today. Read once a request: users are made anew."""
    key = (user.scope.school_id, today())
    kept = getattr(user, "rules_today", None)
    if kept is None or kept[0] != key:
        user.rules_today = kept = (key, rules_for(user.school))
    return kept[1]


EDITS = frozenset({"registry.add_person", "registry.change_person", "registry.import_base"})


@withhold(EDITS)
def withheld_edits(user: Any) -> frozenset[str]:
    """Who may not edit the bases by the regulation, though the role could.

    The administrator loads them everywhere. An appointed role counts as one of sign-in does.
    """
    editors = rules_of_user(user).value("bases.editors")
    if editors is None or user.scope.has(Role.ADMINISTRATOR, *editors):
        return frozenset()
    return EDITS if roles_appointed(user).isdisjoint(editors) else frozenset()


def roles_appointed(user: Any) -> set[str]:
    """What the user is appointed to today; who leads a body is of it."""
    rows = Appointment.objects.on(today()).filter(
        school_id=user.scope.school_id, person__user_id=user.pk
    )
    roles = set(rows.values_list("role", flat=True))
    return roles | {members for members, head in HEADS.items() if head in roles}


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
