"""News that apps to the right listen to. Sent inside the transaction: a receiver may refuse."""

from django.dispatch import Signal

consent_withdrawn = Signal()  # consent, actor
consent_refused = Signal()  # request, kind, actor
card_archived = Signal()  # card, actor
# Two rows of one person: before everything moves (a receiver may refuse), and when it has moved.
people_merging = Signal()  # kept, gone
people_merged = Signal()  # kept, gone_id, actor
