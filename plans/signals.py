"""News of plans and feedback, sent inside the transaction that makes them true."""

from django.dispatch import Signal

# kwargs of each: plan, actor
plan_submitted = Signal()
plan_approved = Signal()
plan_returned = Signal()
# kwargs of each: feedback, actor
feedback_submitted = Signal()
feedback_returned = Signal()
