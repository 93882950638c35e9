"""The people of a played year who sign in, each made by an invitation as on the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from accounts.actions import accept_invitation, invite_person
from accounts.choices import DEMO_PASSWORD, Role, demo_email
from accounts.models import User
from registry.models import Person
from schools.models import School

from .names import Names

OFFICE = (
    Role.ADMINISTRATOR,
    Role.DIRECTOR,
    Role.COORDINATOR,
    Role.CURATOR,
    Role.PSYCHOLOGIST,
    Role.OBSERVER,
)


@dataclass
class Cast:
    """Users of a school by role."""

    school: School
    names: Names
    users: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, role: str) -> User:
        return self.users[role]

    def engage_office(self) -> None:
        """Everybody who has no card in a base. The director is who signs the orders."""
        for role in OFFICE:
            signatory = self.school.signatories.first() if role == Role.DIRECTOR else None
            who = (
                {
                    "last_name": signatory.last_name,
                    "first_name": signatory.first_name,
                    "middle_name": signatory.middle_name,
                }
                if signatory
                else self.names.person("f")
            )
            self.engage(role, who)

    def engage(self, role: str, who: dict[str, Any], *, person: Person | None = None) -> User:
        """One account for this role, joined to a person of the bases where one is given."""
        names = {key: who[key] for key in ("last_name", "first_name", "middle_name")}
        issued = invite_person(
            self.school,
            actor=self.users.get(Role.ADMINISTRATOR),
            email=self.email_of(role),
            role=role,
            person_ref=person.pk if person else None,
            **names,
        )
        self.users[role] = accept_invitation(issued.token, password=DEMO_PASSWORD)
        return self.users[role]

    def email_of(self, role: str) -> str:
        if self.school.is_demo:
            return demo_email(role)
        return f"{role}.{self.school.slug}@played.example"

    def engage_person(self, role: str, person: Person) -> User:
        names = {
            "last_name": person.last_name,
            "first_name": person.first_name,
            "middle_name": person.middle_name,
        }
        return self.engage(role, names, person=person)
