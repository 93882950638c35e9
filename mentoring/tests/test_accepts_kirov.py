"""S0, the school of Kirov: groups of five, plans of months, feedback days before the end."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from core.errors import RuleViolation
from documents.paper import Fields, Table
from plans.actions import save_plan
from plans.finals import final_sections
from plans.papers import plan_paper
from plans.rules import feedback_due_on, term_findings
from plans.testing import make_plan
from registry.choices import Base
from registry.models import Guardianship
from registry.queries import base_deadlines
from registry.rules import Appointee, appointment_findings
from registry.testing import make_person

from .accepting import Accepted, clauses

pytestmark = pytest.mark.django_db

STUDY = "teacher-pupil"


@pytest.fixture
def s0() -> Accepted:
    return Accepted("kirov-65")


def test_1_4_a_sixth_mentee_of_a_group_is_refused(s0: Accepted) -> None:
    mentor = s0.mentor(STUDY)
    mentees = [s0.mentee(STUDY) for _number in range(6)]
    assert s0.blocks(mentor, mentees[:5]) == []
    assert clauses(s0.blocks(mentor, mentees)) == {"1.4"}


@pytest.mark.parametrize("ends_on", [datetime.date(2025, 11, 29), datetime.date(2026, 9, 30)])
def test_3_8_a_plan_too_short_or_too_long_is_refused(s0: Accepted, ends_on: datetime.date) -> None:
    found = term_findings(datetime.date(2025, 9, 1), ends_on, s0.rules)
    assert clauses(found) == {"3.8"}


def test_3_8_the_term_bounds_the_plan_when_it_is_saved(s0: Accepted) -> None:
    plan = make_plan(s0.school, mentee=s0.mentee(STUDY))
    with pytest.raises(RuleViolation, match=r"3\.8"):
        save_plan(
            plan,
            actor=None,
            starts_on=datetime.date(2026, 9, 1),
            ends_on=datetime.date(2026, 11, 29),
            activities=[],
        )


def test_3_10_the_feedback_is_due_five_working_days_before_the_end(s0: Accepted) -> None:
    friday = datetime.date(2026, 5, 29)
    due_on = feedback_due_on(friday, rules=s0.rules, school=s0.school)
    assert due_on == datetime.date(2026, 5, 22)


def test_1_2_a_parent_is_no_mentor_of_the_own_child(s0: Accepted) -> None:
    mentee = s0.mentee(STUDY)
    mentor = s0.mentor(STUDY)
    assert s0.blocks(mentor, [mentee]) == []
    Guardianship.objects.create(
        school=s0.school, child=mentee.person, guardian=mentor.person, relation="mother"
    )
    assert "1.2" in clauses(s0.blocks(mentor, [mentee]))


def test_annex_1_the_printed_plan_has_five_fields_and_five_columns(s0: Accepted) -> None:
    blocks = plan_paper(make_plan(s0.school, mentee=s0.mentee(STUDY))).blocks
    (fields,) = [block for block in blocks if isinstance(block, Fields)]
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert (len(fields.rows), len(table.columns)) == (5, 5)


def test_annex_2_the_feedback_has_its_seven_texts(s0: Accepted) -> None:
    feedback = make_plan(s0.school, mentee=s0.mentee(STUDY)).member.feedback
    assert len(final_sections(feedback)) == 7


def test_3_2_each_direction_has_a_curator_of_its_own(s0: Accepted) -> None:
    deputies = [
        make_person(s0.school, post="заместитель директора", last_name=f"Замов{letter}")
        for letter in "абвг"
    ]
    directions = list(s0.school.directions.all())
    assert len(directions) == 4
    apart = [
        Appointee("curator", person, direction=direction)
        for person, direction in zip(deputies, directions, strict=True)
    ]
    assert [f for f in appointment_findings(apart, programme=s0.programme) if f.is_block] == []
    everywhere = [Appointee("curator", deputies[0])]
    found = appointment_findings(everywhere, programme=s0.programme)
    assert "3.2" in clauses([f for f in found if f.is_block])


def test_3_2_there_is_no_coordinator(s0: Accepted) -> None:
    found = appointment_findings(
        [Appointee("coordinator", make_person(s0.school))], programme=s0.programme
    )
    assert any(finding.is_block for finding in found)


def test_3_3_the_bases_are_due_on_the_first_of_october(s0: Accepted) -> None:
    s0.mentee(STUDY, consents=False)
    late = base_deadlines(s0.programme, datetime.date(2025, 10, 2))
    assert {row.day for row in late} == {datetime.date(2025, 10, 1)}
    mentees = next(row for row in late if row.side == Base.MENTEES)
    assert mentees.is_overdue


def test_3_7_there_are_five_reasons_to_replace_a_mentor(s0: Accepted) -> None:
    assert len(s0.rules.value("replacement.reasons")) == 5
    assert s0.rules.clause("replacement.reasons") == "3.7"


def test_the_school_issues_the_orders_that_its_regulation_names(s0: Accepted) -> None:
    assert {"introduction", "current_programme", "replacement"} <= s0.kinds


def test_the_road_map_has_seven_stages_in_six_columns(s0: Accepted) -> None:
    assert s0.programme.stages.count() == 7
    assert s0.programme.road_map_lines.count() == 26


def test_a_curator_of_the_school_may_sign_in(s0: Accepted) -> None:
    assert s0.user(Role.CURATOR).school == s0.school
