"""The audit trail: one call in every action, in the action's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from .models import AuditEvent


def ref(obj: models.Model) -> str:
    """«orders.order:15», the address of a row in the trail."""
    return f"{obj._meta.label_lower}:{obj.pk}"


def record(
    verb: str,
    target: models.Model,
    *,
    actor: Any,
    text: str,
    about: Iterable[models.Model] = (),
    data: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write what was done to `target`; it also stands in the timeline of each row of `about`.

    `text` is a Russian sentence without names of people; old and new values go to `data`.
    """
    school_id = getattr(target, "school_id", None)
    if school_id is None and target._meta.label_lower == "schools.school":
        school_id = target.pk
    return AuditEvent.objects.create(
        verb=verb,
        actor=actor if getattr(actor, "pk", None) else None,
        school_id=school_id,
        text=text,
        refs=list(dict.fromkeys([ref(target), *(ref(obj) for obj in about)])),
        data=data or {},
    )


def timeline(obj: models.Model) -> models.QuerySet[AuditEvent]:
    """Everything that happened to a row, newest first, with the authors."""
    return AuditEvent.objects.filter(refs__contains=[ref(obj)]).select_related("actor")
