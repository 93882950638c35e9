"""Meetings of a pair."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from core import clock
from core.audit import record
from core.errors import DomainError
from core.i18n import gettext as _
from pairing.models import Pair

from ..models import Meeting
from ..rules import meeting_types


@transaction.atomic
def note_meeting(
    pair: Pair, *, actor: Any, held_on: datetime.date, kind: str = "", note: str = ""
) -> Meeting:
    """Write down a meeting that was held while the pair is in force.

    `kind` is one of the regulation's `meetings.types`; blank where it sets none.
    """
    types = {item["code"]: item["title"] for item in meeting_types(pair)}
    if kind not in types and (kind or types):
        raise DomainError(
            _("Выберите вид встречи: %(options)s.") % {"options": ", ".join(types.values())}
        )
    if not pair.is_standing_on(clock.today()):
        raise DomainError(_("Встречи записывают, пока пара действует."))
    if held_on > clock.today():
        raise DomainError(_("Встреча ещё не состоялась: дата в будущем."))
    if held_on < pair.starts_on:
        raise DomainError(_("Встреча раньше начала пары."))
    meeting = Meeting.objects.create(
        school_id=pair.school_id,
        pair=pair,
        kind=kind,
        title=types.get(kind, ""),
        held_on=held_on,
        note=note.strip(),
    )
    record(
        "plans.note_meeting",
        meeting,
        actor=actor,
        text=_("Записана встреча: %(kind)s.") % {"kind": meeting},
        about=[pair],
    )
    return meeting
