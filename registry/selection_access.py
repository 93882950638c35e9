"""Who may do what about candidates, beside what the roles say."""

from __future__ import annotations

from typing import Any

from accounts.withholding import withhold

from .access import rules_of_user
from .models import MentorApplication
from .models.applications import selects
from .selection import is_selection_used, principle_kinds

SELECTION = frozenset(
    {"registry.select_mentors", "registry.run_selection", "registry.apply_as_mentor"}
)
PRINCIPLES = frozenset({"registry.read_principles"})


@withhold(SELECTION)
def withheld_selection(user: Any) -> frozenset[str]:
    """All of it where the act says nothing of choosing mentors."""
    return frozenset() if is_selection_used(rules_of_user(user)) else SELECTION


@withhold(PRINCIPLES)
def withheld_principles(user: Any) -> frozenset[str]:
    return frozenset() if principle_kinds(rules_of_user(user)) else PRINCIPLES


def may_select(user: Any) -> bool:
    """Sees what is said of candidates: by office, or as a member of the body."""
    if user.has_perm("registry.select_mentors"):
        return True
    return user.scope is not None and selects(user.scope)


def is_candidate(user: Any, application: MentorApplication) -> bool:
    return application.person.user_id == user.pk


def may_write(user: Any, application: MentorApplication) -> bool:
    """The candidate, until somebody has taken it up; whoever runs the selection, until decided."""
    if not application.is_open:
        return False
    if user.has_perm("registry.run_selection"):
        return True
    is_taken_up = application.state == "reviewed"
    return is_candidate(user, application) and not is_taken_up
