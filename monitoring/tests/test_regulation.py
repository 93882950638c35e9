"""What a regulation says of monitoring: its points, its actors, targets, indicators, reports."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core import clock
from core.errors import DomainError
from monitoring.actions import save_headcounts, save_round
from monitoring.models import Measurement, Round, Swot
from monitoring.queries import figures, group_title
from monitoring.rules import is_actor, points_of, report_findings
from plans.testing import make_plan
from registry.testing import make_mentee, make_mentor
from schools.models import Programme, School, Target
from schools.rules import rules_of

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def obey(programme: Programme, **values: Any) -> Programme:
    """Set rules of the programme's regulation; «__» stands for the dot."""
    rules = programme.regulation.rules
    for name, value in values.items():
        rules[name.replace("__", ".")] = {"value": value, "clause": "6.4"}
    programme.regulation.save()
    return Programme.objects.get(pk=programme.pk)


def a_point(kind: str, value: Any = None) -> dict[str, Any]:
    point = {"code": kind, "title": f"точка {kind}", "kind": kind}
    return point if value is None else point | {"value": value}


@pytest.mark.parametrize(
    ("point", "days"),
    [
        (a_point("entry"), ["2026-09-01"]),
        (a_point("middle"), ["2027-01-13"]),
        (a_point("half_year"), ["2027-01-13", "2027-05-28"]),
        (a_point("final"), ["2027-05-28"]),
        (a_point("day", "02-01"), ["2027-02-01"]),
        (a_point("percent", 50), ["2027-01-13"]),
    ],
)
def test_a_point_of_the_regulation_falls_on_days_of_the_programme(
    programme: Programme, point: dict[str, Any], days: list[str]
) -> None:
    programme = obey(programme, monitoring__points=[point])
    assert [row.due_on.isoformat() for row in points_of(programme)] == days


def test_only_those_whom_the_regulation_names_hold_the_monitoring(
    school: School, programme: Programme, curator: User
) -> None:
    mentor = make_user(Role.MENTOR, school)
    rules = rules_of(obey(programme, monitoring__actors=["mentor"]).regulation)
    assert is_actor(mentor, rules)
    assert not is_actor(curator, rules)


def test_a_round_is_kept_once_for_its_author_and_names_no_grade(
    programme: Programme, curator: User
) -> None:
    programme = obey(programme, monitoring__points=[a_point("entry")])
    with clock.on(datetime.date(2026, 10, 1)):
        for text in ("встречаются", "встречаются чаще"):
            save_round(
                programme,
                point="entry",
                actor=curator,
                held_on=datetime.date(2026, 10, 1),
                findings=text,
            )
    assert Round.objects.get().findings == "встречаются чаще"
    assert not {"grade", "mark", "score"} & {field.name for field in Round._meta.get_fields()}


def test_a_round_at_an_unknown_point_is_refused(programme: Programme, curator: User) -> None:
    with pytest.raises(DomainError, match="Такого этапа"):
        save_round(
            programme,
            point="dance",
            actor=curator,
            held_on=programme.starts_on,
            findings="всё хорошо",
        )


def test_the_report_waits_for_both_measurements(
    programme: Programme, curator: User, signed_in: SignIn
) -> None:
    programme = obey(programme, monitoring__both_measurements=True)
    row = Measurement.objects.create(
        school=programme.school, programme=programme, number=1, title="Проекты", before=Decimal(3)
    )
    assert [finding.clause for finding in report_findings(programme)] == ["6.4"]
    client = signed_in(curator)
    assert client.get(reverse("monitoring:figures_export")).status_code == 302
    row.after = Decimal(5)
    row.save()
    assert client.get(reverse("monitoring:figures_export")).status_code == 200


def test_where_nothing_is_said_of_measurements_the_report_waits_for_none(
    programme: Programme,
) -> None:
    assert report_findings(programme) == []


def test_coverage_is_measured_against_the_target_of_the_year(
    school: School, programme: Programme, curator: User
) -> None:
    Target.objects.create(school=school, group="pupils", year=2027, percent=40)
    make_plan(school)
    save_headcounts(programme, actor=curator, numbers={"pupils": 2})
    (aim,) = figures(programme).aims
    assert (aim.number, aim.total, aim.percent, aim.target) == (1, 2, Decimal("50.0"), 40)
    assert aim.is_reached


def test_mentors_count_only_where_the_regulation_says_so(
    school: School, programme: Programme
) -> None:
    Target.objects.create(school=school, group="teachers", year=2027, percent=60)
    make_plan(school)
    assert figures(programme).aims[0].number == 0
    programme = obey(programme, targets__count_mentors=True)
    assert figures(programme).aims[0].number == 1


def test_pupils_of_the_regulations_age_who_mentor_are_an_indicator(
    school: School, programme: Programme
) -> None:
    programme = obey(
        programme,
        indicators__used=["pupil_mentors"],
        indicators__age_from=15,
        indicators__age_to=19,
    )
    for year in (2010, 2014):
        pair = make_plan(school).member.pair
        type(pair).objects.filter(pk=pair.pk).update(
            mentor=make_mentor(school, kind="pupil", birth_year=year)
        )
    found = figures(programme, day=datetime.date(2027, 5, 1)).indicators
    assert [(row.code, row.number) for row in found] == [("pupil_mentors", 1)]


def test_young_specialists_are_counted_by_the_years_of_the_regulation(
    school: School, programme: Programme
) -> None:
    programme = obey(
        programme, indicators__used=["young_specialists"], indicators__young_specialist_years=3
    )
    for year in (2025, 2015, None):
        make_plan(school, mentee=make_mentee(school, kind="staff", works_since=year))
    found = figures(programme, day=datetime.date(2027, 5, 1)).indicators
    assert [row.number for row in found] == [1]


def test_the_words_of_a_headcount_carry_the_regulations_numbers(programme: Programme) -> None:
    programme = obey(programme, indicators__age_from=15, indicators__age_to=19)
    assert "15–19" in group_title("pupils_of_age", rules_of(programme.regulation))


def test_one_swot_for_the_whole_where_the_regulation_wants_one(
    programme: Programme, curator: User, signed_in: SignIn
) -> None:
    obey(programme, monitoring__swot="school")
    client = signed_in(curator)
    client.post(reverse("monitoring:swot_update", args=[0]), {"strengths": "опыт"})
    assert Swot.objects.get().form is None
    assert "опыт" in client.get(reverse("monitoring:swot_list")).content.decode()
    assert client.get(reverse("monitoring:swot_pdf", args=[0])).status_code == 200
