"""Which representations an order rests on, and how its preamble names them.

Papers are Russian whatever the language of the interface, so these words pass gettext by.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from core.russian.cases import Case
from core.russian.dates import short_date
from core.russian.posts import decline_post
from core.russian.text import NBSP, join_and
from core.terms import expand
from schools.models import Programme
from schools.texts import OrderKind

from .choices import OrderState
from .models import Order, Representation

ONE = {
    Case.NOMINATIVE: "представление",
    Case.GENITIVE: "представления",
    Case.DATIVE: "представлению",
    Case.ACCUSATIVE: "представление",
    Case.INSTRUMENTAL: "представлением",
    Case.PREPOSITIONAL: "представлении",
}
# What stands in the draft while nothing is filed yet.
MANY = {
    Case.NOMINATIVE: "представления",
    Case.GENITIVE: "представлений",
    Case.DATIVE: "представлениям",
    Case.ACCUSATIVE: "представления",
    Case.INSTRUMENTAL: "представлениями",
    Case.PREPOSITIONAL: "представлениях",
}
OPEN = (OrderState.DRAFT, OrderState.RETURNED, OrderState.SUBMITTED)


def filed_for(programme: Programme, kind: OrderKind) -> QuerySet[Representation]:
    """Those of the programme that ask for such an order and rest under no signed one."""
    rows = Representation.objects.filter(
        Q(order__isnull=True) | Q(order__state__in=OPEN),
        programme=programme,
        kind=kind.code,
        filed_on__isnull=False,
    )
    return rows.select_related("author").order_by("filed_on", "pk")


def attach_filed(order: Order, kind: OrderKind | None) -> int:
    """The order cites them from now on, until it is given up."""
    if kind is None or not kind.representation:
        return 0
    free = filed_for(order.programme, kind).filter(order__isnull=True)
    return free.order_by().update(order=order)


def cited(programme: Programme, kind: OrderKind | None) -> Callable[[Case], str]:
    """«представления куратора А. П. Ивановой от 05.10.2026 № 1», in the case asked for."""

    def said(case: Case) -> str:
        rows = list(filed_for(programme, kind)) if kind and kind.representation else []
        if not rows:
            return f"{MANY[case]} {expand('{curators:genitive}')}"
        return join_and(_cited(row, case) for row in rows)

    return said


def _cited(row: Representation, case: Case) -> str:
    day = short_date(row.filed_on) if row.filed_on else ""
    return f"{ONE[case]} {author_in(row, Case.GENITIVE)} от{NBSP}{day} №{NBSP}{row.number}"


def author_in(row: Representation, case: Case) -> str:
    """Post and name, or the body that proposes; an unknown post stays as it was typed."""
    title = row.author_title.strip()
    title = title if case == Case.NOMINATIVE else decline_post(title, case) or title
    name = row.author.initials_in(case) if row.author else ""
    return " ".join(filter(None, [title, name]))
