"""Target values by group and year."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core import audit
from core.i18n import gettext as _
from core.transitions import lock
from schools.models import School, Target

from .values import apply_values


@transaction.atomic
def save_target(
    school: School, *, actor: Any, target: Target | None = None, **values: Any
) -> Target:
    """Raises `ValidationError` for a second value of a group and year, or no share."""
    lock(school)
    row = lock(target) if target else Target(school=school)
    changes = apply_values(row, values, ("group", "year", "percent"))
    row.save()
    audit.record(
        "schools.save_target",
        row,
        actor=actor,
        text=_("Изменено целевое значение."),
        about=[school],
        data={"changes": changes},
    )
    return row


@transaction.atomic
def delete_target(target: Target, *, actor: Any) -> None:
    target = lock(target)
    audit.record(
        "schools.delete_target",
        target,
        actor=actor,
        text=_("Удалено целевое значение."),
        about=[target.school],
        data={"group": target.group, "year": target.year, "percent": target.percent},
    )
    target.delete()
