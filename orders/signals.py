"""News of orders, sent inside the transaction that makes them true."""

from django.dispatch import Signal

# Checks before submission and approval, kwargs: order.
# A receiver raises `core.errors.DomainError` to refuse.
order_checked = Signal()
# Somebody's word about the draft is waited for, or the one after them's. kwargs: order, actor
order_agreement_asked = Signal()
# The draft waits for the director. kwargs: order, actor
order_submitted = Signal()
# The director sent it back; the remark is in the order. kwargs: order, actor
order_returned = Signal()
# The order has its number and date. kwargs: order, actor
order_approved = Signal()
# Those who have not read a signed order are reminded of it. kwargs: order, people, actor
order_reading_reminded = Signal()
# The draft is given up: what it held is free again. kwargs: order, actor
order_withdrawn = Signal()
# Before a signed order is cancelled. kwargs: order. A receiver raises `core.errors.DomainError`
# where life went on, or returns sentences about what would be undone.
order_cancelling = Signal()
# Another order cancels it: what it did is undone. kwargs: order, by, actor
order_cancelled = Signal()
