"""What is awaited of a mentee or a parent, and who their mentor is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import User
from pairing.models import PairMember
from pairing.models.standing import standing
from plans.choices import PlanState
from registry.models import Person
from schools.models import Programme

from ..todo import TodoGroup
from .surveys import own_people, surveys_to_answer


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    yield surveys_to_answer(user, today)


# A family sees a plan once it stands.
SHOWN = (PlanState.APPROVED, PlanState.CLOSED)


@dataclass(frozen=True, slots=True)
class MyMentor:
    """A mentee's pair as the family sees it: the mentor, the period, the approved plan."""

    member: PairMember
    mentee: Person
    mentor: Person
    is_own: bool
    plan_url: str
    may_ask: bool = False


def mentors(user: User, today: datetime.date) -> list[MyMentor]:
    rows = (
        PairMember.objects.visible_to(user)
        .binding_on(today)
        .filter(standing(today, "pair__"), mentee__person__in=own_people(user))
        .select_related("mentee__person", "pair__mentor__person", "pair__form", "plan")
        .order_by("left_on", "pk")
    )
    return [_my_mentor(member, user) for member in rows]


def _my_mentor(member: PairMember, user: User) -> MyMentor:
    plan = getattr(member, "plan", None)
    return MyMentor(
        member=member,
        mentee=member.mentee.person,
        mentor=member.pair.mentor.person,
        is_own=member.mentee.person.user_id == user.pk,
        plan_url=plan.get_absolute_url() if plan is not None and plan.state in SHOWN else "",
        may_ask=user.has_perm("pairing.ask_change"),
    )
