"""What waits for a user, role by role."""

from .home import Home, groups_for, home_of

__all__ = ["Home", "groups_for", "home_of"]
