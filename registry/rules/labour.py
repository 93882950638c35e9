"""When an employee's mentoring may be given up before its term, by whom."""

from __future__ import annotations

import datetime

from core.calendar import add_working_days
from core.findings import Finding
from core.i18n import gettext as _
from core.russian.dates import short_date
from schools.models import School
from schools.rules import RuleSet

from ..choices import EndedBy


def early_end_findings(
    on: datetime.date,
    *,
    ended_by: str,
    notice_on: datetime.date | None,
    school: School,
    rules: RuleSet,
) -> list[Finding]:
    """What forbids the last day to be `on`: by working days of the school from the notice."""
    if ended_by not in EndedBy.values:
        text = _("Укажите, кто прекращает наставничество досрочно: {school} или {employee}")
        return [Finding("labour.ended_by", text)]
    if notice_on is None:
        text = _("Укажите, когда об этом предупредили")
        return [Finding("labour.notice", text)]
    first = earliest_end(notice_on, ended_by=ended_by, school=school, rules=rules)
    if on >= first:
        return []
    values = {"first": short_date(first), "notice": short_date(notice_on)}
    if ended_by == EndedBy.EMPLOYER:
        values["days"] = rules.value("labour.employer_notice_working_days")
        text = _(
            "{School} {school:предупредил/предупредила/предупредило} {employee:accusative} "
            "%(notice)s: последний день не раньше "
            "%(first)s, рабочих дней между ними – %(days)s"
        )
        return [rules.finding("labour.employer_notice_working_days", text % values)]
    values["days"] = rules.value("labour.employee_notice_working_days")
    text = _(
        "{Employee} {employee:сообщил/сообщила/сообщило} об отказе %(notice)s: последний день не "
        "раньше %(first)s, рабочих дней между ними – %(days)s"
    )
    return [rules.finding("labour.employee_notice_working_days", text % values)]


def earliest_end(
    notice_on: datetime.date, *, ended_by: str, school: School, rules: RuleSet
) -> datetime.date:
    """The first possible last day after a notice."""
    if ended_by == EndedBy.EMPLOYER:
        days = rules.value("labour.employer_notice_working_days")
    else:
        days = rules.value("labour.employee_notice_working_days")
    return add_working_days(notice_on, days or 0, six_day=school.six_day_week)
