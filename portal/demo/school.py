"""The demonstration school in the middle of its year, with something to do for each role."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from core import clock
from monitoring.choices import SurveyStage
from orders.actions import return_order, submit_order
from orders.kinds import opening_kinds
from pairing.actions import choose_pair, draft_pairs_order, end_pair, propose_pairs
from pairing.choices import PairKind, PairState
from pairing.models import Pair
from plans.actions import return_plan
from plans.choices import PlanState
from plans.models import Feedback, Plan
from registry.actions import set_road_map_people
from registry.models import MenteeCard, MentorCard
from schools.actions import create_school, finish_line, save_line, update_programme
from schools.actions.programmes import StageLine
from schools.choices import ParticipantKind
from schools.models import Programme, School
from schools.presets import load_preset
from schools.rules import rules_of

from . import acts, contracts, papers, people, words
from .cast import OFFICE, Cast
from .names import Names

SLUG = "demo"
MENTORS, MENTEES = 40, 90
WEEK = datetime.timedelta(days=7)
APPROVED_OF_TEN = 6
# The demonstration is this far into its year, whatever day it is made on.
BEGUN_AGO = datetime.timedelta(days=110)


@transaction.atomic
def make_demo_school(today: datetime.date) -> School:
    """The school and everything in it, in one transaction: it is there whole or not at all."""
    began = today - BEGUN_AGO
    with clock.on(began):
        school = create_school(
            load_preset("kirov-65"),
            slug=SLUG,
            actor=None,
            name="Муниципальное общеобразовательное учреждение «Демонстрационная школа»",
            short_name="Демонстрационная школа",
            city="г. Примерск",
            is_demo=True,
            today=began,
        )
        programme = _mid_year(school.programmes.get(), began, today)
        cast = Cast(school, Names(65), rules_of(programme.regulation))
        cast.engage_office(*OFFICE)
        _introduce(programme, cast, began)
        mentors, mentees = _fill_bases(programme, cast, began)
    _follow_the_road_map(programme, cast, today)
    _first_orders(programme, cast, mentors, mentees, began)
    _work(programme, cast, today)
    _open_business(programme, cast, today)
    return school


def _mid_year(programme: Programme, began: datetime.date, today: datetime.date) -> Programme:
    """Stages done one after another up to now; the last of those behind us is still open."""
    stages = list(programme.stages.all())
    past = len(stages) - 2
    step = (BEGUN_AGO - WEEK) // past
    lines = []
    for number, stage in enumerate(stages):
        ahead = number - past
        ends_on = began + step * (number + 1)
        lines.append(
            StageLine(
                title=stage.title,
                term_text=stage.term_text,
                starts_on=began + step * number if ahead < 0 else today + WEEK * 25 * ahead,
                ends_on=ends_on if ahead < 0 else today + WEEK * (25 + ahead),
                done_on=ends_on if ahead < -1 else None,
                pk=stage.pk,
            )
        )
    return update_programme(
        programme, actor=None, stages=lines, starts_on=began, ends_on=today + WEEK * 26
    )


def _introduce(programme: Programme, cast: Cast, day: datetime.date) -> None:
    """The orders that a year begins with: the acts, the curators, the working group."""
    for kind in opening_kinds(programme):
        papers.issue_order(kind, programme=programme, cast=cast, day=day, basis=words.BASIS)


def _follow_the_road_map(programme: Programme, cast: Cast, today: datetime.date) -> None:
    """Lines as far as their stages; one is late, and the curator answers for it by name."""
    stages = programme.stages.filter(starts_on__lt=today).prefetch_related("lines")
    lines = [line for stage in stages for line in stage.lines.all()]
    late = lines.pop()
    curator = cast[Role.CURATOR]
    for line in lines:
        day = line.stage.ends_on if line.stage else None
        with clock.on(min(day or today, today)):
            finish_line(line, actor=curator)
    save_line(programme, actor=curator, line=late, ends_on=today - WEEK)
    set_road_map_people(late, people=[cast.person(Role.CURATOR)], actor=curator)


def _fill_bases(
    programme: Programme, cast: Cast, day: datetime.date
) -> tuple[list[MentorCard], list[MenteeCard]]:
    """Three mentees and a mentor are left without consents: something is always missing."""
    names, curator = cast.names, cast[Role.CURATOR]
    pupils, staff = ParticipantKind.PUPIL, ParticipantKind.STAFF
    for_pupils = people.forms_between(cast.school, staff, pupils)
    for_staff = people.forms_between(cast.school, staff, staff)
    given = [for_staff if number % 5 == 4 else for_pupils for number in range(MENTORS)]
    asked = [for_staff if number % 8 == 7 else for_pupils for number in range(MENTEES)]
    mentors = people.add_mentors(programme, given, names, joined_on=day, actor=curator)
    mentees = people.add_mentees(programme, asked, names, joined_on=day, actor=curator)
    parents = people.add_parents(mentees[:30], names, actor=curator)
    people.collect_consents([*mentors[:-1], *mentees[:-3]], given_on=day, actor=curator)
    cast.engage_person(Role.MENTOR, mentors[0].person)
    cast.engage_person(Role.MENTEE, mentees[0].person)
    cast.engage_person(Role.PARENT, parents[0])
    return mentors, mentees


def _first_orders(
    programme: Programme,
    cast: Cast,
    mentors: Sequence[MentorCard],
    mentees: Sequence[MenteeCard],
    began: datetime.date,
) -> None:
    """A short group that is nearly over, then the year's pairs, each by an order of its own."""
    curator = cast[Role.CURATOR]
    short_end = began + BEGUN_AGO + datetime.timedelta(days=3)
    with clock.on(began + WEEK):
        short = [
            choose_pair(
                programme,
                mentor=mentors[0],
                mentees=mentees[:2],
                kind=PairKind.GROUP,
                starts_on=began + WEEK,
                ends_on=short_end,
                actor=curator,
            ),
            choose_pair(
                programme,
                mentor=mentors[1],
                mentees=[mentees[2]],
                kind=PairKind.INDIVIDUAL,
                starts_on=began + WEEK,
                ends_on=began + datetime.timedelta(days=102),
                actor=curator,
            ),
        ]
        contracts.sign_papers(short, actor=curator)
        papers.pass_order(draft_pairs_order(short, programme=programme, actor=curator), cast)
    with clock.on(began + 2 * WEEK):
        pairs = acts.propose_and_choose(programme, share=0.7, actor=curator)
        contracts.sign_papers(pairs, actor=curator)
        order = draft_pairs_order(pairs, programme=programme, actor=curator)
        papers.pass_order(order, cast, is_read=False)


def _work(programme: Programme, cast: Cast, today: datetime.date) -> None:
    """Plans in every state, marks and meetings, entry answers, early ends."""
    curator = cast[Role.CURATOR]
    began = programme.starts_on
    pairs = list(programme.pairs.filter(state=PairState.ACTIVE).order_by("pk"))
    plans = list(Plan.objects.filter(member__pair__in=pairs).order_by("pk"))
    for number, plan in enumerate(plans):
        with clock.on(began + 4 * WEEK if number % 10 < APPROVED_OF_TEN else today - WEEK):
            _bring_plan_on(number, plan, curator)
    with clock.on(began + 4 * WEEK):
        acts.ask_and_answer(
            programme,
            stage=SurveyStage.ENTRY,
            due_on=began + 8 * WEEK,
            actor=curator,
            share=0.8,
            lift=0,
            silent=cast.school.people.get(user=cast[Role.MENTEE]),
        )
        acts.measure(programme, actor=curator, after=False)
        acts.weigh(programme, actor=curator)
    for plan in Plan.objects.filter(state=PlanState.APPROVED).order_by("pk"):
        # Every fourth mentor is behind with the marks.
        late = datetime.timedelta(days=40 if plan.pk % 4 == 0 else 0)
        acts.mark_done(plan, actor=curator, until=today - late - WEEK)
    for pair in pairs[:25]:
        acts.meet(pair, actor=curator, days=[pair.starts_on + WEEK * n for n in (1, 3, 6)])
    _end_some(programme, pairs, curator, today)


def _bring_plan_on(number: int, plan: Plan, curator: User) -> None:
    """Of ten plans six stand, one waits, one is returned, one is a draft, one is empty."""
    if number % 10 == 9:
        return
    if number % 10 == 8:
        acts.fill_plan(plan, actor=curator)
    elif number % 10 >= APPROVED_OF_TEN:
        sent = acts.send_plan(plan, mentor=curator, curator=curator, approve=False)
        if number % 10 == 7:
            return_plan(sent, actor=curator, remark=words.PLAN_REMARK)
    else:
        acts.send_plan(plan, mentor=curator, curator=curator)


def _end_some(
    programme: Programme, pairs: Sequence[Pair], curator: User, today: datetime.date
) -> None:
    """The short pair on its day with its feedback, two early ones with a reason."""
    reasons = rules_of(programme.regulation).value("completion.reasons") or [{"code": ""}]
    short = pairs[1]
    with clock.on(short.ends_on - 2 * WEEK):
        for feedback in Feedback.objects.filter(member__pair=short):
            acts.write_feedback(feedback, mentor=curator, curator=curator)
    acts.finish([short], reason=reasons[0]["code"], actor=curator)
    for pair in pairs[-2:]:
        day = today - WEEK
        with clock.on(day):
            end_pair(pair, reason=reasons[-1]["code"], on=day, early=True, actor=curator)
        unsent = Feedback.objects.filter(member__pair=pair).first()
        if unsent is not None:
            acts.write_feedback(unsent, mentor=curator)


def _open_business(programme: Programme, cast: Cast, today: datetime.date) -> None:
    """A draft to approve, one returned, one being written; fresh proposals; pairs chosen."""
    curator, director = cast[Role.CURATOR], cast[Role.DIRECTOR]
    with clock.on(today - WEEK):
        pairs = acts.propose_and_choose(programme, share=0.6, actor=curator)
        third = max(1, len(pairs) // 4)
        contracts.sign_papers(pairs[: 3 * third], actor=curator)
        waiting = draft_pairs_order(pairs[:third], programme=programme, actor=curator)
        submit_order(waiting, actor=curator)
        returned = draft_pairs_order(pairs[third : 2 * third], programme=programme, actor=curator)
        submit_order(returned, actor=curator)
        return_order(returned, remark=words.RETURN_REMARK, actor=director)
        draft_pairs_order(pairs[2 * third : 3 * third], programme=programme, actor=curator)
    propose_pairs(programme, actor=curator)
