"""What happens in a year, act by act, each through the actions that the pages call."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from accounts.models import User
from core import clock
from monitoring.actions import answer_survey, save_measurements, save_swot, send_surveys
from monitoring.choices import QuestionKind
from monitoring.models import SurveyRequest
from orders.actions import approve_order, submit_order
from orders.models import Order
from pairing.actions import choose_pairs, draft_pairs_order, end_pair, propose_pairs
from pairing.models import Pair, ProposalRun
from plans.actions import (
    approve_plan,
    mark_activity,
    note_meeting,
    read_feedback,
    save_feedback,
    save_plan,
    submit_feedback,
    submit_plan,
)
from plans.choices import PlanState
from plans.finals import final_sections, reader_of
from plans.models import Feedback, Plan
from plans.rules import meeting_types, sections_of
from schools.models import Programme

from . import words


def propose_and_choose(programme: Programme, *, share: float, actor: User) -> list[Pair]:
    """Pairs from the better part of the proposals; every third mentor's mentees as a group."""
    run: ProposalRun = propose_pairs(programme, actor=actor)
    best = list(run.proposals.order_by("-score", "pk"))
    taken = best[: round(len(best) * share)]
    places = Counter(proposal.mentor_id for proposal in taken)
    for_groups = set([mentor for mentor, count in places.items() if count > 1][::3])
    single = [row.pk for row in taken if row.mentor_id not in for_groups]
    grouped = [row.pk for row in taken if row.mentor_id in for_groups]
    pairs = choose_pairs(run, single, actor=actor) if single else []
    if grouped:
        pairs += choose_pairs(run, grouped, actor=actor, in_groups=True)
    return pairs


def sign_order(pairs: Sequence[Pair], *, programme: Programme, by: User, director: User) -> Order:
    order = draft_pairs_order(pairs, programme=programme, actor=by)
    order = submit_order(order, actor=by)
    return approve_order(order, actor=director)


def fill_plan(plan: Plan, *, actor: User) -> Plan:
    """Six lines spread over the plan's period."""
    days = (plan.ends_on - plan.starts_on).days
    step = days // len(words.ACTIVITIES)
    lines = []
    for number, title in enumerate(words.ACTIVITIES, 1):
        due_on = plan.starts_on + datetime.timedelta(days=step * number)
        lines.append(
            {
                "title": title,
                "period": f"до {due_on:%d.%m.%Y}",
                "due_on": due_on,
                "responsible": "наставник",
            }
        )
    return save_plan(
        plan,
        actor=actor,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        sections={code: words.SECTIONS.get(code, words.SECTION) for code in sections_of(plan)},
        activities=lines,
    )


def send_plan(plan: Plan, *, mentor: User, curator: User, approve: bool = True) -> Plan:
    """Filled and sent; approved as well, unless the regulation made it stand at once."""
    plan = submit_plan(fill_plan(plan, actor=mentor), actor=mentor)
    waits = plan.state == PlanState.SUBMITTED
    return approve_plan(plan, actor=curator) if approve and waits else plan


def mark_done(plan: Plan, *, actor: User, until: datetime.date) -> int:
    """Mark what was due by a day, each on its day, but not before the approval; how many."""
    lines = list(plan.activities.filter(due_on__lte=until, done_on__isnull=True))
    approved_on = localdate(plan.approved_at)
    for line in lines:
        assert line.due_on is not None
        day = max(line.due_on, approved_on)
        with clock.on(day):
            mark_activity(line, actor=actor, done_on=day)
    return len(lines)


def meet(pair: Pair, *, actor: User, days: Sequence[datetime.date]) -> int:
    """Meetings on these days, of the regulation's kinds in their order."""
    kinds = [item["code"] for item in meeting_types(pair)] or [""]
    for number, day in enumerate(days):
        with clock.on(day):
            note_meeting(
                pair,
                actor=actor,
                kind=kinds[min(number, len(kinds) - 1)],
                held_on=day,
                note=words.MEETING_NOTES[number % len(words.MEETING_NOTES)],
            )
    return len(days)


def write_feedback(feedback: Feedback, *, mentor: User, curator: User | None = None) -> Feedback:
    """Written and sent; with a curator, read as well, where somebody has to read it."""
    texts = {code: words.FINALS.get(code, words.SECTION) for code in final_sections(feedback)}
    feedback = save_feedback(feedback, actor=mentor, texts=texts)
    feedback = submit_feedback(feedback, actor=mentor)
    if curator is None or not reader_of(feedback):
        return feedback
    return read_feedback(feedback, actor=curator)


def ask_and_answer(
    programme: Programme, *, stage: str, due_on: datetime.date, actor: User, share: float, lift: int
) -> tuple[int, int]:
    """Send a stage's questionnaires; how many were sent and answered. `lift` raises the scales."""
    sent = send_surveys(programme, stage=stage, due_on=due_on, actor=actor)
    answered = 0
    for number, item in enumerate(sent):
        if number % 10 < share * 10:
            answer_survey(
                item.request,
                actor=None,
                answers=_answers(item.request, number, lift=lift),
            )
            answered += 1
    return len(sent), answered


def _answers(request: SurveyRequest, number: int, *, lift: int) -> dict[int, Any]:
    values: dict[int, Any] = {}
    for question in request.survey.questions.all():
        if question.kind == QuestionKind.SCALE:
            values[question.pk] = min(10, 3 + (number + question.number) % 5 + lift)
        elif question.kind == QuestionKind.YES_NO:
            values[question.pk] = (number + question.number) % 2
        elif question.kind == QuestionKind.CHOICE:
            values[question.pk] = question.options[number % len(question.options)]
        else:
            values[question.pk] = words.ANSWERS[number % len(words.ANSWERS)]
    return values


def measure(programme: Programme, *, actor: User, with_after: bool) -> None:
    """The before/after table with plausible round numbers."""
    values = {}
    for row in programme.measurements.all():
        before = Decimal(10 + row.number * 3)
        change = Decimal(-4 if row.fewer_is_better else 6)
        values[row.number] = (before, before + change if with_after else None)
    save_measurements(programme, actor=actor, values=values)


def weigh(programme: Programme, *, actor: User) -> int:
    """A SWOT for each form that has pairs."""
    forms = {pair.form for pair in programme.pairs.select_related("form")}
    for form in forms:
        save_swot(programme, form=form, actor=actor, texts=words.SWOT)
    return len(forms)


def finish(pairs: Sequence[Pair], *, reason: str, actor: User) -> int:
    for pair in pairs:
        with clock.on(pair.ends_on):
            end_pair(pair, reason=reason, on=pair.ends_on, early=False, actor=actor)
    return len(pairs)
