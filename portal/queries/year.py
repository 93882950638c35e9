"""The year as a line: the stages of the programme, where we are, what is late."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import TextChoices

from core.i18n import gettext_lazy as _
from schools.models import Programme, Stage
from schools.queries import StageRow, stage_rows


class Place(TextChoices):
    """The words for where a stage is; the state itself is said by `schools.queries.stage_rows`."""

    DONE = "done", _("завершён")
    LATE = "late", _("просрочен")
    NOW = "now", _("идёт")
    NEXT = "next", _("впереди")
    PLAIN = "plain", _("не завершён")


@dataclass(frozen=True, slots=True)
class YearStage:
    stage: Stage
    place: Place


@dataclass(frozen=True, slots=True)
class YearLine:
    programme: Programme
    stages: list[YearStage]

    @property
    def next_stage(self) -> Stage | None:
        """The stage that goes on, or else the first that is still ahead."""
        for place in (Place.NOW, Place.NEXT, Place.PLAIN):
            for row in self.stages:
                if row.place == place:
                    return row.stage
        return None


def year_line(programme: Programme, today: datetime.date) -> YearLine:
    return YearLine(programme, [_year_stage(row) for row in stage_rows(programme, today)])


def _year_stage(row: StageRow) -> YearStage:
    return YearStage(row.stage, Place(row.state))
