"""Who may do what with a plan; which rows one sees at all, `visible_to` says."""

from __future__ import annotations

from accounts.models import User
from pairing.models import Pair, PairMember


def is_mentor_of(user: User, pair: Pair) -> bool:
    return pair.mentor.person.user_id == user.pk


def may_write_plan(user: User, member: PairMember) -> bool:
    """The mentor of the pair, and the curator who makes the plan together with them (S0, 4.1)."""
    if user.has_perm("plans.approve_plan"):
        return True
    return user.has_perm("plans.write_plan") and is_mentor_of(user, member.pair)


def may_note_meeting(user: User, pair: Pair) -> bool:
    if user.has_perm("plans.approve_plan"):
        return True
    return user.has_perm("plans.write_plan") and is_mentor_of(user, pair)


def may_write_feedback(user: User, member: PairMember) -> bool:
    """Only the mentor: the feedback is signed as theirs."""
    return user.has_perm("plans.write_feedback") and is_mentor_of(user, member.pair)
