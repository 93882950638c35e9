"""S2, school 644: a programme with targets, nothing of a person goes out, two measurements."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from monitoring.exports import workbook_of
from monitoring.models import Measurement
from monitoring.queries import figures
from monitoring.rules import report_findings
from plans.rules import meeting_types
from plans.testing import make_plan
from schools.choices import TargetGroup

from .accepting import Accepted, clauses

pytestmark = pytest.mark.django_db

PUPILS = "pupil-pupil"


@pytest.fixture
def s2() -> Accepted:
    return Accepted("spb-644")


def test_2_3_the_export_names_nobody(s2: Accepted) -> None:
    mentee = s2.mentee(PUPILS, last_name="Незабудкин", birth_year=2012)
    make_plan(s2.school, mentor=s2.mentor(PUPILS), mentee=mentee)
    book = workbook_of(figures(s2.programme))
    assert "Незабудкин" not in _texts(book)


def _texts(book: bytes) -> str:
    sheets = load_workbook(io.BytesIO(book))
    return " ".join(
        str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row
    )


@pytest.mark.parametrize(
    ("group", "percent"), [(TargetGroup.PUPILS, 40), (TargetGroup.TEACHERS, 60)]
)
def test_the_targets_of_2024_are_forty_and_sixty(
    s2: Accepted, group: TargetGroup, percent: int
) -> None:
    assert s2.school.targets.get(group=group, year=2024).percent == percent


def test_4_3_the_report_waits_for_both_measurements(s2: Accepted) -> None:
    programme = s2.programme
    assert clauses(report_findings(programme)) == {"4.3"}
    Measurement.objects.filter(programme=programme).update(before=Decimal(1), after=Decimal(2))
    assert report_findings(programme) == []


def test_table_1_there_are_five_kinds_of_meetings(s2: Accepted) -> None:
    pair = make_plan(s2.school, mentor=s2.mentor(PUPILS), mentee=s2.mentee(PUPILS)).member.pair
    assert len(meeting_types(pair)) == 5


def test_pupils_take_part_from_eleven_to_eighteen(s2: Accepted) -> None:
    mentor = s2.mentor(PUPILS, birth_year=2009)
    day = datetime.date(2025, 10, 1)
    small = s2.mentee(PUPILS, birth_date=datetime.date(2015, 1, 1))
    fit = s2.mentee(PUPILS, birth_date=datetime.date(2012, 1, 1))
    assert s2.blocks(mentor, [small], starts_on=day) != []
    assert s2.blocks(mentor, [fit], starts_on=day) == []


def test_it_is_a_programme_with_two_orders_and_a_plan_of_implementation(s2: Accepted) -> None:
    assert s2.programme.regulation.kind == "programme"
    assert {"pairs", "mentors", "implementation_plan", "final_event", "rewards"} <= s2.kinds


def test_the_bases_are_due_in_the_words_of_the_road_map(s2: Accepted) -> None:
    assert s2.rules.value("bases.mentees_due").startswith("конец октября")
