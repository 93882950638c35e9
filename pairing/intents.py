"""A pair as somebody means it, before it is there."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registry.models import MenteeCard, MentorCard
from schools.models import MentoringForm, Programme

from .choices import PairKind
from .models import Pair


@dataclass(frozen=True, slots=True)
class Intent:
    """A pair that somebody means to make."""

    mentor: MentorCard
    mentees: Sequence[MenteeCard]
    programme: Programme
    kind: str
    starts_on: datetime.date
    ends_on: datetime.date
    # Where none is chosen, the form that the cards name.
    form: MentoringForm | None = None
    mentoring_kind: str = ""
    role_model: str = ""
    # The first day of the mentoring, where this pair goes on with what another one began.
    began_on: datetime.date | None = None
    may_exceed_max: bool = False
    # Whether it goes into an order, or changes by one: the papers have to be there then.
    for_order: bool = False
    # The first day for which papers have to be there, where it is not that of the pair.
    papers_from: datetime.date | None = None

    @property
    def is_group(self) -> bool:
        return self.kind == PairKind.GROUP

    @property
    def form_in_use(self) -> MentoringForm | None:
        return self.form or pair_form(self.mentor, self.mentees)


def intent_of(pair: Pair, mentees: Sequence[MenteeCard]) -> Intent:
    """A pair that is there, as if it were made now."""
    return Intent(
        pair.mentor,
        mentees,
        pair.programme,
        pair.kind,
        pair.starts_on,
        pair.ends_on,
        form=pair.form,
        mentoring_kind=pair.mentoring_kind,
        role_model=pair.role_model,
    )


def default_period(
    programme: Programme, today: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """The programme's own days, without those that are over."""
    return min(max(programme.starts_on, today), programme.ends_on), programme.ends_on


def pair_form(mentor: MentorCard, mentees: Iterable[MenteeCard]) -> MentoringForm | None:
    """The form that the cards name; a card without one takes any."""
    return next((form for form in (mentor.form, *(card.form for card in mentees)) if form), None)
