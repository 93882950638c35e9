"""What waits for a user, role by role; what everybody may read."""

from .home import Home, groups_for, home_of
from .public import PublicSchool, public_school

__all__ = ["Home", "PublicSchool", "groups_for", "home_of", "public_school"]
