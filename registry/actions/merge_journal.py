"""What a merge writes, step by step, so that it can be read backwards.

A step is `{"op": "update", "model", "pk", "before", "after"}` or `{"op": "delete", "model",
"row"}`; values by column, as JSON, bytes in base64.
"""

from __future__ import annotations

import base64
import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pghistory
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.db.models import QuerySet

from core.bulk import delete_rows
from core.errors import DomainError
from core.i18n import gettext as _

from ..merge_fields import references
from ..models import DataQuestion, MenteeCard, MentorCard, Person, SpecialNote
from ..models.history import MERGED

_WHOLE = (Person, MentorCard, MenteeCard)


def tell_database() -> None:
    """Until the transaction ends: two rows are one person, so even what is kept points anew.

    Triggers of kept rows ask for it (`orders.models.orders`).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mentoring.merging', 'on', true)")


class Journal:
    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []

    def update(self, row: models.Model, values: Mapping[str, Any]) -> None:
        """Write columns of a row; those that are so already are left out."""
        columns = {f.attname: f for f in row._meta.concrete_fields}
        names = {columns[_attname(row, name)].attname: value for name, value in values.items()}
        before = {name: dumped(getattr(row, name)) for name in names}
        after = {name: dumped(value) for name, value in names.items()}
        changed = [name for name in names if before[name] != after[name]]
        if not changed:
            return
        _rows(type(row)).filter(pk=row.pk).update(**{name: names[name] for name in changed})
        for name in changed:
            setattr(row, name, names[name])
        self.steps.append(
            {
                "op": "update",
                "model": row._meta.label_lower,
                "pk": row.pk,
                "before": {name: before[name] for name in changed},
                "after": {name: after[name] for name in changed},
            }
        )

    def delete_rows(self, rows: QuerySet[Any]) -> None:
        for row in rows:
            self.delete(row)

    def delete(self, row: models.Model) -> None:
        """Nothing points to the row any more: its owner has been absorbed."""
        kept = {f.attname: dumped(getattr(row, f.attname)) for f in _columns(type(row))}
        if isinstance(row, _WHOLE):
            pghistory.create_event(row, label=MERGED)
        delete_rows(type(row), [row.pk])
        self.steps.append({"op": "delete", "model": row._meta.label_lower, "row": kept})

    def absorb(self, kept: models.Model, gone: models.Model) -> None:
        """Move all that points to `gone` to `kept`, then remove `gone`."""
        for field in list(references(type(gone))):
            for row in _rows(field.model).filter(**{field.name: gone}).order_by("pk"):
                self._move(row, field, kept)
        self.delete(gone)

    def _move(self, row: models.Model, field: models.Field, kept: models.Model) -> None:
        twin = _twin(row, field, kept)
        if twin is None:
            self.update(row, {field.attname: kept.pk})
        else:
            self._fold(twin, row)

    def _fold(self, twin: models.Model, row: models.Model) -> None:
        """Both have what one person has once: what hangs on the second goes to the first."""
        if isinstance(twin, SpecialNote) and isinstance(row, SpecialNote):
            texts = [text for text in (twin.text, row.text) if text.strip()]
            self.update(
                twin,
                {
                    "text": "\n".join(dict.fromkeys(texts)),
                    "categories": sorted({*twin.categories, *row.categories}),
                },
            )
        elif isinstance(twin, DataQuestion) and isinstance(row, DataQuestion):
            self.update(twin, {"due_on": min(twin.due_on, row.due_on)})
        self.absorb(twin, row)


def _twin(row: models.Model, field: models.Field, kept: models.Model) -> models.Model | None:
    """The row of `kept` that a constraint does not let stand beside this one once it has moved."""
    model: Any = type(row)
    rows = _rows(model).exclude(pk=row.pk)
    if field.unique:
        return rows.filter(**{field.name: kept}).first()
    for constraint in model._meta.constraints:
        names = getattr(constraint, "fields", ())
        if not isinstance(constraint, models.UniqueConstraint) or field.name not in names:
            continue
        same = {name: getattr(row, model._meta.get_field(name).attname) for name in names}
        if any(value is None for name, value in same.items() if name != field.name):
            continue
        same[field.name] = kept.pk
        found = rows.filter(**same)
        if constraint.condition is not None:
            if not _rows(model).filter(constraint.condition, pk=row.pk).exists():
                continue
            found = found.filter(constraint.condition)
        if twin := found.first():
            return twin
    return None


# --- back


def take_back_journal(steps: Sequence[Mapping[str, Any]]) -> None:
    """From the last step to the first. Raises `DomainError` where a row was changed since."""
    for step in reversed(steps):
        model = apps.get_model(step["model"])
        if step["op"] == "delete":
            values = {name: loaded(model, name, value) for name, value in step["row"].items()}
            row = model(**values)
            row.save_base(raw=True, force_insert=True)
            continue
        row = _rows(model).filter(pk=step["pk"]).first()
        if row is None:
            if model in _WHOLE:
                raise DomainError(_("Отменить нельзя: записи, которую оставили, уже нет."))
            continue
        for name, after in step["after"].items():
            if dumped(getattr(row, name)) != after:
                raise DomainError(
                    _("Отменить нельзя: после объединения изменено «%(field)s» (%(what)s).")
                    % {
                        "field": str(model._meta.get_field(_field(model, name)).verbose_name),
                        "what": str(model._meta.verbose_name),
                    }
                )
        back = {name: loaded(model, name, value) for name, value in step["before"].items()}
        _rows(model).filter(pk=row.pk).update(**back)


# --- values


def dumped(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return {"base64": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def loaded(model: type[models.Model], attname: str, value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"base64"}:
        return base64.b64decode(value["base64"])
    field: Any = next(f for f in model._meta.concrete_fields if f.attname == attname)
    if isinstance(field, models.ForeignKey):
        return value
    return value if isinstance(field, models.JSONField) else field.to_python(value)


def _columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _rows(model: type[models.Model]) -> QuerySet[Any]:
    return model._base_manager.all()


def _attname(row: Any, name: str) -> str:
    try:
        return row._meta.get_field(name).attname
    except FieldDoesNotExist:
        return name


def _field(model: type[models.Model], attname: str) -> str:
    return next(f.name for f in model._meta.concrete_fields if f.attname == attname)
