"""What can be wrong with an invitation, in words for the person who opened its link."""

from core.errors import DomainError


class InvitationError(DomainError):
    """The link opens nothing: unknown, used, withdrawn or too old."""
