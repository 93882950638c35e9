"""An order that changes, repeals or cancels one that was signed before."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from core.audit import record
from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import can_move, lock, move
from documents.actions import cancel_document
from documents.choices import DOCUMENT_TRANSITIONS, DocumentState
from documents.models import Document
from registry.actions import end_appointment
from registry.models import Appointment

from ..choices import RevisionKind
from ..models import Order, OrderRevision
from ..queries import people_of
from ..revising import CODES, Change, refuse_unless_revisable, revision_texts
from ..signals import order_cancelled, order_cancelling
from ..standing import cited, revisions_of
from .drafting import draft_order


@transaction.atomic
def draft_revision(
    target: Order,
    *,
    kind: str,
    reason: str,
    actor: Any,
    changes: Sequence[Change] = (),
) -> Order:
    """A draft about a signed order; it is numbered in the same series and names the same people.

    Nothing happens to the order before the draft is signed. `reason` becomes the preamble.
    """
    kind = RevisionKind(kind)
    target = lock(target)
    refuse_unless_revisable(target, kind)
    if not reason.strip():
        raise DomainError(_("Напишите основание: почему приказ меняют или отменяют."))
    if kind == RevisionKind.CANCELS:
        consequences_of_cancelling(target)
    order = draft_order(
        CODES[kind],
        programme=target.programme,
        actor=actor,
        people=people_of(target),
        data={"as_kind": target.kind},
        **revision_texts(kind, target, reason=reason, changes=changes),
    )
    OrderRevision.objects.create(order=order, target=target, kind=kind)
    record(
        "orders.draft_revision",
        target,
        actor=actor,
        text=_("Составлен проект приказа об этом приказе."),
        about=[order],
        data={"kind": kind},
    )
    return order


def consequences_of_cancelling(target: Order) -> list[str]:
    """What would be undone, in words. Raises `DomainError` where life went on and it can't be."""
    told: list[str] = []
    for _receiver, sentences in order_cancelling.send(sender=Order, order=target):
        told += sentences or []
    if count := _appointments(target, today()).count():
        told.append(
            _("Назначения по приказу завершатся (%s); прежние назначения сами не вернутся.") % count
        )
    return told


def check_revisions(order: Order) -> None:
    """Before it is handed over and before it is signed: may its targets still be revised?"""
    for revision in order.revises.select_related("target").order_by("target_id"):
        target = lock(revision.target)
        refuse_unless_revisable(target, RevisionKind(revision.kind))
        if revision.kind == RevisionKind.CANCELS:
            consequences_of_cancelling(target)


@transaction.atomic
def apply_revisions(order: Order, *, actor: Any) -> None:
    """The order is signed: the papers of its targets say so, what a cancelled one did is undone."""
    for revision in order.revises.select_related("target__document").order_by("target_id"):
        target = revision.target
        _keep_parts(revision)
        if revision.kind == RevisionKind.AMENDS:
            _mark(target.document, DocumentState.AMENDED)
            verb, text = "orders.order_amended", _("В приказ внесены изменения: приказ № %s.")
        else:
            is_cancelled = revision.kind == RevisionKind.CANCELS
            if is_cancelled:
                _undo(target, by=order, actor=actor)
                verb, text = "orders.order_cancelled", _("Приказ отменён: приказ № %s.")
            else:
                verb, text = "orders.order_repealed", _("Приказ утратил силу: приказ № %s.")
            if target.document is not None:
                cancel_document(target.document, actor=actor, reason=f"приказ {cited(order)}")
            _release_amended(target)
        record(
            verb,
            target,
            actor=actor,
            text=text % order.number,
            about=[order, *people_of(target)],
            data={"order": order.pk, "number": order.number},
        )


def _keep_parts(revision: OrderRevision) -> None:
    """What was signed, not what was first drafted."""
    points = revision.order.points
    revision.parts = [inner["text"] for point in points for inner in point.get("points", ())]
    revision.save(update_fields=["parts"])


def _mark(document: Document | None, state: str) -> None:
    if document is None:
        return
    document = lock(document)
    if document.state != state and can_move(document, state, DOCUMENT_TRANSITIONS):
        move(document, state, DOCUMENT_TRANSITIONS)


def _release_amended(order: Order) -> None:
    """What this order had changed reads as before, unless another one changes it as well."""
    for revision in order.revises.filter(kind=RevisionKind.AMENDS).select_related("target"):
        if not revisions_of(revision.target):
            _mark(revision.target.document, DocumentState.IN_FORCE)


def _undo(target: Order, *, by: Order, actor: Any) -> None:
    order_cancelled.send(sender=Order, order=target, by=by, actor=actor)
    assert by.signed_on is not None
    for appointment in _appointments(target, by.signed_on):
        end_appointment(
            appointment,
            actor=actor,
            day=max(appointment.valid_from, by.signed_on),
            reason=_("Приказ отменён: %s") % cited(by),
        )


def _appointments(target: Order, day: datetime.date) -> Any:
    """Those that the order made and that are not over by that day."""
    rows = Appointment.objects.filter(document=target.document, document__isnull=False)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).select_related("person")
