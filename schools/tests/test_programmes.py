"""Programmes, their years and stages."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from core.errors import DomainError, StateError
from schools.actions import StageLine, create_school, finish_stage, update_programme
from schools.choices import ProgrammeState
from schools.models import Programme
from schools.presets import load_preset
from schools.queries import current_programme
from schools.testing import make_programme
from schools.years import next_date, year_on

AUTUMN = datetime.date(2026, 11, 21)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_stages_get_dates_inside_the_school_year(db):
    school = create_school(load_preset("kirov-65"), slug="first", actor=None, today=AUTUMN)

    stages = list(school.programmes.get().stages.all())

    assert stages[1].ends_on == day("2026-10-01")
    assert stages[6].ends_on == day("2027-05-31")
    assert stages[1].is_late(AUTUMN)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        ("2026-09-01", "2026-09-01"),
        ("2027-05-31", "2026-09-01"),
        ("2027-06-01", "2027-09-01"),
        ("2026-08-31", "2026-09-01"),
    ],
)
def test_the_year_is_the_one_that_is_on_or_the_next(today, first):
    assert year_on("09-01", "05-31", day(today)).starts_on == day(first)


def test_a_calendar_year_is_one_year():
    year = year_on("01-01", "12-31", AUTUMN)

    assert str(year) == "2026"
    assert (year.starts_on, year.ends_on) == (day("2026-01-01"), day("2026-12-31"))


def test_the_next_date_is_today_at_the_earliest():
    assert next_date("11-21", AUTUMN) == AUTUMN
    assert next_date("11-20", AUTUMN) == day("2027-11-20")


def test_the_current_programme_is_the_one_of_the_day(school, programme):
    following = make_programme(
        school,
        regulation=programme.regulation,
        starts_on=day("2027-09-01"),
        ends_on=day("2028-05-31"),
    )

    assert current_programme(school, day("2027-01-10")) == programme
    assert current_programme(school, day("2027-10-10")) == following


def test_between_years_the_current_programme_is_the_last_not_closed(school, programme):
    assert current_programme(school, day("2027-07-10")) == programme

    Programme.objects.update(state=ProgrammeState.CLOSED)
    assert current_programme(school, day("2027-07-10")) is None


def test_stages_are_numbered_as_given_and_the_rest_goes(db):
    school = create_school(load_preset("r145"), slug="first", actor=None, today=AUTUMN)
    programme = school.programmes.get()
    first, second = programme.stages.all()[:2]

    update_programme(
        programme,
        actor=None,
        stages=[
            StageLine(title="Новый этап"),
            StageLine(title=second.title, pk=second.pk, done_on=day("2026-10-01")),
            StageLine(title=first.title, pk=first.pk),
        ],
    )

    assert [(row.number, row.title) for row in programme.stages.all()] == [
        (1, "Новый этап"),
        (2, second.title),
        (3, first.title),
    ]
    second.refresh_from_db()
    assert second.done_on == day("2026-10-01")


def test_a_stage_of_another_programme_is_not_taken_over(db):
    schools = [
        create_school(load_preset("r145"), slug=slug, actor=None, today=AUTUMN)
        for slug in ("first", "second")
    ]
    mine, others = (school.programmes.get() for school in schools)
    stage = others.stages.first()

    update_programme(mine, actor=None, stages=[StageLine(title="Чужой", pk=stage.pk)])

    stage.refresh_from_db()
    assert stage.programme == others
    assert others.stages.count() == 7
    assert mine.stages.get().title == "Чужой"


def test_a_stage_does_not_end_before_it_begins(programme):
    with pytest.raises(DomainError, match="кончается раньше"):
        update_programme(
            programme,
            actor=None,
            stages=[
                StageLine(title="Этап", starts_on=day("2026-10-02"), ends_on=day("2026-10-01"))
            ],
        )


def test_a_programme_does_not_end_before_it_begins(programme):
    with pytest.raises(ValidationError, match="раньше начала"):
        update_programme(programme, actor=None, stages=[], ends_on=day("2026-08-01"))


def test_a_stage_is_finished_once(db):
    school = create_school(load_preset("r145"), slug="first", actor=None, today=AUTUMN)
    programme = school.programmes.get()

    stage = finish_stage(programme, 2, actor=None, day=AUTUMN)

    assert stage.done_on == AUTUMN
    assert not stage.is_late(AUTUMN)
    with pytest.raises(StateError, match="уже завершён"):
        finish_stage(programme, 2, actor=None)
    with pytest.raises(StateError):
        finish_stage(programme, 99, actor=None)


def test_a_closed_programme_stands(programme):
    Programme.objects.update(state=ProgrammeState.CLOSED)

    with pytest.raises(StateError):
        update_programme(programme, actor=None, stages=[], title="Другая")
