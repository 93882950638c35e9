"""What is awaited of a mentee or a parent, and who their mentor is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from core.i18n import gettext as _
from pairing.choices import PairState
from pairing.models import PairMember
from plans.choices import PlanState
from registry.choices import ConsentKind, ConsentSigner
from registry.models import Person
from registry.queries import consents_lacking
from schools.models import Programme
from schools.rules import rules_of

from ..todo import TodoGroup, TodoItem
from .surveys import own_people, surveys_to_answer


def groups(
    user: User, programme: Programme | None, today: datetime.date
) -> Iterator[TodoGroup | None]:
    if programme is not None and user.has_perm("registry.sign_own_consent"):
        yield consents_to_give(user, programme, today)
    yield surveys_to_answer(user, today)


def consents_to_give(user: User, programme: Programme, today: datetime.date) -> TodoGroup | None:
    """A parent gives consents in the system, each kind for each child on its own."""
    children = Person.objects.visible_to(user).filter(guardianships__guardian__user=user)
    lacking = consents_lacking(children, day=today, rules=rules_of(programme.regulation))
    items = [
        TodoItem(
            child.full_name,
            reverse("registry:consent_sign", args=[child.pk, kind]),
            _("Прочитать и решить"),
            note=_("согласие: %(kind)s") % {"kind": ConsentKind(kind).label},
        )
        for child in children
        for kind, signer in lacking.get(child.pk, ())
        if signer == ConsentSigner.REPRESENTATIVE
    ]
    return TodoGroup(_("Нужно ваше согласие"), items, len(items)) if items else None


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


def mentors(user: User, today: datetime.date) -> list[MyMentor]:
    rows = (
        PairMember.objects.visible_to(user)
        .filter(pair__state=PairState.ACTIVE, mentee__person__in=own_people(user))
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
    )
