"""News of accounts, sent inside the transaction that makes them true."""

from django.dispatch import Signal

# Somebody took an invitation and has the role now. kwargs: user, invitation
invitation_accepted = Signal()
