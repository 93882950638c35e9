"""What has become of a signed order: in force, changed, out of force, cancelled, and by which."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from core.i18n import gettext as _
from core.russian.dates import short_date

from .choices import OrderState, RevisionKind, Standing
from .models import Order, OrderRevision

ENDING = (RevisionKind.REPEALS, RevisionKind.CANCELS)
STANDINGS = {
    RevisionKind.AMENDS: Standing.AMENDED,
    RevisionKind.REPEALS: Standing.REPEALED,
    RevisionKind.CANCELS: Standing.CANCELLED,
}


def revisions_of(order: Order) -> list[OrderRevision]:
    """The signed orders about this one that are in force themselves, in turn."""
    if "revised_by" in getattr(order, "_prefetched_objects_cache", {}):
        return list(order.revised_by.all())
    return list(_in_force().filter(target=order))


def standing_prefetch() -> Prefetch:
    """For lists: what `standing_of` asks, in one query for all rows."""
    return Prefetch("revised_by", queryset=_in_force())


def with_standing(rows: QuerySet[Order]) -> QuerySet[Order]:
    return rows.prefetch_related(standing_prefetch())


def _in_force() -> QuerySet[OrderRevision]:
    rows = OrderRevision.objects.in_force().select_related("order")
    return rows.order_by("order__signed_on", "pk")


def standing_of(order: Order) -> Standing | None:
    """None of a draft."""
    if order.state != OrderState.APPROVED:
        return None
    found = {STANDINGS[RevisionKind(row.kind)] for row in revisions_of(order)}
    for standing in (Standing.CANCELLED, Standing.REPEALED, Standing.AMENDED):
        if standing in found:
            return standing
    return Standing.IN_FORCE


def ended_by(order: Order) -> OrderRevision | None:
    """What has cancelled it or put it out of force."""
    return next((row for row in revisions_of(order) if row.kind in ENDING), None)


def cited(order: Order) -> str:
    """«от 05.10.2026 № 14», as one order names another."""
    if order.signed_on is None:
        return ""
    return f"от {short_date(order.signed_on)} № {order.number}"


def revised_line(revision: OrderRevision) -> str:
    """«Изменён приказом № 15 от 20.11.2026.»"""
    words = {
        RevisionKind.AMENDS: _("Изменён приказом № %(number)s от %(day)s."),
        RevisionKind.REPEALS: _("Утратил силу по приказу № %(number)s от %(day)s."),
        RevisionKind.CANCELS: _("Отменён приказом № %(number)s от %(day)s."),
    }
    return words[RevisionKind(revision.kind)] % _numbered(revision.order)


def standing_lines(order: Order) -> list[str]:
    """For pages, lists and exports: what has become of the order; nobody is named."""
    return [revised_line(row) for row in revisions_of(order)]


def own_lines(order: Order) -> list[str]:
    """What the order itself does to others: «Отменяет приказ № 14 от 05.10.2026.»"""
    words = {
        RevisionKind.AMENDS: _("Вносит изменения в приказ № %(number)s от %(day)s."),
        RevisionKind.REPEALS: _("Признаёт утратившим силу приказ № %(number)s от %(day)s."),
        RevisionKind.CANCELS: _("Отменяет приказ № %(number)s от %(day)s."),
    }
    rows = order.revises.select_related("target")
    return [words[RevisionKind(row.kind)] % _numbered(row.target) for row in rows]


def _numbered(order: Order) -> dict[str, str]:
    return {"number": order.number, "day": short_date(order.signed_on) if order.signed_on else ""}
