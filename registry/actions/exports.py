"""Data that leave the system leave a trace."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.audit import record
from core.i18n import gettext as _
from schools.models import School

from ..choices import Base
from ..models import MenteeCard, MentorCard


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


@transaction.atomic
def note_card_printed(card: MentorCard | MenteeCard, *, actor: Any) -> None:
    """Who took the card of one person on paper."""
    record(
        f"{card._meta.model_name}.printed",
        card,
        actor=actor,
        text=_("Карточка напечатана."),
        about=[card.person],
    )


@transaction.atomic
def note_missing_taken(school: School, *, count: int, actor: Any) -> None:
    """Who took the list of those who lack something, and of how many people."""
    record(
        "base.missing_taken",
        school,
        actor=actor,
        text=_("Выгружен список «Чего не хватает»."),
        data={"count": count},
    )
