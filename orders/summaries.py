"""What an order does, in a sentence: for a list that is read before the order is."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import Truncator

from core.i18n import gettext as _
from core.i18n import ngettext
from core.russian.text import join_and
from registry.models import Person
from schools.choices import AppointedRole

from .hooks import sentences_of_pairs
from .models import Order

LONGEST = 200
NAMED = 3


def sentences_of(orders: Sequence[Order]) -> dict[int, str]:
    """By the key of the order. The number of queries does not depend on how many there are."""
    found = sentences_of_pairs(orders)
    keys = {row["person"] for order in orders for row in order.data.get("appoints", ())}
    people = Person.objects.in_bulk(keys) if keys else {}
    for order in orders:
        if order.pk not in found:
            found[order.pk] = _appointing(order, people) or _first_point(order)
    return found


def _appointing(order: Order, people: dict[int, Person]) -> str:
    """«Назначает: куратор – Иванов И. И., рабочая группа – 5 человек»."""
    by_role: dict[str, list[str]] = {}
    for row in order.data.get("appoints", ()):
        if row["person"] in people:
            by_role.setdefault(row["role"], []).append(people[row["person"]].short_name)
    parts = [
        _("%(role)s – %(people)s")
        % {"role": str(AppointedRole(role).label).lower(), "people": _listed(names)}
        for role, names in by_role.items()
    ]
    return _("Назначает: %s.") % "; ".join(parts) if parts else ""


def _listed(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    if len(unique) <= NAMED:
        return join_and(unique)
    return ngettext("%(n)s человек", "%(n)s человек", len(unique)) % {"n": len(unique)}


def _first_point(order: Order) -> str:
    texts = [point["text"] for point in order.points if point.get("text")]
    if not texts:
        return ""
    first = Truncator(" ".join(texts[0].split()).removesuffix(":").removesuffix(".")).chars(LONGEST)
    if len(order.points) == 1:
        return f"{first}."
    return _("%(text)s. Всего пунктов: %(number)s.") % {"text": first, "number": len(order.points)}
