"""News of pairs, sent inside the transaction that makes them true."""

from django.dispatch import Signal

# The order is signed and the pair is in force. kwargs: pair, actor
pair_started = Signal()
# The pair is over, on time or early. kwargs: pair, actor
pair_ended = Signal()
