"""What the regulation says of monitoring: when, by whom, and what a report needs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from accounts.choices import Role
from accounts.models import User
from core.findings import Finding
from core.i18n import gettext as _
from schools.models import Programme
from schools.rules import RuleSet, rules_of
from schools.years import next_date

from .models import SurveyRequest

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Point:
    """A time at which monitoring is held; `due_on` is the last day for it.

    At entry and exit questionnaires and measurements speak, elsewhere whoever holds it.
    """

    code: str
    title: str
    due_on: datetime.date
    kind: str

    @property
    def is_measured(self) -> bool:
        return self.kind in ("entry", "exit")


def points_of(programme: Programme) -> list[Point]:
    """The points of the regulation as days of this programme, by day.

    A half-year point stands twice: at the middle and at the end (S3, 8.2).
    """
    found = []
    for item in rules_of(programme.regulation).value("monitoring.points") or []:
        days = _days(item, programme)
        for number, day in enumerate(days, start=1):
            code, title = item["code"], item["title"]
            if len(days) > 1:
                code, title = f"{code}-{number}", f"{title}, {number}"
            found.append(Point(code, title, day, item["kind"]))
    return sorted(found, key=lambda point: point.due_on)


def _days(item: dict[str, object], programme: Programme) -> list[datetime.date]:
    start, end = programme.starts_on, programme.ends_on
    kind, value = item["kind"], item.get("value")
    if kind == "entry":
        return [start]
    if kind == "day":
        return [next_date(str(value), start)]
    if kind == "percent":
        return [start + (end - start) * int(str(value)) // 100]
    middle = start + (end - start) // 2
    if kind == "middle":
        return [middle]
    return [middle, end] if kind == "half_year" else [end]


def scale_of(programme: Programme) -> tuple[int, int] | None:
    """The least and the greatest mark of the questionnaires; None where the act doesn't say.

    A programme stays with the scale that its first questionnaires were sent with: marks by two
    scales could not be compared.
    """
    sent = SurveyRequest.objects.filter(member__pair__programme=programme, scale_to__gt=0)
    if (first := sent.order_by("pk").first()) is not None:
        return first.scale
    rules = rules_of(programme.regulation)
    low, high = rules.value("survey.scale_from"), rules.value("survey.scale_to")
    return None if low is None or high is None else (low, high)


def is_actor(user: User, rules: RuleSet) -> bool:
    """Whether the regulation has this user hold the monitoring; unset, the curator does."""
    actors = set(rules.value("monitoring.actors") or [Role.CURATOR])
    if Role.CURATOR in actors:
        actors.add(Role.COORDINATOR)
    return user.scope is not None and bool(actors & user.scope.roles)


def is_swot_of_whole(programme: Programme | None) -> bool:
    """One SWOT for the whole programme instead of one for each form."""
    return programme is not None and rules_of(programme.regulation).value("monitoring.swot") == (
        "school"
    )


def report_findings(programme: Programme) -> list[Finding]:
    """What keeps the report from being made: both measurements, where wanted (S2, 4.3)."""
    rules = rules_of(programme.regulation)
    if not rules.value("monitoring.both_measurements"):
        return []
    rows = list(programme.measurements.values_list("before", "after"))
    found = []
    if not rows or any(before is None for before, _after in rows):
        text = _("Нет замера на входе: заполните столбец «до» в таблице «До и после».")
        found.append(rules.finding("monitoring.both_measurements", text))
    if not rows or any(after is None for _before, after in rows):
        text = _("Нет замера на выходе: заполните столбец «после» в таблице «До и после».")
        found.append(rules.finding("monitoring.both_measurements", text))
    return found
