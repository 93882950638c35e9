"""News of orders, sent inside the transaction that makes them true."""

from django.dispatch import Signal

# Checks before approval: a receiver raises `core.errors.DomainError` to refuse. kwargs: order
order_checked = Signal()
# The order has its number and date. kwargs: order, actor
order_approved = Signal()
# The draft is given up: what it held is free again. kwargs: order, actor
order_withdrawn = Signal()
