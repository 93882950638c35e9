"""Who may be told of a pair's direction, and who may ask that the pair be changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from core import clock
from core.i18n import gettext as _
from schools.models import Direction

from .choices import RequestSide
from .models import Pair, PairMember

SPECIAL = "registry.view_special"


def may_see_direction(user: Any, direction: Direction | None) -> bool:
    return direction is None or not direction.is_sensitive or user.has_perm(SPECIAL)


def directions_to_name(user: Any) -> QuerySet[Direction]:
    """Directions that this user may filter by: a filter tells as much as a column."""
    rows = Direction.objects.visible_to(user)
    return rows if user.has_perm(SPECIAL) else rows.filter(is_sensitive=False)


def sides_of(user: Any, pair: Pair) -> list[str]:
    """For which sides of a pair this user may ask: their own; who keeps the pairs, for all."""
    if user.has_perm("pairing.manage_pair"):
        return [RequestSide.MENTEE, RequestSide.MENTOR, RequestSide.CURATOR]
    sides: list[str] = []
    if own_members(user, pair).exists():
        sides.append(RequestSide.MENTEE)
    if pair.mentor.person.user_id == user.pk:
        sides.append(RequestSide.MENTOR)
    return sides


def ask_label_of(sides: list[str]) -> str:
    """What the button to ask says."""
    if sides == [RequestSide.MENTOR]:
        return _("Сложить обязанности {mentor:genitive}")
    if RequestSide.CURATOR in sides:
        return _("Записать обращение")
    return _("Попросить {mentor:другого/другую} {mentor:accusative}")


def own_members(user: Any, pair: Pair) -> QuerySet[PairMember]:
    """Of the pair's mentees those for whom this user asks: themselves, their children, or all."""
    rows = PairMember.objects.filter(pair=pair).binding_on(clock.today())
    rows = rows.select_related("mentee__person")
    if user.has_perm("pairing.manage_pair"):
        return rows
    person = "mentee__person"
    own = Q(**{f"{person}__user_id": user.pk})
    own |= Q(**{f"{person}__guardianships__guardian__user_id": user.pk})
    return rows.filter(own).distinct()
