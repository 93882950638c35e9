"""Individual plans: opened with the pair, filled, sent, approved, marked, closed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from core import clock
from core.errors import DomainError, RuleViolation, StateError
from core.findings import blocks
from core.i18n import gettext as _
from core.transitions import lock, move
from documents.actions import issue_document
from pairing.choices import ChangeState
from pairing.models import Pair, PairMember
from schools.rules import rules_of

from ..choices import PLAN_TRANSITIONS, FeedbackState, PlanState
from ..finals import final_form
from ..models import Activity, Feedback, Plan, TypicalPlan
from ..papers import plan_paper
from ..rules import feedback_due_on, findings_of, needs_approval, rules_for
from ..signals import plan_approved, plan_returned, plan_submitted
from .trail import tell

# What of a line goes over to the plan with another mentor.
CARRIED = ("title", "period", "due_on", "responsible")


@transaction.atomic
def open_plans(pair: Pair, *, actor: Any) -> list[Plan]:
    """A plan and, where the regulation wants one, an empty final document for each member.

    The plan begins with the lines of the form's typical plan where the regulation says so (S3,
    4.1). Safe to call again: members that have theirs are left as they are.
    """
    typical = _typical_lines(pair)
    opened = []
    for member in pair.members.select_related(
        "pair__regulation", "pair__school", "pair__mentor__person", "mentee__person"
    ):
        plan, created = Plan.objects.get_or_create(
            member=member,
            defaults={
                "school": pair.school,
                "regulation": pair.regulation,
                "starts_on": member.joined_on,
                "ends_on": member.left_on,
            },
        )
        rules = rules_for(member)
        if form := final_form(rules):
            due_on = feedback_due_on(member.left_on, rules=rules, school=pair.school)
            Feedback.objects.get_or_create(
                member=member, defaults={"school": pair.school, "form": form, "due_on": due_on}
            )
        if created:
            Activity.objects.bulk_create(
                Activity(plan=plan, number=number, **line)
                for number, line in enumerate(typical, start=1)
            )
            opened.append(plan)
            tell(plan, "open_plans", _("Открыт индивидуальный план."), actor=actor)
    return opened


def _typical_lines(pair: Pair) -> list[dict[str, str]]:
    if not rules_of(pair.regulation).value("plan.from_typical"):
        return []
    typical = TypicalPlan.objects.filter(school=pair.school, form=pair.form, is_active=True).first()
    return typical.lines if typical else []


@transaction.atomic
def save_plan(
    plan: Plan,
    *,
    actor: Any,
    starts_on: datetime.date,
    ends_on: datetime.date,
    activities: Sequence[dict[str, Any]],
    sections: Mapping[str, str] | None = None,
) -> Plan:
    """Keep the text of a draft. Unfinished is fine; a term that the regulation forbids is not.

    `activities` are rows of `title`, `period`, `due_on`, `responsible`, in their order. Raises
    `StateError` where the plan is no draft, `RuleViolation` for the term.
    """
    plan = lock(plan)
    if not plan.is_editable:
        raise StateError(_("План уже передан на утверждение, менять его нельзя."))
    plan.starts_on, plan.ends_on = starts_on, ends_on
    plan.sections = {code: text.strip() for code, text in (sections or {}).items() if text.strip()}
    term = [f for f in blocks(findings_of(plan)) if f.code != "plan.activities"]
    if term:
        raise RuleViolation(term)
    plan.save(update_fields=["starts_on", "ends_on", "sections", "updated_at"])
    _replace_lines(plan, activities)
    tell(
        plan,
        "save_plan",
        _("План заполнен: мероприятий %(count)s.") % {"count": len(activities)},
        actor=actor,
    )
    return plan


def _replace_lines(plan: Plan, rows: Sequence[dict[str, Any]]) -> None:
    """The lines as given; one that stood there with the same words keeps its mark."""
    marks = {line.title: (line.done_on, line.note) for line in plan.activities.all()}
    plan.activities.all().delete()
    lines = []
    for number, row in enumerate(rows, start=1):
        done_on, note = marks.pop(row["title"], (None, ""))
        lines.append(Activity(plan=plan, number=number, done_on=done_on, note=note, **row))
    Activity.objects.bulk_create(lines)


@transaction.atomic
def correct_plan(plan: Plan, *, actor: Any, reason: str) -> Plan:
    """Open an approved plan to be corrected and approved anew; its issued paper stays as it is.

    Raises `DomainError` without a reason, `StateError` where the plan isn't approved.
    """
    if not reason.strip():
        raise DomainError(_("Напишите, почему план меняется."))
    plan = lock(plan)
    if plan.state != PlanState.APPROVED:
        raise StateError(_("Корректируют план, который утверждён."))
    move(plan, PlanState.RETURNED, PLAN_TRANSITIONS, remark=reason.strip())
    tell(
        plan,
        "correct_plan",
        _("План открыт для корректировки."),
        actor=actor,
        data={"reason": reason.strip()},
    )
    return plan


@transaction.atomic
def carry_plans(old: Pair, new: Pair, *, actor: Any) -> None:
    """The mentor was replaced: what the old plans still had to do is in the drafts of the new."""
    before = {plan.member.mentee_id: plan for plan in _plans_of(old)}
    for plan in _plans_of(new):
        source = before.get(plan.member.mentee_id)
        if source is None or not plan.is_editable:
            continue
        left = source.activities.filter(done_on__isnull=True).order_by("number")
        if rows := list(left.values(*CARRIED)):
            _replace_lines(plan, rows)
        plan.sections = source.sections
        plan.save(update_fields=["sections", "updated_at"])
        tell(plan, "carry_plans", _("В план перенесено то, что осталось сделать."), actor=actor)


@transaction.atomic
def drop_done_since(old: Pair, *, actor: Any) -> None:
    """The old mentor worked on after the order: what was done until the end isn't to do again."""
    rows = Pair.objects.filter(succeeds__pair=old, succeeds__state=ChangeState.DONE)
    for new in rows:
        before = {plan.member.mentee_id: plan for plan in _plans_of(old)}
        for plan in _plans_of(new):
            source = before.get(plan.member.mentee_id)
            if source is None or not plan.is_editable:
                continue
            done = set(source.activities.filter(done_on__isnull=False).values_list(*CARRIED))
            left = list(plan.activities.order_by("number"))
            again = [line for line in left if _as_carried(line) in done]
            if again:
                stays = [line for line in left if line not in again]
                _replace_lines(plan, [{name: getattr(x, name) for name in CARRIED} for x in stays])
                text = _("Из плана убрано то, что успели сделать до замены: %s.")
                tell(plan, "drop_done", text % len(again), actor=actor)


def _as_carried(line: Activity) -> tuple[Any, ...]:
    return tuple(getattr(line, name) for name in CARRIED)


@transaction.atomic
def move_feedback(pair: Pair, *, actor: Any) -> None:
    """The last days were moved by an order: the final document still owed is due by them."""
    rows = Feedback.objects.select_for_update(of=("self",)).filter(
        member__pair=pair, state=FeedbackState.DRAFT
    )
    for feedback in rows.select_related("member__pair__regulation", "school"):
        member = feedback.member
        rules = rules_for(member)
        feedback.due_on = feedback_due_on(member.left_on, rules=rules, school=feedback.school)
        feedback.save(update_fields=["due_on", "updated_at"])


def _plans_of(pair: Pair) -> list[Plan]:
    return list(Plan.objects.filter(member__pair=pair).select_related("member__mentee__person"))


@transaction.atomic
def submit_plan(plan: Plan, *, actor: Any) -> Plan:
    """Send a filled plan; where the regulation names nobody who approves, it stands at once.

    Raises `RuleViolation` with everything that the plan still lacks.
    """
    plan = lock(plan)
    findings = blocks(findings_of(plan))
    if findings:
        raise RuleViolation(findings)
    if not needs_approval(plan):
        return _approve(plan, actor=actor)
    move(plan, PlanState.SUBMITTED, PLAN_TRANSITIONS, submitted_at=clock.now(), remark="")
    tell(plan, "submit_plan", _("План передан на утверждение."), actor=actor)
    plan_submitted.send(sender=Plan, plan=plan, actor=actor)
    return plan


@transaction.atomic
def approve_plan(plan: Plan, *, actor: Any) -> Plan:
    """The plan stands from now on; its paper is issued and made by a worker."""
    plan = lock(plan)
    if plan.state != PlanState.SUBMITTED:
        raise StateError(_("Утвердить можно только план, переданный на утверждение."))
    findings = blocks(findings_of(plan))
    if findings:
        raise RuleViolation(findings)
    return _approve(plan, actor=actor)


def _approve(plan: Plan, *, actor: Any) -> Plan:
    move(plan, PlanState.APPROVED, PLAN_TRANSITIONS, approved_at=clock.now(), remark="")
    plan.document = issue_document(
        plan_paper(plan),
        school=plan.school,
        kind="plan",
        owner=f"plans.plan:{plan.pk}",
        number="",
        issued_on=clock.today(),
        actor=actor,
    )
    plan.save(update_fields=["document"])
    tell(plan, "approve_plan", _("План утверждён."), actor=actor)
    plan_approved.send(sender=Plan, plan=plan, actor=actor)
    return plan


@transaction.atomic
def return_plan(plan: Plan, *, actor: Any, remark: str) -> Plan:
    """Give a plan back to its mentor with a remark; without one there is nothing to mend."""
    if not remark.strip():
        raise DomainError(_("Напишите, что исправить в плане."))
    plan = lock(plan)
    move(plan, PlanState.RETURNED, PLAN_TRANSITIONS, remark=remark.strip())
    tell(
        plan,
        "return_plan",
        _("План возвращён на доработку."),
        actor=actor,
        data={"remark": remark.strip()},
    )
    plan_returned.send(sender=Plan, plan=plan, actor=actor)
    return plan


@transaction.atomic
def mark_activity(
    activity: Activity, *, actor: Any, done_on: datetime.date | None, note: str = ""
) -> Activity:
    """Set or take back the mark of an activity. Only an approved plan is being carried out."""
    plan = lock(activity.plan)
    if plan.state != PlanState.APPROVED:
        raise StateError(_("Отмечать выполнение можно, когда план утверждён."))
    if not plan.member.is_standing_on(clock.today()):
        raise StateError(_("Пара завершена приказом: отмечать выполнение уже нельзя."))
    if done_on is not None and done_on > clock.today():
        raise DomainError(_("Дата выполнения ещё не наступила."))
    activity.done_on, activity.note = done_on, note.strip()
    activity.save(update_fields=["done_on", "note"])
    text = _("Мероприятие №%(number)s отмечено.") if done_on else _("Отметка №%(number)s снята.")
    tell(plan, "mark_activity", text % {"number": activity.number}, actor=actor)
    return activity


@transaction.atomic
def close_plans(pair: Pair, *, actor: Any, member: PairMember | None = None) -> None:
    """The pair is over, or only for one member: approved plans are closed.

    Feedback that is owed stays owed.
    """
    rows = Plan.objects.select_for_update(of=("self",)).filter(
        member__pair=pair, state=PlanState.APPROVED
    )
    text = _("План закрыт: срок пары закончился.")
    if member is not None:
        rows = rows.filter(member=member)
        text = _("План закрыт: участник вышел из группы.")
    for plan in rows:
        move(plan, PlanState.CLOSED, PLAN_TRANSITIONS)
        tell(plan, "close_plans", text, actor=actor)


@transaction.atomic
def reopen_plans(members: Sequence[PairMember], *, actor: Any) -> None:
    """The pair was ended by mistake: the plans that this has closed are carried out again."""
    rows = Plan.objects.select_for_update(of=("self",)).filter(
        member__in=members, state=PlanState.CLOSED
    )
    for plan in rows:
        move(plan, PlanState.APPROVED, PLAN_TRANSITIONS)
        tell(plan, "reopen_plans", _("План снова действует: пара возвращена."), actor=actor)
