"""Pairs of the same two that are over: what a calculation makes of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from core.i18n import gettext as _
from schools.models import Regulation

from .choices import ENDED, SIGNED, ChangeKind, PairState
from .models import PairChange, PairMember


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last pair of two people that is over; `was_broken` where it ended before its day."""

    starts_on: datetime.date
    ends_on: datetime.date
    was_broken: bool

    def __str__(self) -> str:
        """«01.09.2025 – 31.05.2026»."""
        return f"{self.starts_on:%d.%m.%Y} – {self.ends_on:%d.%m.%Y}"


@dataclass(frozen=True, slots=True)
class Ties:
    """What two people have to do with each other besides their cards; mentor, mentee → …

    `wishes` has the place on the list of each side, `earlier` the last pair that is over.
    """

    wishes: Mapping[tuple[int, int], Mapping[str, int]]
    earlier: Mapping[tuple[int, int], Earlier]


NO_TIES = Ties({}, {})


def may_pair_again(regulation: Regulation) -> bool:
    """Whether two whose pair was broken off may be proposed to each other; the curator always may.

    The school says so in `texts.matching.again`.
    """
    return bool(regulation.texts.get("matching", {}).get("again", False))


def read_earlier(school_id: int) -> dict[tuple[int, int], Earlier]:
    """Mentor, mentee (cards) → their last pair that is over. One query."""
    replaced = PairChange.objects.filter(
        pair=OuterRef("pair"), kind=ChangeKind.REPLACEMENT, state__in=SIGNED
    )
    # What an order ends on a day to come is known to be over by then.
    over = Q(pair__state__in=ENDED) | Q(pair__state=PairState.ACTIVE, pair__closes_on__isnull=False)
    rows = PairMember.objects.filter(over, pair__school_id=school_id)
    found = {}
    for mentor, mentee, start, end, state, is_cut, was_replaced in (
        rows.order_by("left_on", "pk")
        .annotate(
            was_replaced=Exists(replaced),
            is_cut=Q(pair__state=PairState.ACTIVE, pair__closes_on__lt=F("pair__ends_on")),
        )
        .values_list(
            "mentor_id",
            "mentee_id",
            "joined_on",
            "left_on",
            "pair__state",
            "is_cut",
            "was_replaced",
        )
    ):
        is_early = state == PairState.ENDED_EARLY or is_cut
        found[mentor, mentee] = Earlier(start, end, was_replaced or is_early)
    return found


def broken_text(earlier: Earlier) -> str:
    """Why these two are not proposed again."""
    text = _("их пара %(days)s завершилась досрочно или сменила {mentor:accusative}")
    return text % {"days": earlier}
