"""Who is told: users by what they may do, and the users behind the people of a pair."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from accounts.models import User
from accounts.queries import users_with_role
from accounts.roles import roles_with
from pairing.models import Pair
from registry.models import Person
from schools.models import School

from .models import Digest


def users_with(permission: str, school: School, *, about: Any = None) -> list[User]:
    """Users who have the permission in the school today and, where given, see the row `about`."""
    users = users_with_role(school, *roles_with(permission))
    return [user for user in users if about is None or _sees(user, school, about)]


def _sees(user: User, school: School, row: Any) -> bool:
    user.act_in(school.pk)
    return type(row).objects.visible_to(user).filter(pk=row.pk).exists()


def those_who_may(users: Iterable[User], permission: str, school: School) -> list[User]:
    """Of these users, those whose roles in the school open the page that the news leads to."""
    found = []
    for user in users:
        user.act_in(school.pk)
        if user.has_perm(permission):
            found.append(user)
    return found


def users_of(people: Iterable[Person]) -> list[User]:
    """The accounts of these people and of those who represent them."""
    return accounts_behind([person.pk for person in people])


def accounts_behind(keys: list[int]) -> list[User]:
    """The same by the keys of the people."""
    return list(
        User.objects.filter(
            Q(people__in=keys) | Q(people__wards__child__in=keys), is_active=True
        ).distinct()
    )


def mentor_of(pair: Pair) -> list[User]:
    user = pair.mentor.person.user
    return [user] if user is not None and user.is_active else []


def people_now(pair: Pair) -> list[Person]:
    """Of the pair's people those who are in it; `people_of` has those who have left, too."""
    rows = pair.members.filter(is_binding=True).select_related("mentee__person")
    return [member.mentee.person for member in rows]


def people_of(pair: Pair) -> list[Person]:
    return [member.mentee.person for member in pair.members.select_related("mentee__person")]


def users_to_remind(day: datetime.date) -> list[int]:
    """Keys of those who have a role somewhere today and were not reminded yet."""
    return list(
        User.objects.filter(
            Q(memberships__valid_to__isnull=True) | Q(memberships__valid_to__gte=day),
            is_active=True,
            memberships__valid_from__lte=day,
        )
        .exclude(pk__in=Digest.objects.filter(day=day).values("user"))
        .order_by("pk")
        .values_list("pk", flat=True)
        .distinct()
    )
