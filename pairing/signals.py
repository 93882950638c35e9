"""News of pairs, sent inside the transaction that makes them true."""

from django.dispatch import Signal

# The order is signed and the pair is in force. kwargs: pair, actor
pair_started = Signal()
# The pair is over, on time or early. kwargs: pair, actor
pair_ended = Signal()
# An order says that a pair ends, or that a member leaves it, on a day to come; the news of the end
# itself follows after that day. `member` is None where the whole pair ends.
# kwargs: pair, member, change, last_day, actor
end_ordered = Signal()
# That order is cancelled before the day: the pair goes on. kwargs: pair, member, change,
# actor
end_taken_back = Signal()
# Another mentor goes on with the same mentees; sent with the order, after `pair_started` of the
# new pair, so that what the old one had may be carried over. The old one ends before the new
# mentor's first day: `pair_ended` may come later. kwargs: old, new, actor
mentor_replaced = Signal()
# A mentee has joined a group that is in force, or has left it. kwargs: pair, member, actor
member_joined = Signal()
member_left = Signal()
# A pair that was ended by mistake is in force again. kwargs: pair, members (those who are in it
# again), actor
pair_reopened = Signal()
# Somebody asks for a change of a pair; the answer is there. kwargs: request, actor
pair_requested = Signal()
pair_request_answered = Signal()
# A pair in force lasts longer. kwargs: pair, old_ends_on, actor
pair_extended = Signal()
# People are asked whom they would like, or reminded of it. kwargs: wish_round, people (keys
# of `registry.Person`), actor, is_again
wishes_asked = Signal()
