"""News that apps to the right listen to. Sent inside the transaction: a receiver may refuse."""

from django.dispatch import Signal

consent_withdrawn = Signal()  # consent, actor
consent_refused = Signal()  # request, kind, actor
card_archived = Signal()  # card, actor
