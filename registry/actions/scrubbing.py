"""Takes words out of texts that are kept: every column of text and JSON, also of history.

Knows no table by name but those where a name is the row's own: people and accounts, whose names
are written by their own actions. Rows that are documents are left (`life_hooks.kept_rows_of`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast, Left

from core.models import AuditEvent, Job

from ..life_hooks import kept_rows_of
from ..traces import REMOVED

# A name in these is a column of its own; a paper that was issued is what it was.
_SKIPPED = {
    "accounts.user",
    "documents.document",
    "registry.consent",
    "registry.consentwording",
    "registry.erasure",
    "registry.person",
    "schools.school",
    "schools.signatory",
}
_FAR = 4


def scrub_school(school_id: int, pattern: str) -> dict[str, int]:
    """In every table whose rows belong to the school: model → rows changed."""
    found: dict[str, int] = {}
    if not pattern:
        return found
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower in _SKIPPED or not model._meta.managed or model._meta.proxy:
            continue
        path = school_path(model)
        if path is None:
            continue
        rows = model._base_manager.filter(**{path: school_id})
        kept = kept_rows_of(model._meta.label_lower)
        if kept is not None:
            rows = rows.exclude(pk__in=kept.order_by().values("pk"))
        if number := scrub_rows(rows, pattern):
            found[model._meta.label_lower] = number
    return found


def scrub_rows(rows: QuerySet[Any], pattern: str) -> int:
    """In the columns of these rows; how many times a row was written."""
    if not pattern:
        return 0
    model, number = rows.model, 0
    keys = model._base_manager.filter(pk__in=rows.order_by().values("pk"))
    for field in texts_of(model):
        text = Cast(F(field.attname), TextField())
        wrong = keys.annotate(text_of_column=text).filter(text_of_column__regex=pattern)
        number += wrong.order_by().update(**{field.attname: _without(field, text, pattern)})
    return number


def _without(field: models.Field, text: Any, pattern: str) -> Any:
    clean: Any = Func(
        text,
        Value(pattern),
        Value(REMOVED),
        Value("g"),
        function="regexp_replace",
        output_field=TextField(),
    )
    if isinstance(field, models.JSONField):
        return Cast(clean, models.JSONField())
    return Left(clean, field.max_length) if field.max_length else clean


def texts_of(model: type[models.Model]) -> Iterator[models.Field]:
    """Columns in which somebody writes: not codes, not hashes, not what the database makes."""
    for field in model._meta.concrete_fields:
        if field.generated or field.primary_key or field.unique or field.choices:
            continue
        if "hash" in field.name or field.name == "sha256":
            continue
        if isinstance(field, (models.CharField, models.TextField, models.JSONField)):
            yield field


def school_path(model: type[models.Model], depth: int = _FAR) -> str | None:
    """«plan__school_id»: how a row is known to be of a school; None where it is of none."""
    if model in (AuditEvent, Job):
        return "school_id"
    names = {f.name: f for f in model._meta.concrete_fields}
    if "school" in names:
        return "school_id"
    if depth == 0:
        return None
    for field in names.values():
        target = field.related_model
        if not isinstance(field, models.ForeignKey) or not isinstance(target, type):
            continue
        if target._meta.label_lower in ("accounts.user", "contenttypes.contenttype"):
            continue
        if (further := school_path(target, depth - 1)) is not None:
            return f"{field.name}__{further}"
    return None
