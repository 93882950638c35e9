"""Who may do what with a plan; which rows one sees at all, `visible_to` says."""

from __future__ import annotations

from accounts.choices import Role
from accounts.models import User
from core import clock
from pairing.models import Pair, PairMember
from schools.rules import rules_of

from .finals import reader_of
from .models import Feedback, Plan
from .queries import acting_roles
from .rules import approver_of


def is_mentor_of(user: User, pair: Pair) -> bool:
    return pair.mentor.person.user_id == user.pk


def may_write_plan(user: User, plan: Plan) -> bool:
    """The authors that the regulation names, and whoever approves: they make it together."""
    if user.has_perm("plans.approve_plan"):
        return True
    authors = rules_of(plan.regulation).value("plan.authors") or [Role.MENTOR]
    if not user.has_perm("plans.write_plan"):
        return False
    member = plan.member
    return ("mentor" in authors and is_mentor_of(user, member.pair)) or (
        "mentee" in authors and member.mentee.person.user_id == user.pk
    )


def may_mark(user: User, plan: Plan) -> bool:
    """Marks are the mentor's, as long as the pair stands, and the curator's."""
    if user.has_perm("plans.approve_plan"):
        return True
    member = plan.member
    return is_mentor_of(user, member.pair) and member.is_standing_on(clock.today())


def may_approve_plan(user: User, plan: Plan) -> bool:
    return _acts_as(user, approver_of(plan))


def may_note_meeting(user: User, pair: Pair) -> bool:
    if user.has_perm("plans.approve_plan"):
        return True
    return user.has_perm("plans.write_plan") and is_mentor_of(user, pair)


def may_write_feedback(user: User, member: PairMember) -> bool:
    """Only the mentor: the document is signed as theirs."""
    return user.has_perm("plans.write_feedback") and is_mentor_of(user, member.pair)


def may_mark_read(user: User, feedback: Feedback) -> bool:
    return _acts_as(user, reader_of(feedback))


def _acts_as(user: User, role: str) -> bool:
    """Whether the user is who the regulation names. Nobody acts as a role that it doesn't name."""
    return role in acting_roles(user)
