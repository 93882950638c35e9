"""What every action that saves a row of the bases does: check it, write only what changed."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from core.clock import today
from core.errors import DomainError
from core.i18n import gettext as _


def save_checked(obj: models.Model) -> list[str]:
    """Save a new row, or the changed fields of an old one; the names of what was written.

    Raises `DomainError` with the words of the fields and constraints that don't hold.
    """
    try:
        obj.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(_messages_of(obj, error))) from error
    if obj.pk is None:
        _write(obj)
        return [field.name for field in _columns(obj)]
    changed = changed_fields(obj)
    if changed:
        _write(obj, update_fields=[*changed, "updated_at"])
    return changed


def _write(obj: models.Model, **how: Any) -> None:
    """Save; what another request wrote since the check is told in the constraint's words."""
    try:
        with transaction.atomic():
            obj.save(**how)
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None)
        for constraint in obj._meta.constraints:
            if constraint.name == name:
                raise DomainError(str(constraint.violation_error_message)) from error
        raise


def changed_fields(obj: models.Model) -> list[str]:
    """Fields in which the object differs from its row."""
    columns = _columns(obj)
    row = type(obj)._base_manager.filter(pk=obj.pk).values_list(*(f.attname for f in columns)).get()
    return [
        field.name
        for field, before in zip(columns, row, strict=True)
        if getattr(obj, field.attname) != before
    ]


def check_day(day: datetime.date) -> None:
    """What somebody signed or did can't be dated tomorrow."""
    if day > today():
        raise DomainError(_("Дата ещё не наступила. Укажите сегодняшнюю или более раннюю."))


def _columns(obj: models.Model) -> list[models.Field]:
    skipped = {"id", "created_at", "updated_at"}
    return [f for f in obj._meta.concrete_fields if not f.generated and f.name not in skipped]


def _messages_of(obj: models.Model, error: ValidationError) -> list[str]:
    found = []
    for name, messages in error.message_dict.items():
        if name == "__all__":
            found += messages
        else:
            title = getattr(obj._meta.get_field(name), "verbose_name", name)
            found += [f"{title}: {message}" for message in messages]
    return found
