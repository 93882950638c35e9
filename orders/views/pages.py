"""The page of an order: the paper as it is or will be, its state, what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.views.generic import DetailView

from accounts.models import User
from core.audit import timeline
from core.clock import today
from core.findings import Finding, blocks, warnings
from core.permissions import Permitted
from documents.queries import is_ready, paper_of, render_job
from documents.rendering import html_of
from schools.queries import made_up_data

from ..actions import texts_now
from ..choices import OrderState, SheetKind
from ..forms import TYPED_OF_JOURNAL, AgreeForm, ApproveForm
from ..models import Order, OrderTask
from ..papers import order_paper
from ..rules import SIGNATORY, findings_of, is_numbered_by_hand, kind_name
from ..sheets import SheetLine, awaited_lines, lines_of, sheets_of
from .after import after_context

EVENTS_SHOWN = 20


class OrderDetailView(Permitted, DetailView):
    permission_required = "orders.view_order"
    template_name = "orders/order_detail.html"

    def get_queryset(self) -> QuerySet[Order]:
        return Order.objects.visible_to(self.request.user).select_related(
            "school", "programme__regulation", "regulation", "document", "drafted_by", "approved_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order, user = self.object, self.request.user
        paper = paper_of(order.document) if order.document else order_paper(order)
        may_draft = user.has_perm("orders.draft_order")
        may_approve = user.has_perm("orders.approve_order")
        may_edit = may_draft and order.is_editable
        waits = order.state == OrderState.SUBMITTED
        may_decide = may_approve and waits
        found = findings_of(order, today()) if order.is_editable or waits else []
        return super().get_context_data(
            sheet=html_of(paper, preview=True),
            kind=kind_name(order),
            gaps=_gaps(order, blocks(found), may_edit=may_edit),
            warnings=warnings(found) if may_draft or may_approve else [],
            made_up=list(made_up_data(order.school)) if order.is_editable or waits else [],
            may_edit=may_edit,
            may_decide=may_decide,
            remarks=order.remarks.all() if may_draft or may_approve else [],
            approve_form=approve_form_of(order, self.request.GET) if may_decide else None,
            may_refill=may_edit and "fields" in order.data,
            may_refresh=may_edit and texts_now(order) is not None,
            differences=len(order.data.get("differences", [])) if may_edit else 0,
            tasks=list(
                OrderTask.objects.visible_to(user).filter(order=order).select_related("person")
            ),
            today=today(),
            sheets=_sheets(order) if may_draft or may_approve else [],
            own_line=_own_line(order, user),
            agree_form=_agree_form(order, user),
            may_gather=may_edit and not sheets_of(order),
            seen_at=order.updated_at.isoformat(),
            named_count=order.named.count(),
            events=timeline(order)[:EVENTS_SHOWN] if may_draft or may_approve else None,
            **after_context(order, user),
            **files_context(order),
            **kwargs,
        )


def approve_form_of(order: Order, typed: Mapping[str, str]) -> ApproveForm | None:
    """What the director writes besides: nothing where the system numbers."""
    if not is_numbered_by_hand(order):
        return None
    kept = {name: typed[name] for name in TYPED_OF_JOURNAL if name in typed}
    return ApproveForm(initial={"signed_on": today(), **kept})


def _sheets(order: Order) -> list[dict[str, Any]]:
    """The sheets that the order asks for, and how far they are filled."""
    rows = []
    for sheet in sheets_of(order):
        lines = lines_of(order, sheet)
        rows.append(
            {
                "sheet": sheet,
                "title": SheetKind(sheet).label,
                "marked": sum(line.mark is not None for line in lines),
                "count": len(lines),
            }
        )
    return rows


def _agree_form(order: Order, user: User) -> AgreeForm | None:
    """For whoever is asked now whether they agree."""
    if order.agreement_asked_at is None or order.signed_on is not None:
        return None
    lines = awaited_lines(order)
    is_asked = any(line.person and line.person.user_id == user.pk for line in lines)
    return AgreeForm() if is_asked else None


def _own_line(order: Order, user: User) -> SheetLine | None:
    """The line of the one who looks, where the order is to be read by them."""
    if order.signed_on is None:
        return None
    lines = lines_of(order, SheetKind.ACQUAINTANCE)
    return next((line for line in lines if line.person and line.person.user_id == user.pk), None)


def _gaps(order: Order, found: list[Finding], *, may_edit: bool) -> list[dict[str, str]]:
    """What keeps the order from being signed, with the link that mends it."""

    def page(finding: Finding) -> str:
        if not may_edit or finding.code == SIGNATORY:
            return ""
        is_of_text = finding.code.startswith("order.") or "fields" not in order.data
        return reverse(f"orders:order_{'update' if is_of_text else 'data'}", args=[order.pk])

    return [{"text": str(finding), "url": page(finding)} for finding in found]


def files_context(order: Order) -> dict[str, Any]:
    """Whether the files of an approved order are there, and the job that makes them."""
    if order.document is None:
        return {"has_files": False, "job": None}
    ready = is_ready(order.document)
    return {"has_files": ready, "job": None if ready else render_job(order.document)}
