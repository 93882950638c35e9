"""Two rounds of wishes, for the routes where people say whom they would like."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from core.links import hash_of
from pairing.choices import RoundKind, RoundState, WishSide
from pairing.models import WishRequest, WishRound
from pairing.testing import make_preference
from registry.models import MenteeCard, MentorCard
from registry.testing import make_mentee, make_mentor
from schools.models import School

WISH_TOKEN = "a-token-of-a-wish"


def wish_objects(school: School, mentor: MentorCard, mentee: MenteeCard) -> dict[str, Any]:
    """`wish_request` is of the user who is a mentee, and of the parent."""
    programme = school.programmes.get()
    until = timezone.localdate() + datetime.timedelta(days=7)
    shared = {"school": school, "programme": programme, "closes_on": until, "offered": 3}
    found = WishRound.objects.create(kind=RoundKind.WISHES, **shared)
    chosen = WishRound.objects.create(kind=RoundKind.CHOICE, state=RoundState.CLOSED, **shared)
    asked = {"school": school, "side": WishSide.MENTEE, "candidates": [mentor.pk]}
    return {
        "wish_round": found,
        "wish_request": WishRequest.objects.create(
            round=found, mentee=mentee, token_hash=hash_of(WISH_TOKEN), **asked
        ),
        "choice_request": WishRequest.objects.create(
            round=chosen, mentee=make_mentee(school), **asked
        ),
        "preference": make_preference(make_mentor(school), make_mentee(school)),
    }
