"""News of schools, sent inside the transaction that makes them true."""

from django.dispatch import Signal

# A school has its regulation, forms and directions. kwargs: school, regulation, actor
school_created = Signal()
# The school says other words from now on. A receiver says anew what it has copied from a preset and
# nobody has changed, and answers with a list of lines that tell how much that was. `retold` is a
# list of pairs of presets: in the words before and in the words now. kwargs: school, retold, actor
words_changed = Signal()
# A programme with its stages is open. kwargs: programme, actor
programme_opened = Signal()
# Asked before a programme is closed, and by the page that shows it: what of other apps is still
# open in it. A receiver answers with a list of `core.findings.Finding`; a blocking one stops the
# closing, a warning is shown. kwargs: programme
programme_closing = Signal()
# A programme is closed. kwargs: programme, actor
programme_closed = Signal()
# `new` is the next year's programme, made from `old`. kwargs: old, new, pairs, actor
# pairs: "close" or "continue", a value of `choices.PairsChoice`
programme_continued = Signal()
# Asked by the page of the next year's programme: what a receiver of `programme_continued` would
# carry over. A receiver answers with a list of lines in words. kwargs: old, pairs
programme_continuing = Signal()
