"""Who looks after a pair: changed for many pairs at once, when a curator leaves or comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accounts.choices import Role
from accounts.queries import users_with_role
from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from registry.choices import Base

from ..choices import PairState
from ..models import Pair

# A pair that is over keeps the curator it had.
OPEN = (PairState.CHOSEN, PairState.IN_ORDER, PairState.ACTIVE)


@transaction.atomic
def set_curator_of_cards(base: str, card_ids: Sequence[int], user_id: str, actor: Any) -> int:
    """Of the pairs of these cards that the actor sees and that are not over; how many changed."""
    curator = users_with_role(actor.school, Role.CURATOR).filter(pk=user_id).first()
    if curator is None:
        raise DomainError(_("Выберите {curator:accusative} из списка."))
    side = "mentor_id" if base == Base.MENTORS else "members__mentee_id"
    found = Pair.objects.visible_to(actor).filter(state__in=OPEN, **{f"{side}__in": card_ids})
    keys = list(found.order_by().values_list("pk", flat=True).distinct())
    pairs = Pair.objects.filter(pk__in=keys).exclude(curator=curator)
    changed = list(pairs.select_for_update(of=("self",)).order_by("pk"))
    for pair in changed:
        before, pair.curator = pair.curator_id, curator
        pair.save(update_fields=["curator", "updated_at"])
        record(
            "pair.curator_set",
            pair,
            actor=actor,
            text=_("Назначен {curator} пары."),
            data={"before": before, "after": curator.pk},
        )
    if not changed:
        raise DomainError(_("У выбранных нет пары, которую можно передать."))
    return len(changed)
