"""History of what is written by the thousand: every row and index of its table is paid for."""

from __future__ import annotations

from typing import Any, TypeVar

import pghistory
from django.db import models

# Written by hand of a row that becomes one with another: who reads on needs its last version.
MERGED = "merged"
ModelT = TypeVar("ModelT", bound=models.Model)


def tracked(model: type[ModelT]) -> type[ModelT]:
    """As `pghistory.track`, but an event is the row as it was before a change, with who changed it.

    Today's version is the row itself and stands nowhere twice. Events are looked for by their
    object, by no other key. What PostgreSQL makes of other columns follows from them and is left
    out.
    """
    fields = model._meta.local_fields
    keys: dict[str, Any] = {
        field.name: _unindexed(field) for field in fields if isinstance(field, models.ForeignKey)
    }
    made = [field.name for field in fields if field.generated]
    track = pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old),
        pghistory.ManualEvent(MERGED),
        level=pghistory.Statement,
        exclude=made,
        attrs=keys,
        context_field=pghistory.ContextForeignKey(db_index=False),
    )
    return track(model)


def _unindexed(field: models.ForeignKey[Any]) -> models.ForeignKey[Any]:
    return models.ForeignKey(
        field.remote_field.model,
        models.DO_NOTHING,
        related_name="+",
        related_query_name="+",
        db_constraint=False,
        db_index=False,
        null=field.null,
    )
