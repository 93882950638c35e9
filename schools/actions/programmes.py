"""Programmes and their stages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError, StateError
from core.transitions import lock
from schools.choices import ProgrammeState
from schools.models import Programme, Regulation, School, Stage
from schools.signals import programme_opened
from schools.templating import fill
from schools.years import Year, next_date

from .values import apply_values


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
def open_programme(
    school: School, *, actor: Any, regulation: Regulation, year: Year, title: str = ""
) -> Programme:
    """A programme under this version of the regulation, active, with the regulation's stages."""
    texts = regulation.texts.get("programme", {})
    template = texts.get("title", _("Программа наставничества на {year} учебный год"))
    programme = Programme(
        school=school,
        regulation=regulation,
        title=title or fill(template, {"year": str(year)}),
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        state=ProgrammeState.ACTIVE,
        reporting_documents="\n".join(texts.get("reporting_documents", [])),
    )
    programme.full_clean()
    programme.save()
    Stage.objects.bulk_create(
        Stage(
            programme=programme,
            number=number,
            title=row["title"],
            term_text=row.get("term", ""),
            starts_on=next_date(row["starts"], year.starts_on) if "starts" in row else None,
            ends_on=next_date(row["ends"], year.starts_on) if "ends" in row else None,
        )
        for number, row in enumerate(regulation.texts.get("stages", []), start=1)
    )
    audit.record(
        "schools.open_programme",
        programme,
        actor=actor,
        text=_("Открыта программа наставничества."),
    )
    programme_opened.send(Programme, programme=programme, actor=actor)
    return programme


@transaction.atomic
def update_programme(
    programme: Programme, *, actor: Any, stages: Iterable[StageLine], **values: Any
) -> Programme:
    """Dates, title, reporting documents; stages are numbered in the order given, others go."""
    programme = lock(programme)
    if programme.state == ProgrammeState.CLOSED:
        raise StateError(_("Программа завершена, изменить её нельзя."))
    changes = apply_values(
        programme, values, ("title", "starts_on", "ends_on", "reporting_documents")
    )
    programme.save(update_fields=[*changes, "updated_at"])
    _replace_stages(programme, list(stages))
    audit.record(
        "schools.update_programme",
        programme,
        actor=actor,
        text=_("Изменены сроки и этапы программы."),
        data={"changes": changes},
    )
    return programme


@transaction.atomic
def finish_stage(
    programme: Programme, number: int, *, actor: Any, day: datetime.date | None = None
) -> Stage:
    """The stage is over, today if no day is given. Raises `StateError` where it already was."""
    programme = lock(programme)
    stage = programme.stages.filter(number=number, done_on__isnull=True).first()
    if stage is None or programme.state == ProgrammeState.CLOSED:
        raise StateError(_("Этот этап уже завершён."))
    stage.done_on = day or timezone.localdate()
    stage.save(update_fields=["done_on"])
    audit.record(
        "schools.finish_stage",
        programme,
        actor=actor,
        text=_("Завершён этап %s.") % number,
        data={"stage": number, "day": stage.done_on.isoformat()},
    )
    return stage


def _replace_stages(programme: Programme, lines: list[StageLine]) -> None:
    known = {stage.pk: stage for stage in programme.stages.all()}
    kept = {line.pk for line in lines if line.pk in known}
    programme.stages.exclude(pk__in=kept).delete()
    # Out of the way first, since a number stands once in a programme.
    for shift, pk in enumerate(kept):
        programme.stages.filter(pk=pk).update(number=10_000 + shift)
    for number, line in enumerate(lines, start=1):
        if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
            raise DomainError(_("Этап «%s» кончается раньше, чем начинается.") % line.title)
        stage = known[line.pk] if line.pk in kept else Stage(programme=programme)
        stage.number = number
        stage.title = line.title
        stage.term_text = line.term_text
        stage.starts_on, stage.ends_on, stage.done_on = line.starts_on, line.ends_on, line.done_on
        stage.save()
