"""Stages of a programme."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core import audit, clock
from core.errors import DomainError, StateError
from core.i18n import gettext as _
from core.transitions import lock
from schools.choices import ProgrammeState
from schools.models import Programme, Stage
from schools.road_map import check_unchanged

from .values import apply_values

TEXT_FIELDS = (
    "title",
    "content",
    "result",
    "term_text",
    "responsible",
    "documents",
    "roles",
    "starts_on",
    "ends_on",
)


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage as it is typed; `pk` is empty for a new one."""

    title: str
    term_text: str = ""
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    done_on: datetime.date | None = None
    pk: int | None = None


@transaction.atomic
def save_stage(stage: Stage, *, actor: Any, seen: str = "", **values: Any) -> Stage:
    """Everything that the road map says of a stage. `seen` is the stamp of what was shown."""
    programme = open_to_changes(stage.programme)
    stage = lock(stage)
    check_unchanged(stage, seen)
    changes = apply_values(stage, values, TEXT_FIELDS)
    check_dates(stage.title, stage.starts_on, stage.ends_on)
    stage.save()
    audit.record(
        "schools.save_stage",
        programme,
        actor=actor,
        text=_("Изменён этап %s.") % stage.number,
        data={"stage": stage.number, "changes": changes},
    )
    return stage


@transaction.atomic
def finish_stage(
    programme: Programme, number: int, *, actor: Any, day: datetime.date | None = None
) -> Stage:
    """The stage is over, today if no day is given. Raises `StateError` where it already was."""
    programme = lock(programme)
    stage = programme.stages.filter(number=number, done_on__isnull=True).first()
    if stage is None or programme.state == ProgrammeState.CLOSED:
        raise StateError(_("Этот этап уже завершён."))
    stage.done_on = day or clock.today()
    stage.save(update_fields=["done_on"])
    audit.record(
        "schools.finish_stage",
        programme,
        actor=actor,
        text=_("Завершён этап %s.") % number,
        data={"stage": number, "day": stage.done_on.isoformat()},
    )
    return stage


@transaction.atomic
def reopen_stage(programme: Programme, number: int, *, actor: Any) -> Stage:
    """The mark was a mistake: the stage goes on."""
    programme = open_to_changes(programme)
    stage = programme.stages.filter(number=number, done_on__isnull=False).first()
    if stage is None:
        raise StateError(_("Этот этап не завершён."))
    stage.done_on = None
    stage.save(update_fields=["done_on"])
    audit.record(
        "schools.reopen_stage",
        programme,
        actor=actor,
        text=_("Снята отметка о завершении этапа %s.") % number,
        data={"stage": number},
    )
    return stage


def replace_stages(programme: Programme, lines: list[StageLine]) -> None:
    """Stages in the order given; the lines of one that goes stay in the road map without it."""
    known = {stage.pk: stage for stage in programme.stages.all()}
    kept = {line.pk for line in lines if line.pk in known}
    gone = programme.stages.exclude(pk__in=kept)
    programme.road_map_lines.filter(stage__in=gone).update(stage=None)
    gone.delete()
    # Out of the way first, since a number stands once in a programme.
    for shift, pk in enumerate(kept):
        programme.stages.filter(pk=pk).update(number=10_000 + shift)
    for number, line in enumerate(lines, start=1):
        check_dates(line.title, line.starts_on, line.ends_on)
        stage = known[line.pk] if line.pk in kept else Stage(programme=programme)
        stage.number = number
        stage.title = line.title
        stage.term_text = line.term_text
        stage.starts_on, stage.ends_on, stage.done_on = line.starts_on, line.ends_on, line.done_on
        stage.save()


def open_to_changes(programme: Programme) -> Programme:
    """The programme locked. Raises `StateError` where it is closed: it stands as it is."""
    programme = lock(programme)
    if programme.state == ProgrammeState.CLOSED:
        raise StateError(_("Программа завершена, изменить её нельзя."))
    return programme


def check_dates(title: str, since: datetime.date | None, until: datetime.date | None) -> None:
    if since and until and until < since:
        raise DomainError(_("«%s» кончается раньше, чем начинается.") % title, code="ends_on")
