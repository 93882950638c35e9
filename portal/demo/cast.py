"""The people of a played year who sign in or are appointed, each made as on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.actions import accept_invitation, give_role, invite_person
from accounts.choices import DEMO_PASSWORD, Role, demo_email
from accounts.models import User
from core import clock
from core.russian.names import normalise_key
from core.terms import expand
from registry.actions import link_account, save_person
from registry.models import MenteeCard, Person
from schools.choices import ParticipantKind
from schools.models import School
from schools.queries import signatory_on
from schools.rules import RuleSet

from . import words
from .names import Names

OFFICE = (
    Role.ADMINISTRATOR,
    Role.DIRECTOR,
    Role.COORDINATOR,
    Role.CURATOR,
    Role.PSYCHOLOGIST,
    Role.OBSERVER,
)
# Who keeps the bases and the pairs, the first that there is; without them the head does.
KEEPERS = (Role.CURATOR, Role.COORDINATOR, Role.DIRECTOR)
# They have no card of the school.
GUESTS = (Role.ADMINISTRATOR, Role.OBSERVER)
NAMES = ("last_name", "first_name", "middle_name")


@dataclass
class Cast:
    """Users of a school by role of sign-in; people of the office by what they are."""

    school: School
    names: Names
    rules: RuleSet
    users: dict[str, User] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, role: str) -> User:
        return self.users[role]

    def take(self, users: Mapping[str, User]) -> None:
        """Accounts that the school has already."""
        for role, user in users.items():
            user.act_in(self.school.pk)
            self.users[role] = user
            person = self.school.people.filter(user=user).first()
            if person is not None:
                self.people[role] = person

    def engage_office(self, *roles: str) -> None:
        """Accounts of these roles; who is there stays. Who works here is joined to a card."""
        for role in roles:
            if role in GUESTS:
                if role not in self.users:
                    self._invite(role, self.names.person("f"), None)
            elif role not in self.users:
                self.engage_person(role, self.person(role))
            elif role not in self.people:
                link_account(self.person(role), user=self.users[role], actor=self.users[role])

    def person(self, key: str) -> Person:
        """The same person for the same key: a role, or a place in a body."""
        if key not in self.people:
            self.people[key] = self._director() if key == Role.DIRECTOR else self._employee(key)
        return self.people[key]

    def _director(self) -> Person:
        """Who signs the orders."""
        signatory = signatory_on(self.school, clock.today())
        if signatory is None:
            return self._employee(Role.DIRECTOR)
        who = {name: getattr(signatory, name) for name in NAMES}
        key = normalise_key(" ".join(filter(None, who.values())))
        known = self.school.people.filter(name_key=key).first()
        return known or self._new(post=signatory.post, gender=signatory.gender, **who)

    def _employee(self, key: str) -> Person:
        posts = self.rules.value("curator.eligible_posts") or [expand("{deputy}")]
        known: dict[str, str] = {
            Role.CURATOR: posts[0],
            Role.DIRECTOR: expand("{Director}"),
            Role.COORDINATOR: expand("{deputy}"),
            Role.PSYCHOLOGIST: expand("{psychologist}"),
        }
        user = self.users.get(key)
        who = self.names.person("f")
        if user is not None:
            who |= {name: getattr(user, name) for name in NAMES} | {"gender": ""}
        usual = words.POSTS[len(self.people) % len(words.POSTS)]
        return self._new(post=known.get(key.partition(":")[0], expand(usual)), **who)

    def _new(self, **fields: Any) -> Person:
        person = Person(school=self.school, kind=ParticipantKind.STAFF, **fields)
        person.workplace = self.school.short_name
        return save_person(person, actor=self.users.get(Role.ADMINISTRATOR))

    def engage_person(self, role: str, person: Person) -> User:
        """An account for this role by an invitation from the person's card."""
        if person.user is not None:
            give_role(person.user, school=self.school, role=role, actor=self.inviter)
            self.users[role] = self._fresh(person.user)
            return self.users[role]
        user = self._invite(role, {name: getattr(person, name) for name in NAMES}, person.pk)
        person.refresh_from_db()
        return user

    def _invite(self, role: str, who: Mapping[str, str], person: int | None) -> User:
        issued = invite_person(
            self.school,
            actor=self.inviter,
            email=self.email_of(role),
            role=role,
            last_name=who["last_name"],
            first_name=who["first_name"] or "–",
            middle_name=who["middle_name"],
            person_ref=person,
        )
        user = accept_invitation(issued.token, password=DEMO_PASSWORD)
        self.users[role] = self._fresh(user)
        return self.users[role]

    @property
    def inviter(self) -> User | None:
        return self.users.get(Role.ADMINISTRATOR)

    def email_of(self, role: str) -> str:
        if self.school.is_demo:
            return demo_email(role)
        return f"{role}.{self.school.slug}@played.example"

    def refresh(self) -> None:
        """Look at everybody's roles anew: an order may have changed them."""
        self.users = {role: self._fresh(user) for role, user in self.users.items()}

    def _fresh(self, user: User) -> User:
        user = User.objects.get(pk=user.pk)
        user.act_in(self.school.pk)
        return user

    @property
    def keeper(self) -> User:
        """Who does what a curator does for the whole school: the first who sees all of it."""
        total = self.school.mentee_cards.count()
        keepers = [self.users[role] for role in KEEPERS if role in self.users]
        whole = (user for user in keepers if MenteeCard.objects.visible_to(user).count() == total)
        return next(whole, keepers[-1])

    def acting(self, role: str) -> User:
        """Whom the regulation means by a role; a curator's work is also a coordinator's."""
        if role in self.users and role != Role.CURATOR:
            return self.users[role]
        return self.keeper
