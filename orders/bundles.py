"""Extracts of a signed order for everybody whom it names, in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from core.errors import DomainError
from core.i18n import gettext_lazy as _
from documents.bundles import BundleKind, Sheet, bundle_kinds, bundles_of

from .choices import OrderState
from .extracts import Extracts
from .models import Order, OrderPerson


def named_in(order: Order, user: Any) -> list[int]:
    """Keys of the people whom the order names, of those whom this user may see, by surname."""
    if order.state != OrderState.APPROVED:
        return []
    rows = OrderPerson.objects.visible_to(user).filter(order=order)
    return list(rows.order_by("person__search_name", "pk").values_list("person", flat=True))


def extract_sheets(order: Order, keys: Sequence[int]) -> Iterator[Sheet]:
    """Without those whose name the text of the order does not have."""
    extracts = Extracts(order)
    people = {person.pk: person for person in extracts.people}
    for key in keys:
        if key not in people:
            continue
        try:
            paper = extracts.paper_for(people[key])
        except DomainError:
            continue
        yield Sheet(people[key].last_name, paper)


EXTRACTS = BundleKind("orders.extracts", _("Выписки для всех"), named_in, extract_sheets)


def bundles_offered(order: Order, user: Any) -> list[dict[str, Any]]:
    """What may be made of a signed order for many, with the number of people."""
    found = ((kind, len(kind.keys_of(order, user))) for kind in bundle_kinds())
    return [{"kind": kind, "count": count} for kind, count in found if count]


def bundles_ready(order: Order, user: Any) -> list[dict[str, Any]]:
    """What this user has asked for and may take."""
    titles = {kind.code: kind.title for kind in bundle_kinds()}
    return [
        {"bundle": row, "title": titles[row.kind]}
        for row in bundles_of(order, user)
        if row.kind in titles
    ]
