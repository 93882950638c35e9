"""The numbers of a home page: who takes part, and how far each step has reached."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from core import clock
from core.i18n import gettext as _
from pairing.choices import PairState
from pairing.models import Pair, PairMember
from plans.queries import approved_share
from registry.models import MenteeCard
from schools.models import Programme

from ..todo import open_url

# Pairs that an order has put in force, whatever became of them.
BEGUN = (PairState.ACTIVE, PairState.COMPLETED, PairState.ENDED_EARLY)


@dataclass(frozen=True, slots=True)
class Tile:
    """A number of a whole; `url` is the list behind it, empty for those who may not open it."""

    text: str
    number: int
    of: int | None
    url: str


def tiles_for(user: User, programme: Programme) -> list[Tile]:
    """Four numbers in three queries, over what this user sees."""
    mentees = MenteeCard.objects.visible_to(user).active()
    pairs = Pair.objects.visible_to(user).filter(programme=programme).order_by()
    today = clock.today()
    members = PairMember.objects.binding_on(today)
    paired = members.filter(pair__in=pairs.standing_on(today)).values("mentee").distinct()
    total, share = mentees.count(), approved_share(pairs.filter(state__in=BEGUN))
    plans = open_url(user, "plans.view_plan", "plans:plan_list")
    feedback = open_url(user, "plans.read_feedback", "plans:feedback_list")
    return [
        Tile(_("{mentees:genitive} в базе"), total, None, reverse("registry:mentee_list")),
        Tile(_("в паре или группе"), paired.count(), total, reverse("pairing:pair_list")),
        Tile(_("планов утверждено"), share["plans"], share["members"], plans),
        Tile(_("итоговых документов передано"), share["feedback"], share["members"], feedback),
    ]
