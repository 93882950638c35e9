"""News of pairs, sent inside the transaction that makes them true."""

from django.dispatch import Signal

# The order is signed and the pair is in force. kwargs: pair, actor
pair_started = Signal()
# The pair is over, on time or early. kwargs: pair, actor
pair_ended = Signal()
# Another mentor goes on with the same mentees; sent after `pair_ended` of the old pair and
# `pair_started` of the new one, so that what the old one had may be carried over.
# kwargs: old, new, actor
mentor_replaced = Signal()
# A pair in force lasts longer. kwargs: pair, old_ends_on, actor
pair_extended = Signal()
