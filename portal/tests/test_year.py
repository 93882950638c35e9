"""A year is played under each preset, and what its regulation asks for has happened by its end.

One play for each preset: the tests of this module only look at what it left.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from core.terms import using
from monitoring.choices import SurveyStage
from monitoring.models import Round, SurveyRequest, Swot
from monitoring.rules import points_of, report_findings
from orders.choices import OrderState, SheetKind
from orders.rules import is_numbered_by_hand
from orders.sheets import lines_of, sheets_of
from pairing.choices import PairKind, PairState
from plans.choices import FeedbackState, PlanState
from plans.finals import final_form, reader_of
from plans.models import Feedback, Plan
from plans.rules import meeting_types, missing_meetings, sections_of
from portal.demo.year import play_year
from registry.models import Appointment, Person
from registry.queries import with_gaps
from registry.rules import roles_used
from schools.actions import create_school
from schools.choices import ProgrammeState
from schools.models import Programme, School
from schools.presets import load_preset, preset_names
from schools.rules import RuleSet, rules_of
from schools.terms import words_of
from schools.texts import order_kinds

# The fixture opens the database by itself; the mark has it made.
pytestmark = pytest.mark.django_db

MADE_ON = datetime.date(2026, 11, 20)


@dataclass(frozen=True)
class Played:
    school: School
    programme: Programme
    rules: RuleSet
    lines: list[str]

    @property
    def points(self) -> set[str]:
        return {point["kind"] for point in self.rules.value("monitoring.points") or ()}


@pytest.fixture(scope="module", params=preset_names())
def played(request: Any, django_db_setup: Any, django_db_blocker: Any) -> Iterator[Played]:
    with django_db_blocker.unblock(), transaction.atomic():
        school = create_school(load_preset(request.param), slug="played", actor=None, today=MADE_ON)
        programme = school.programmes.get()
        lines = play_year(school)
        programme.refresh_from_db()
        with using(words_of(school)):
            yield Played(school, programme, rules_of(programme.regulation), lines)
        transaction.set_rollback(True)


def test_each_order_that_needs_nothing_to_happen_is_signed(played: Played) -> None:
    kinds = [kind for kind in order_kinds(played.programme.regulation) if not kind.changes_pair]
    signed = {row.kind for row in played.school.orders.all() if row.state == OrderState.APPROVED}

    assert {kind.code for kind in kinds} == signed


def test_each_order_has_a_number_that_no_other_has_in_its_year(played: Played) -> None:
    orders = played.school.orders.filter(signed_on__isnull=False)
    numbers = [(order.number, order.signed_on.year) for order in orders]

    assert all(number for number, _year in numbers)
    assert len(set(numbers)) == len(numbers)


def test_orders_are_numbered_by_hand_where_the_school_keeps_its_journal(played: Played) -> None:
    by_hand = {is_numbered_by_hand(order) for order in played.school.orders.all()}

    assert by_hand == {played.rules.value("orders.numbering") == "hand"}


def test_the_sheets_of_orders_are_filled(played: Played) -> None:
    empty = [
        (order.kind, sheet, line.title)
        for order in played.school.orders.all()
        for sheet in sheets_of(order)
        for line in lines_of(order, SheetKind(sheet))
        if line.mark is None
    ]

    assert empty == []


def test_the_texts_of_orders_name_everybody_and_everything(played: Played) -> None:
    texts = [
        text
        for order in played.school.orders.all()
        for text in (order.title, order.preamble, order.control, str(order.points))
    ]

    assert [text for text in texts if "()" in text or "«»" in text or "№ )" in text] == []


def test_everybody_whom_the_regulation_wants_is_appointed(played: Played) -> None:
    held = set(Appointment.objects.filter(school=played.school).values_list("role", flat=True))

    assert held == roles_used(played.rules)


def test_nobody_lacks_a_consent_when_pairs_begin(played: Played) -> None:
    people = Person.objects.filter(school=played.school).exclude(mentor_card=None, mentee_card=None)
    begun = min(pair.starts_on for pair in played.programme.pairs.all())
    rows: Any = with_gaps(people, day=begun, rules=played.rules)

    assert not rows.filter(is_ready=False).exists()


def test_each_mentee_had_a_mentor(played: Played) -> None:
    assert not played.school.mentee_cards.filter(memberships=None).exists()


def test_each_form_of_the_programme_is_tried(played: Played) -> None:
    forms = {pair.form_id for pair in played.programme.pairs.all()}

    assert forms == set(played.school.forms.values_list("pk", flat=True))


def test_there_is_a_group_within_its_size(played: Played) -> None:
    low, high = played.rules.value("group.min"), played.rules.value("group.max")
    sizes = [pair.members.count() for pair in played.programme.pairs.filter(kind=PairKind.GROUP)]

    assert [(low or 2) <= size <= (high or 100) for size in sizes] == [True]


def test_kinds_of_mentoring_are_chosen_where_there_are_any(played: Played) -> None:
    chosen = {bool(pair.mentoring_kind) for pair in played.programme.pairs.all()}

    assert chosen == {played.rules.value("pairing.kinds") is not None}


def test_pairs_are_over_on_their_day(played: Played) -> None:
    assert {pair.state for pair in played.programme.pairs.all()} == {PairState.COMPLETED}


def test_plans_went_their_way_with_all_sections(played: Played) -> None:
    plans = list(Plan.objects.filter(member__pair__programme=played.programme))
    empty = [
        (plan.pk, code)
        for plan in plans
        for code in sections_of(plan)
        if not plan.sections.get(code)
    ]

    assert ({plan.state for plan in plans}, empty) == ({PlanState.CLOSED}, [])


def test_meetings_of_all_kinds_were_held(played: Played) -> None:
    pairs = list(played.programme.pairs.all())

    assert [missing_meetings(pair) for pair in pairs if missing_meetings(pair)] == []
    assert all(pair.meetings.count() >= max(1, len(meeting_types(pair))) for pair in pairs)


def test_final_documents_are_where_the_regulation_wants_them(played: Played) -> None:
    rows = list(Feedback.objects.filter(member__pair__programme=played.programme))
    wanted = {FeedbackState.READ if reader_of(row) else FeedbackState.SUBMITTED for row in rows}

    assert bool(rows) == (final_form(played.rules) is not None)
    assert {row.state for row in rows} == wanted


@pytest.mark.parametrize("stage", SurveyStage)
def test_questionnaires_are_answered_when_the_regulation_measures(
    played: Played, stage: SurveyStage
) -> None:
    rows = SurveyRequest.objects.filter(survey__school=played.school, survey__stage=stage)

    assert rows.filter(answered_at__isnull=True).count() == 0
    assert rows.exists() == (stage.value in played.points)


def test_measurements_allow_the_report(played: Played) -> None:
    assert report_findings(played.programme) == []


def test_each_point_of_the_monitoring_has_its_round(played: Played) -> None:
    held = set(Round.objects.filter(programme=played.programme).values_list("point", flat=True))

    assert held == {p.code for p in points_of(played.programme) if not p.is_measured}


def test_there_are_as_many_swots_as_the_regulation_waits_for(played: Played) -> None:
    number = Swot.objects.filter(programme=played.programme).count()
    wanted = {None: 0, "school": 1, "form": played.school.forms.count()}

    assert number == wanted[played.rules.value("monitoring.swot")]


def test_the_road_map_is_walked_to_its_end(played: Played) -> None:
    programme = played.programme

    assert not programme.road_map_lines.filter(done_on=None).exists()
    assert programme.stages.exists()
    assert not programme.stages.filter(done_on=None).exists()


def test_the_programme_is_closed_and_goes_on_as_the_next(played: Played) -> None:
    new = played.school.programmes.get(continues=played.programme)

    assert played.programme.state == ProgrammeState.CLOSED
    assert new.state == ProgrammeState.ACTIVE
    assert new.starts_on > played.programme.ends_on
    assert {pair.state for pair in new.pairs.all()} == {PairState.CHOSEN}


def test_the_next_road_map_has_everything_yet_to_do(played: Played) -> None:
    new = played.school.programmes.get(continues=played.programme)

    assert new.road_map_lines.count() == played.programme.road_map_lines.count()
    assert not new.road_map_lines.exclude(done_on=None).exists()
