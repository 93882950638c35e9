"""History of what is written by the thousand: each index of its table is paid for by every row."""

from __future__ import annotations

from typing import Any, TypeVar

import pghistory
from django.db import models

ModelT = TypeVar("ModelT", bound=models.Model)


def tracked(model: type[ModelT]) -> type[ModelT]:
    """As `pghistory.track`; its rows are looked for by their object, by no other key.

    What PostgreSQL makes of other columns is not kept once more: it follows from them.
    """
    fields = model._meta.local_fields
    keys: dict[str, Any] = {
        field.name: _unindexed(field) for field in fields if isinstance(field, models.ForeignKey)
    }
    made = [field.name for field in fields if field.generated]
    track = pghistory.track(
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
