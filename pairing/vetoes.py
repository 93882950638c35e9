"""What was said against putting these two together: decisions, wishes, how it ended before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _
from registry.models import MenteeCard, MentorCard

from .earlier import broken_text

if TYPE_CHECKING:
    from .solving import Question


def veto_findings(
    question: Question, mentor: MentorCard, mentee: MenteeCard, *, soft: str = Level.BLOCK
) -> Iterator[Finding]:
    """A calculation never goes against any of it; by hand only the curator's ban is in the way.

    `soft` is the level of the rest: a block for a calculation, a warning for a decision by hand.
    A pair that is locked has been decided, whatever people wished for.
    """
    two = (mentor.pk, mentee.pk)
    name = mentee.person.short_name
    if two in question.forbidden:
        text = _(
            "%(mentee)s: пара с {mentor:этим/этой} {mentor:instrumental} запрещена при подборе"
        )
        yield Finding("pair.forbidden", text % {"mentee": name})
    locked = question.locked.get(mentee.pk)
    if locked == mentor.pk:
        return
    if two in question.declined:
        text = _("%(mentee)s: один из двоих просил не ставить их вместе")
        yield Finding("pair.declined", text % {"mentee": name}, level=soft)
    earlier = question.ties.earlier.get(two)
    if earlier and earlier.was_broken and not question.may_pair_again:
        text = f"{name}: {broken_text(earlier)}"
        yield Finding("pair.again", text, level=soft)
    named = question.chosen.get(mentee.pk)
    if named is not None and locked is None and mentor.pk not in named:
        text = _("%(mentee)s: {mentee:назвал/назвала/назвало} других {mentors:genitive}")
        text %= {"mentee": name}
        yield question.rules.finding("pairing.method", text, level=soft)
