"""What a school's own rules take from a role: an app to the right says which permissions, and when.

Nothing is ever added here: what a role may at most stands in `accounts.roles`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# A user with a scope → those of the permissions that are withheld there.
Withholder = Callable[[Any], frozenset[str]]

_withholders: list[tuple[frozenset[str], Withholder]] = []


def withhold(permissions: frozenset[str]) -> Callable[[Withholder], Withholder]:
    """Called once, by the app whose permissions these are; it is asked only about them."""

    def register(withholder: Withholder) -> Withholder:
        _withholders.append((permissions, withholder))
        return withholder

    return register


def is_withheld(user: Any, permission: str) -> bool:
    return any(
        permission in permissions and permission in _answer(user, withholder)
        for permissions, withholder in _withholders
    )


def _answer(user: Any, withholder: Withholder) -> frozenset[str]:
    """Asked once a request: users are made anew for each."""
    kept = user.__dict__.setdefault("_withheld", {})
    key = (user.scope, withholder)
    if key not in kept:
        kept[key] = withholder(user)
    return kept[key]
