"""Orders stay: what a preview of destruction and a person's own file say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from core.i18n import gettext as _
from core.russian.dates import short_date
from registry.life_hooks import KEPT, HeldTable, Part
from registry.models import Person

from .choices import OrderState
from .models import Order, OrderProof, OrderRevision


def signed() -> QuerySet[Any]:
    """No word of a signed order is ever changed."""
    return Order.objects.filter(state=OrderState.APPROVED)


def signed_revisions() -> QuerySet[Any]:
    """What is quoted of a signed order is as kept as the order."""
    return OrderRevision.objects.filter(order__state=OrderState.APPROVED)


def proofs() -> QuerySet[Any]:
    """A signature says whose it is for as long as the order is kept."""
    return OrderProof.objects.all()


def foresee(person: Person) -> Iterator[Part]:
    count = signed().filter(named__person=person).distinct().count()
    why = _("хранятся постоянно как документы; имя в них остаётся")
    yield Part(_("подписанные приказы"), count, KEPT, why)


def held(person: Person) -> Iterator[HeldTable]:
    orders = signed().filter(named__person=person).distinct().order_by("signed_on", "pk")
    yield HeldTable(
        "orders",
        _("Приказы, в которых назван человек"),
        (_("номер"), _("дата"), _("о чём")),
        [(order.number, short_date(order.signed_on), order.title) for order in orders],
    )
