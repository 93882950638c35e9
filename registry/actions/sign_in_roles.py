"""What an appointment opens to somebody who signs in: the role there, with the curator's limits."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.actions import end_role, give_role
from accounts.choices import Role
from accounts.models import Membership
from schools.choices import AppointedRole

from ..models import Appointment, Person

SIGN_IN_ROLES: dict[str, str] = {
    AppointedRole.COORDINATOR: Role.COORDINATOR,
    AppointedRole.CURATOR: Role.CURATOR,
    AppointedRole.PSYCHOLOGIST: Role.PSYCHOLOGIST,
}


def may_open_access(actor: Any, *, has_order: bool) -> bool:
    """An order of the director gives the role of sign-in; without one, who gives roles at all."""
    return has_order or actor is None or actor.has_perm("accounts.manage_people")


def follow_appointments(people: Iterable[Person], roles: Iterable[str], *, actor: Any) -> None:
    """Bring the sign-in of these people in these roles in line with what they are appointed to.

    Nothing for those without an account. Called where appointments of theirs have changed, so a
    role that was given by hand to somebody who was never appointed stays as it is.
    """
    today = timezone.localdate()
    people = [person for person in people if person.user_id is not None]
    for person in people:
        for role in sorted({role for role in roles if role in SIGN_IN_ROLES}):
            _follow(person, role, today, actor)


def _follow(person: Person, appointed: str, today: datetime.date, actor: Any) -> None:
    role = SIGN_IN_ROLES[appointed]
    rows = Membership.objects.filter(user=person.user, school_id=person.school_id)
    membership = rows.filter(role=role).first()
    is_live = membership is not None and membership.is_live(today)
    kept = _kept(person, appointed, today)
    if kept:
        _give(person, role, kept, membership if is_live else None, actor)
    elif is_live and not _is_appointed(person, appointed, today):
        assert membership is not None
        end_role(membership, actor=actor)


def _kept(person: Person, role: str, today: datetime.date) -> list[Appointment]:
    rows = person.appointments.from_day(today).filter(role=role, opens_access=True)
    return list(rows.select_related("direction", "form"))


def _is_appointed(person: Person, role: str, today: datetime.date) -> bool:
    return person.appointments.from_day(today).filter(role=role).exists()


def _give(
    person: Person, role: str, kept: list[Appointment], membership: Membership | None, actor: Any
) -> None:
    """One for everything lifts the limits. What opens something today keeps its first day."""
    is_whole = any(row.direction is None and row.form is None for row in kept)
    directions = {row.direction for row in kept if row.direction and not is_whole}
    forms = {row.form for row in kept if row.form and not is_whole}
    starts = [row.valid_from for row in kept]
    if membership is not None:
        starts.append(membership.valid_from)
    ends = [row.valid_to for row in kept if row.valid_to is not None]
    since = min(starts)
    until = max(ends) if len(ends) == len(kept) else None
    if membership is not None and (
        (membership.valid_from, membership.valid_to) == (since, until)
        and set(membership.directions.all()) == directions
        and set(membership.forms.all()) == forms
    ):
        return
    assert person.user is not None
    give_role(
        person.user,
        school=person.school,
        role=role,
        actor=actor,
        directions=directions,
        forms=forms,
        valid_from=since,
        valid_to=until,
    )
