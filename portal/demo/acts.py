"""What happens in a year, act by act, each through the actions that the pages call."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from accounts.models import User
from core import clock
from core.errors import RuleViolation
from core.terms import expand
from monitoring.actions import (
    answer_survey,
    save_measurements,
    save_round,
    save_swot,
    send_surveys,
)
from monitoring.choices import QuestionKind
from monitoring.models import SurveyRequest
from monitoring.queries import people_to_ask
from monitoring.rules import is_swot_of_whole, points_of
from pairing.actions import choose_pair, choose_pairs, end_pair, propose_pairs
from pairing.choices import PairKind
from pairing.models import Pair, ProposalRun
from plans.actions import (
    approve_plan,
    mark_activity,
    note_meeting,
    read_feedback,
    save_feedback,
    save_plan,
    save_typical_plan,
    submit_feedback,
    submit_plan,
)
from plans.choices import PlanState
from plans.finals import final_sections, reader_of
from plans.models import Feedback, Plan
from plans.rules import meeting_types, sections_of
from registry.models import MenteeCard, MentorCard, Person
from schools.actions import finish_line, finish_stage
from schools.models import MentoringForm, Programme
from schools.rules import rules_of
from schools.years import add_months

from . import words

Period = tuple[datetime.date, datetime.date]
ONE_DAY = datetime.timedelta(days=1)
SMALLEST_GROUP = 2
MEETINGS = 3


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


def bind_everybody(programme: Programme, *, actor: User) -> list[Pair]:
    """A group where groups are allowed, then everybody else by the proposals or by hand."""
    mentors = list(programme.school.mentor_cards.active().select_related("person", "form"))
    mentees = list(programme.school.mentee_cards.active().select_related("person", "form"))
    period = pair_period(programme, clock.today())
    group = _group(programme, mentors, mentees, period, actor)
    found = [group] if group is not None else []
    run: ProposalRun = propose_pairs(programme, actor=actor)
    offers = [(row.mentor, row.mentee) for row in run.proposals.order_by("-score", "pk")]
    # Whom the matching found nobody is introduced to each mentor of the same form.
    offers += [(one, other) for other in mentees for one in mentors if one.form_id == other.form_id]
    for mentor, mentee in offers:
        if mentee.memberships.filter(is_binding=True).exists():
            continue
        pair = _try_to_bind(programme, mentor, [mentee], PairKind.INDIVIDUAL, period, actor)
        found += [pair] if pair is not None else []
    return found


def pair_period(programme: Programme, day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """From that day to the end of the programme, within the terms of the regulation."""
    rules = rules_of(programme.regulation)
    low, high = rules.value("term.min_months"), rules.value("term.max_months")
    ends_on = programme.ends_on
    if high is not None:
        ends_on = min(ends_on, add_months(day, high) - ONE_DAY)
    if low is not None:
        ends_on = max(ends_on, add_months(day, low))
    return day, ends_on


def _group(
    programme: Programme,
    mentors: Sequence[MentorCard],
    mentees: Sequence[MenteeCard],
    period: Period,
    actor: User,
) -> Pair | None:
    """The smallest group, of the first form that has people for it and where it is allowed."""
    size = group_size(programme)
    for mentor in mentors:
        same = [card for card in mentees if card.form_id == mentor.form_id]
        if size is not None and len(same) > size:
            pair = _try_to_bind(programme, mentor, same[:size], PairKind.GROUP, period, actor)
            if pair is not None:
                return pair
    return None


def group_size(programme: Programme) -> int | None:
    """Of the smallest group that the regulation allows; None where it allows none to a mentor."""
    rules = rules_of(programme.regulation)
    size: int = rules.value("group.min") or SMALLEST_GROUP
    limits = [rules.value("group.max")]
    if not rules.value("mentor.groups_exempt"):
        limits.append(rules.value("mentor.max_mentees"))
    return size if all(limit is None or size <= limit for limit in limits) else None


def _try_to_bind(
    programme: Programme,
    mentor: MentorCard,
    mentees: Sequence[MenteeCard],
    kind: str,
    period: Period,
    actor: User,
) -> Pair | None:
    """None where the regulation forbids this one, as the board would say."""
    kinds = rules_of(programme.regulation).value("pairing.kinds") or [{"code": ""}]
    models = mentor.form.role_models if mentor.form else []
    try:
        return choose_pair(
            programme,
            mentor=mentor,
            mentees=mentees,
            kind=kind,
            starts_on=period[0],
            ends_on=period[1],
            actor=actor,
            mentoring_kind=kinds[0]["code"],
            role_model=models[0] if models else "",
        )
    except RuleViolation:
        return None


def prepare_typical_plans(
    programme: Programme, forms: Iterable[MentoringForm], *, actor: User
) -> int:
    """One for each form, where the regulation has plans begin with them."""
    if not rules_of(programme.regulation).value("plan.from_typical"):
        return 0
    lines = [
        {"title": title, "period": "", "responsible": expand("{mentor}")}
        for title in words.ACTIVITIES
    ]
    known = set(programme.school.typical_plans.values_list("form", flat=True))
    forms = [form for form in forms if form.pk not in known]
    for form in forms:
        save_typical_plan(programme.school, actor=actor, form=form, title=form.name, lines=lines)
    return len(forms)


def fill_plan(plan: Plan, *, actor: User) -> Plan:
    """Six lines spread over the plan's period, and whatever sections the regulation wants."""
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
                "responsible": expand("{mentor}"),
            }
        )
    return save_plan(
        plan,
        actor=actor,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        activities=lines,
        sections={code: words.SECTIONS.get(code, words.SECTION) for code in sections_of(plan)},
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
    """Meetings on these days, of the regulation's kinds in their order; the last kind goes on."""
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


def meet_all_year(pair: Pair, *, actor: User) -> int:
    """A meeting of each kind that the regulation has, spread over the pair's term."""
    number = max(len(meeting_types(pair)), MEETINGS)
    step = (pair.ends_on - pair.starts_on) // (number + 1)
    days = [pair.starts_on + step * place for place in range(1, number + 1)]
    return meet(pair, actor=actor, days=days)


def _final_texts(feedback: Feedback) -> dict[str, str]:
    """Something for every section that the regulation names."""
    return {code: words.FINALS.get(code, words.SECTION) for code in final_sections(feedback)}


def write_feedback(feedback: Feedback, *, mentor: User, curator: User | None = None) -> Feedback:
    """Written and sent; with a curator, read as well, where somebody has to read it."""
    feedback = save_feedback(feedback, actor=mentor, texts=_final_texts(feedback))
    feedback = submit_feedback(feedback, actor=mentor)
    if curator is None or not reader_of(feedback):
        return feedback
    return read_feedback(feedback, actor=curator)


def ask_and_answer(
    programme: Programme,
    *,
    stage: str,
    due_on: datetime.date,
    actor: User,
    share: float,
    lift: int,
    silent: Person | None = None,
) -> tuple[int, int]:
    """Send a stage's questionnaires; how many were sent and answered. `lift` raises the scales.

    `silent` never answers.
    """
    if not people_to_ask(programme, stage=stage, actor=actor):
        return 0, 0
    sent = send_surveys(programme, stage=stage, due_on=due_on, actor=actor)
    answered = 0
    for number, item in enumerate(sent):
        if number % 10 < share * 10 and item.request.person != silent:
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
            low, high = request.scale
            mark = low + 2 + (number + question.number) % 5 + lift
            values[question.pk] = min(high, mark)
        elif question.kind == QuestionKind.YES_NO:
            values[question.pk] = (number + question.number) % 2
        elif question.kind == QuestionKind.CHOICE:
            values[question.pk] = question.options[number % len(question.options)]
        else:
            values[question.pk] = words.ANSWERS[number % len(words.ANSWERS)]
    return values


def measure(programme: Programme, *, actor: User, before: bool = True, after: bool) -> int:
    """The before/after table with plausible round numbers; how many rows it has."""
    values = {}
    for row in programme.measurements.all():
        start = Decimal(10 + row.number * 3)
        change = Decimal(-4 if row.fewer_is_better else 6)
        values[row.number] = (start if before else None, start + change if after else None)
    save_measurements(programme, actor=actor, values=values)
    return len(values)


def weigh(programme: Programme, *, actor: User) -> int:
    """A SWOT for each form that has pairs, or one of the whole where the regulation says so."""
    forms: set[Any] = {pair.form for pair in programme.pairs.select_related("form")}
    if is_swot_of_whole(programme):
        forms = {None}
    for form in forms:
        save_swot(programme, form=form, actor=actor, texts=words.SWOT)
    return len(forms)


def look_in(programme: Programme, actors: Iterable[User], *, until: datetime.date) -> int:
    """What each of those who hold the monitoring found at its points, on their days."""
    points = [point for point in points_of(programme) if not point.is_measured]
    actors = list(actors)
    for point in points:
        with clock.on(min(point.due_on, until)):
            for actor in actors:
                save_round(
                    programme,
                    point=point.code,
                    actor=actor,
                    held_on=clock.today(),
                    findings=words.ROUND,
                    advice=words.ADVICE,
                )
    return len(points) * len(actors)


def walk_the_road_map(programme: Programme, *, actor: User, until: datetime.date) -> int:
    """Each line and stage done by its day; what has no day or comes later, on the last one."""
    lines = list(programme.road_map_lines.filter(done_on__isnull=True))
    for line in lines:
        with clock.on(min(line.ends_on or until, until)):
            finish_line(line, actor=actor)
    for stage in programme.stages.filter(done_on__isnull=True):
        with clock.on(min(stage.ends_on or until, until)):
            finish_stage(programme, stage.number, actor=actor)
    return len(lines)


def finish(pairs: Sequence[Pair], *, reason: str, actor: User) -> int:
    """Each on its last day, with words about what came of it."""
    for pair in pairs:
        with clock.on(pair.ends_on):
            end_pair(
                pair,
                reason=reason,
                on=pair.ends_on,
                early=False,
                actor=actor,
                results={member.pk: words.RESULT for member in pair.members.all()},
            )
    return len(pairs)
