"""The year as a line: the stages of the programme, where we are, what is late."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from schools.models import Programme, Stage


class Place(TextChoices):
    """Where a stage stands today."""

    DONE = "done", _("завершён")
    LATE = "late", _("просрочен")
    NOW = "now", _("идёт")
    AHEAD = "ahead", _("впереди")


@dataclass(frozen=True, slots=True)
class YearStage:
    stage: Stage
    place: Place


@dataclass(frozen=True, slots=True)
class YearLine:
    programme: Programme
    stages: list[YearStage]

    @property
    def late(self) -> list[Stage]:
        return [row.stage for row in self.stages if row.place == Place.LATE]

    @property
    def next_stage(self) -> Stage | None:
        """The stage that goes on, or else the first that is still ahead."""
        for place in (Place.NOW, Place.AHEAD):
            for row in self.stages:
                if row.place == place:
                    return row.stage
        return None


def year_line(programme: Programme, today: datetime.date) -> YearLine:
    stages = list(programme.stages.all())
    return YearLine(programme, [YearStage(stage, place_of(stage, today)) for stage in stages])


def place_of(stage: Stage, today: datetime.date) -> Place:
    """A stage without dates waits for its turn until somebody marks it done."""
    if stage.done_on is not None:
        return Place.DONE
    if stage.is_late(today):
        return Place.LATE
    if stage.starts_on is not None and stage.starts_on <= today:
        return Place.NOW
    return Place.AHEAD
