"""Boring pairs for tests: chosen, in force, or only thought of."""

from __future__ import annotations

import datetime
from typing import Any

from registry.models import MenteeCard, MentorCard
from registry.testing import make_mentee, make_mentor
from schools.models import School

from .choices import PairKind, PairState
from .models import Pair, PairMember

STARTS_ON = datetime.date(2026, 10, 5)
ENDS_ON = datetime.date(2027, 5, 28)


def make_pair(
    school: School,
    *,
    mentor: MentorCard | None = None,
    mentees: list[MenteeCard] | None = None,
    number: int = 1,
    **fields: Any,
) -> Pair:
    """A chosen pair of the school's programme; more mentees than one make a group."""
    mentor = mentor or make_mentor(school)
    mentees = mentees or [make_mentee(school) for _number in range(number)]
    values = {
        "programme": school.programmes.get(),
        "form": mentees[0].form or mentor.form,
        "kind": PairKind.GROUP if len(mentees) > 1 else PairKind.INDIVIDUAL,
        "state": PairState.CHOSEN,
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
    }
    pair = Pair.objects.create(school=school, mentor=mentor, **values | fields)
    for mentee in mentees:
        PairMember.objects.create(
            pair=pair,
            mentor=mentor,
            mentee=mentee,
            joined_on=pair.starts_on,
            left_on=pair.ends_on,
            is_binding=pair.state in (PairState.CHOSEN, PairState.IN_ORDER, PairState.ACTIVE),
        )
    return pair
