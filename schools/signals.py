"""News of schools, sent inside the transaction that makes them true."""

from django.dispatch import Signal

# A school has its regulation, forms and directions. kwargs: school, regulation, actor
school_created = Signal()
# A programme with its stages is open. kwargs: programme, actor
programme_opened = Signal()
