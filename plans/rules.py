"""What the regulation says of plans and of the mentor's final document."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from core.calendar import is_at_least_months, is_at_most_months, working_days_before
from core.choices import Level
from core.findings import Finding
from core.i18n import gettext as _
from pairing.models import Pair, PairMember
from schools.models import School
from schools.rules import RuleSet, rules_of

from .models import Plan


def rules_for(member: PairMember) -> RuleSet:
    """The rules of the version that the pair began under."""
    return rules_of(member.pair.regulation)


def term_findings(
    starts_on: datetime.date, ends_on: datetime.date, rules: RuleSet
) -> list[Finding]:
    """Whether a period, both days inside, has the length that the regulation wants (S0, 3.8)."""
    if ends_on <= starts_on:
        return [Finding("plan.dates", _("Окончание должно быть позже начала."))]
    findings = []
    low, high = rules.value("term.min_months"), rules.value("term.max_months")
    if low and not is_at_least_months(starts_on, ends_on, low):
        text = _("Срок плана не меньше %(months)s мес.") % {"months": low}
        findings.append(rules.finding("term.min_months", text))
    if high and not is_at_most_months(starts_on, ends_on, high):
        text = _("Срок плана не больше %(months)s мес.") % {"months": high}
        findings.append(rules.finding("term.max_months", text))
    return findings


def plan_findings(
    member: PairMember,
    *,
    starts_on: datetime.date,
    ends_on: datetime.date,
    activities: Sequence[Mapping[str, object]],
) -> list[Finding]:
    """Everything that is to be said of a plan before it is sent: term, period, lines."""
    rules = rules_for(member)
    findings = []
    if rules.value("term.applies_to") in ("plan", "programme"):
        findings += term_findings(starts_on, ends_on, rules)
    if starts_on < member.joined_on or ends_on > member.left_on:
        text = _("План выходит за срок пары.")
        findings.append(Finding("plan.period", text, level=Level.WARNING))
    if not activities:
        findings.append(Finding("plan.activities", _("В плане нет ни одного мероприятия.")))
    return findings


def findings_of(plan: Plan) -> list[Finding]:
    lines = list(plan.activities.values("title"))
    return plan_findings(
        plan.member, starts_on=plan.starts_on, ends_on=plan.ends_on, activities=lines
    )


def approver_of(plan: Plan) -> str:
    """The role that approves; empty where the regulation names nobody."""
    return rules_of(plan.regulation).value("plan.approver") or ""


def sections_of(plan: Plan) -> dict[str, str]:
    """The sections that the regulation wants besides the lines, in its order: code → title.

    A section that was filled under other rules stays.
    """
    return named_sections(rules_of(plan.regulation), "plan.sections", plan.sections)


def named_sections(rules: RuleSet, key: str, filled: Mapping[str, str]) -> dict[str, str]:
    """Code → title of the rule's items, and of what was filled and is named there no more."""
    wanted = {item["code"]: item["title"] for item in rules.value(key) or []}
    rest = {code: _("Раздел без названия") for code in filled if code not in wanted}
    return wanted | rest


def meeting_types(pair: Pair) -> list[dict[str, str]]:
    """The kinds of meetings that the regulation tells apart, in its order."""
    return rules_of(pair.regulation).value("meetings.types") or []


def missing_meetings(pair: Pair) -> list[str]:
    """Which of those have not been held yet, in words."""
    held = set(pair.meetings.values_list("kind", flat=True))
    return [item["title"] for item in meeting_types(pair) if item["code"] not in held]


def needs_approval(plan: Plan) -> bool:
    """Where the regulation names nobody, a plan stands as soon as its author sends it."""
    return approver_of(plan) != ""


def feedback_due_on(
    ends_on: datetime.date, *, rules: RuleSet, school: School
) -> datetime.date | None:
    """The last day for the final document: working days before the end (S0, 3.10).

    None where the regulation sets no term.
    """
    days = rules.value("final.due_working_days_before")
    if days is None:
        return None
    return working_days_before(ends_on, days, six_day=school.six_day_week)
