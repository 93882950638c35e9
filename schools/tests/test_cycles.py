"""A programme is opened, goes on in the next year, ends."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError

from core import clock
from core.audit import timeline
from core.errors import DomainError, RuleViolation, StateError
from core.findings import Finding
from schools.actions import (
    close_programme,
    continue_programme,
    open_programme,
    start_programme,
    update_programme,
)
from schools.choices import PairsChoice, ProgrammeState
from schools.closing import carried_lines, closing_findings
from schools.cycles import first_year, next_year, proposed_title
from schools.models import MentoringForm, Programme
from schools.queries import current_programme
from schools.signals import programme_closing, programme_continued, programme_continuing
from schools.testing import make_line, make_regulation
from schools.years import Year, add_months

AUTUMN = datetime.date(2026, 11, 21)
YEAR = Year(datetime.date(2026, 9, 1), datetime.date(2027, 5, 31))
NEXT = Year(datetime.date(2027, 9, 1), datetime.date(2028, 5, 31))
SCHOOL_DAYS = {"title": "Программа на {year}", "starts": "09-01", "ends": "05-31"}


@pytest.fixture(autouse=True)
def _autumn() -> Iterator[None]:
    with clock.on(AUTUMN):
        yield


@contextmanager
def hearing(signal, answer=None) -> Iterator[list[dict]]:
    heard: list[dict] = []

    def receive(sender: object, **kwargs: object) -> object:
        heard.append(kwargs)
        return answer

    signal.connect(receive)
    try:
        yield heard
    finally:
        signal.disconnect(receive)


def act_of(school, *, rules=None, **texts):
    return make_regulation(school, rules=rules or {}, texts=texts)


# --- the dates that are offered


def test_a_school_year_is_offered_as_the_act_says(school):
    act = act_of(school, programme=SCHOOL_DAYS)

    assert first_year(act, AUTUMN) == YEAR
    assert proposed_title(act, YEAR) == "Программа на 2026/2027"


def test_a_calendar_year_needs_no_words(school):
    act = act_of(school, rules={"cycle.kind": {"value": "calendar"}})

    assert str(first_year(act, AUTUMN)) == "2026"
    assert first_year(act, AUTUMN).ends_on == datetime.date(2026, 12, 31)


def test_a_cycle_of_months_begins_today(school):
    rules = {"cycle.kind": {"value": "months"}, "cycle.months": {"value": 3}}

    assert first_year(act_of(school, rules=rules), AUTUMN) == Year(
        AUTUMN, datetime.date(2027, 2, 20)
    )


def test_an_act_that_sets_no_cycle_offers_no_dates(school):
    assert first_year(act_of(school), AUTUMN) is None


def test_the_year_that_is_taken_is_not_offered_again(school):
    act = act_of(school, programme=SCHOOL_DAYS)
    open_programme(school, actor=None, regulation=act, year=YEAR)

    assert first_year(act, AUTUMN) == NEXT


def test_the_next_cycle_of_months_begins_on_the_day_after(school):
    rules = {"cycle.kind": {"value": "months"}, "cycle.months": {"value": 12}}
    act = act_of(school, rules=rules)
    old = open_programme(school, actor=None, regulation=act, year=YEAR)

    assert next_year(act, old) == Year(datetime.date(2027, 6, 1), datetime.date(2028, 5, 31))


def test_a_month_later_than_the_31st_is_the_last_day():
    assert add_months(datetime.date(2027, 1, 31), 1) == datetime.date(2027, 2, 28)


# --- opening


def test_two_acts_have_two_programmes_at_once(school, programme):
    second = open_programme(school, actor=None, regulation=act_of(school), year=YEAR)

    active = school.programmes.filter(state=ProgrammeState.ACTIVE)
    assert set(active) == {programme, second}
    assert current_programme(school, AUTUMN) == second


def test_a_planned_programme_is_not_the_current_one(school, programme):
    planned = open_programme(
        school, actor=None, regulation=act_of(school), year=YEAR, is_planned=True
    )
    assert current_programme(school, AUTUMN) == programme

    start_programme(planned, actor=None)
    assert current_programme(school, AUTUMN) == planned


def test_the_second_click_opens_no_second_programme(school):
    act = act_of(school, programme=SCHOOL_DAYS)
    open_programme(school, actor=None, regulation=act, year=YEAR)

    with pytest.raises(DomainError, match="уже есть"):
        open_programme(school, actor=None, regulation=act, year=YEAR)


def test_a_programme_of_crossed_dates_is_refused(school):
    with pytest.raises(ValidationError, match="раньше начала"):
        open_programme(
            school, actor=None, regulation=act_of(school), year=Year(YEAR.ends_on, YEAR.starts_on)
        )


def test_a_programme_does_not_begin_under_an_act_that_has_ended(school):
    act = make_regulation(school, valid_to=datetime.date(2026, 8, 31))

    with pytest.raises(DomainError, match="перестаёт действовать"):
        open_programme(school, actor=None, regulation=act, year=YEAR)


def test_an_act_of_another_school_is_refused(school, other_school):
    with pytest.raises(DomainError, match="другой школы"):
        open_programme(school, actor=None, regulation=act_of(other_school), year=YEAR)


def test_a_form_that_the_act_does_not_cover_is_refused(school):
    first, second = MentoringForm.objects.filter(school=school)[:2]
    act = act_of(school)
    act.forms.set([first])

    with pytest.raises(DomainError, match="не охватывает"):
        open_programme(school, actor=None, regulation=act, year=YEAR, forms=[second])
    assert not Programme.objects.filter(regulation=act).exists()


# --- closing


def test_a_programme_is_closed_with_what_was_left_in_the_trail(programme):
    make_line(programme)

    closed = close_programme(programme, actor=None)

    assert (closed.state, closed.closed_on) == (ProgrammeState.CLOSED, AUTUMN)
    event = timeline(programme).first()
    assert event.data["left"] == ["road_map.stages", "road_map.lines"]


def test_what_another_app_knows_is_shown_before_closing(programme):
    finding = Finding(code="pairs", text="Действуют 3 пары.", level="warning")

    with hearing(programme_closing, [finding]):
        assert finding in closing_findings(programme)


def test_what_another_app_forbids_stops_the_closing(programme):
    finding = Finding(code="pairs", text="Приказ ждёт подписи.")

    with hearing(programme_closing, [finding]), pytest.raises(RuleViolation):
        close_programme(programme, actor=None)
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.ACTIVE


def test_a_programme_is_closed_once(programme):
    close_programme(programme, actor=None)

    with pytest.raises(StateError):
        close_programme(programme, actor=None)


@pytest.mark.parametrize("day", ["2026-11-22", "2026-08-31"])
def test_a_programme_is_not_closed_on_a_day_out_of_it(programme, day):
    with pytest.raises(DomainError):
        close_programme(programme, actor=None, day=datetime.date.fromisoformat(day))


def test_a_planned_programme_has_nothing_to_close(school):
    planned = open_programme(
        school, actor=None, regulation=act_of(school), year=YEAR, is_planned=True
    )

    with pytest.raises(StateError):
        close_programme(planned, actor=None)


# --- the next year


def continued(programme, **given):
    values = {"regulation": programme.regulation, "year": NEXT, "is_planned": True}
    return continue_programme(programme, actor=None, **values | given)


def test_the_next_programme_has_the_road_map_a_year_later_and_nothing_done(programme):
    make_line(
        programme,
        proof=True,
        number="1.1",
        term_text="сентябрь",
        starts_on=datetime.date(2026, 9, 1),
        ends_on=datetime.date(2026, 9, 30),
        done_on=datetime.date(2026, 9, 20),
    )

    line = continued(programme).road_map_lines.get()

    assert (line.number, line.term_text, line.stage.title) == (
        "1.1",
        "сентябрь",
        "Подготовка условий",
    )
    assert (line.starts_on, line.ends_on) == (
        datetime.date(2027, 9, 1),
        datetime.date(2027, 9, 30),
    )
    assert (line.done_on, line.proof_name) == (None, "")


def test_the_road_map_of_the_act_is_taken_where_that_is_chosen(programme):
    make_line(programme)

    new = continued(programme, keeps_road_map=False)

    assert not new.road_map_lines.exists()


def test_other_apps_hear_what_becomes_of_the_pairs(programme):
    with hearing(programme_continued) as heard:
        new = continued(programme, pairs=PairsChoice.CONTINUE)

    assert [(row["old"], row["new"], row["pairs"]) for row in heard] == [
        (programme, new, "continue")
    ]
    assert new.continues == programme


def test_other_apps_say_what_they_would_carry(programme):
    with hearing(programme_continuing, ["Пар: 3"]) as heard:
        assert carried_lines(programme, "close") == ["Пар: 3"]
    assert heard[0]["pairs"] == "close"


def test_a_programme_is_continued_once(programme):
    continued(programme)

    with pytest.raises(StateError, match="уже создана"):
        continued(programme, title="Другая")


def test_the_next_programme_does_not_begin_before_the_old(programme):
    with pytest.raises(DomainError, match="не раньше"):
        continued(programme, year=Year(YEAR.starts_on, NEXT.ends_on))


def test_forms_chosen_for_a_programme_stay_where_nothing_is_said(school, programme):
    form = school.forms.first()
    update_programme(programme, actor=None, stages=[], forms=[form])

    update_programme(programme, actor=None, stages=[], title="Другая")

    assert list(programme.forms.all()) == [form]
