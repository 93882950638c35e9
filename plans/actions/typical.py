"""Typical plans of the forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from core.transitions import lock
from schools.models import MentoringForm, School

from ..models import TypicalPlan


@transaction.atomic
def save_typical_plan(
    school: School,
    *,
    actor: Any,
    form: MentoringForm,
    title: str,
    lines: Sequence[dict[str, str]],
    is_active: bool = True,
    typical: TypicalPlan | None = None,
) -> TypicalPlan:
    """A new typical plan, or new words of an old one; plans that began with it stay as they are.

    `lines` are rows of `title`, `period`, `responsible`. Raises `DomainError` where there are none
    or the form has another typical plan in use.
    """
    lock(school)
    if form.school_id != school.pk:
        raise DomainError(_("Выберите форму {school:своего/своей} {school:genitive}."))
    if not lines:
        raise DomainError(_("В типовом плане нет ни одного мероприятия."))
    row = lock(typical) if typical else TypicalPlan(school=school)
    row.form, row.title, row.is_active = form, title.strip(), is_active
    row.lines = list(lines)
    try:
        row.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    row.save()
    record(
        "plans.save_typical_plan",
        row,
        actor=actor,
        text=_("Сохранён типовой план: мероприятий %(count)s.") % {"count": len(row.lines)},
        about=[school],
    )
    return row
