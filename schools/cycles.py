"""The dates that a new programme is offered: after the rules of its act, never enforced."""

from __future__ import annotations

import datetime

from django.db.models import F, Q, QuerySet

from core.i18n import gettext as _

from .choices import ActKind
from .models import Programme, Regulation, School
from .rules import rules_of
from .templating import fill
from .years import Year, add_months, next_date, year_on

CALENDAR = ("01-01", "12-31")
DAY = datetime.timedelta(days=1)


def acts_on(school: School, day: datetime.date) -> QuerySet[Regulation]:
    """The acts under which a programme that begins on that day can be opened."""
    rows = school.regulations.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    # A road map is printed by a programme, it doesn't rule one.
    return rows.exclude(kind=ActKind.ROAD_MAP).order_by(F("valid_from").desc(), "title", "-version")


def first_year(regulation: Regulation, today: datetime.date) -> Year | None:
    """The cycle that is on, or the next if a programme under this act has taken it already."""
    if _is_in_months(regulation):
        return _of_months(regulation, today)
    days = _days_of(regulation)
    if days is None:
        return None
    year = year_on(*days, today)
    taken = Programme.objects.filter(
        school_id=regulation.school_id,
        regulation__title=regulation.title,
        starts_on=year.starts_on,
    )
    return _next_year(days, year.ends_on) if taken.exists() else year


def next_year(regulation: Regulation, old: Programme) -> Year | None:
    """The cycle after that of a programme."""
    if _is_in_months(regulation):
        return _of_months(regulation, old.ends_on + DAY)
    days = _days_of(regulation)
    return None if days is None else _next_year(days, old.ends_on)


def proposed_title(regulation: Regulation, year: Year) -> str:
    template = regulation.texts.get("programme", {}).get("title", "")
    return fill(template or _("Программа наставничества на {year} год"), {"year": str(year)})


def _next_year(days: tuple[str, str], ends_on: datetime.date) -> Year:
    starts, ends = days
    first = next_date(starts, ends_on + DAY)
    return Year(first, next_date(ends, first))


def _is_in_months(regulation: Regulation) -> bool:
    return rules_of(regulation).value("cycle.kind") == "months"


def _of_months(regulation: Regulation, first: datetime.date) -> Year | None:
    months = rules_of(regulation).value("cycle.months")
    return None if months is None else Year(first, add_months(first, months) - DAY)


def _days_of(regulation: Regulation) -> tuple[str, str] | None:
    """The first and the last day, as the texts say; a calendar year needs no words."""
    texts = regulation.texts.get("programme", {})
    if "starts" in texts and "ends" in texts:
        return texts["starts"], texts["ends"]
    return CALENDAR if rules_of(regulation).value("cycle.kind") == "calendar" else None
