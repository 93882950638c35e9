"""Forms and directions of mentoring that a school uses."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core import audit
from core.i18n import gettext as _
from core.transitions import lock
from schools.models import Direction, MentoringForm, School

from .values import apply_values


@transaction.atomic
def save_form(
    school: School, *, actor: Any, form: MentoringForm | None = None, **values: Any
) -> MentoringForm:
    """A form of the school's own, or a change of one. A code, once given, stays."""
    row = lock(form) if form else MentoringForm(school=school, code=_free_code(school.forms))
    apply_values(row, values, ("name", "mentor_kind", "mentee_kind", "role_models", "is_active"))
    row.save()
    audit.record(
        "schools.save_form",
        row,
        actor=actor,
        text=_("Изменены формы наставничества."),
        about=[school],
    )
    return row


@transaction.atomic
def save_direction(
    school: School, *, actor: Any, direction: Direction | None = None, **values: Any
) -> Direction:
    row = lock(direction) if direction else Direction(school=school)
    row.code = row.code or _free_code(school.directions)
    apply_values(row, values, ("name", "is_sensitive", "is_active"))
    row.save()
    audit.record(
        "schools.save_direction",
        row,
        actor=actor,
        text=_("Изменены направления наставничества."),
        about=[school],
    )
    return row


def _free_code(rows: Any) -> str:
    taken = set(rows.values_list("code", flat=True))
    number = len(taken) + 1
    while f"own-{number}" in taken:
        number += 1
    return f"own-{number}"
