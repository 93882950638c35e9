"""Data that leave the system leave a trace."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.audit import record
from core.i18n import gettext as _
from schools.models import School

from ..choices import Base


@transaction.atomic
def note_export(
    school: School, *, base: str, count: int, left_out: int, columns: list[str], actor: Any
) -> None:
    """Who took how many lines of which base, with which columns."""
    record(
        "base.exported",
        school,
        actor=actor,
        text=_("Выгружена %(base)s.") % {"base": Base(base).label},
        data={"base": base, "count": count, "left_out": left_out, "columns": columns},
    )
