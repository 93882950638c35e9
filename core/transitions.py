"""States are a table with one writer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from core.i18n import gettext as _

from .errors import StateError

ModelT = TypeVar("ModelT", bound=models.Model)
Table = Mapping[str, frozenset[str]]


def lock(obj: ModelT) -> ModelT:
    """The same row, locked until the transaction ends, with fresh values.

    Raises `StateError` where the row is gone.
    """
    fresh = type(obj)._default_manager.select_for_update(of=("self",)).filter(pk=obj.pk).first()
    if fresh is None:
        raise StateError(_("Эта запись уже удалена."))
    return fresh


def can_move(obj: models.Model, to: str, table: Table, *, field: str = "state") -> bool:
    return to in table.get(getattr(obj, field), frozenset())


def move(obj: ModelT, to: str, table: Table, *, field: str = "state", **changes: Any) -> ModelT:
    """Take a row that `lock` returned to state `to` and save it with `changes`.

    Raises `StateError` where the table has no such way: the second of two clicks ends here.
    """
    if not can_move(obj, to, table, field=field):
        column: Any = type(obj)._meta.get_field(field)
        states = dict(column.flatchoices)
        raise StateError(
            _("Сейчас состояние «%(now)s», перевести в «%(to)s» нельзя.")
            % {"now": states.get(getattr(obj, field)), "to": states.get(to)}
        )
    setattr(obj, field, to)
    for name, value in changes.items():
        setattr(obj, name, value)
    names = [field, *changes]
    if any(f.name == "updated_at" for f in obj._meta.fields):
        names.append("updated_at")
    obj.save(update_fields=names)
    return obj
