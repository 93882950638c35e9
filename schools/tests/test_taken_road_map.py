"""A programme that runs already takes the stages and the road map of its act."""

from __future__ import annotations

import datetime

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError, StateError
from schools.actions import take_road_map, update_regulation_texts
from schools.choices import ProgrammeState

from .test_act_pages import YEAR, lines, url
from .test_road_map import STAGES, opened

OTHER = [
    {"title": "Запуск", "lines": [{"title": "Собрание", "ends": "10-10", "number": "1"}]},
    {"title": "Итоги", "ends": "05-20"},
]


@pytest.fixture
def running(school):
    """A programme with the road map of `STAGES`, whose act now says `OTHER`."""
    programme = opened(school)
    act = programme.regulation
    act.texts = {**act.texts, "stages": OTHER}
    act.save()
    return programme


def lines_of(programme):
    return [line.title for line in programme.road_map_lines.all()]


def take(programme):
    return take_road_map(programme, actor=None)


def test_stages_and_lines_are_replaced_with_days_of_the_programmes_year(running):
    assert take(running)

    assert [stage.title for stage in running.stages.all()] == ["Запуск", "Итоги"]
    line = running.road_map_lines.get()
    assert (line.title, line.stage.title, line.number) == ("Собрание", "Запуск", "1")
    assert line.ends_on == datetime.date(2026, 10, 10)
    assert running.stages.get(number=2).ends_on == datetime.date(2027, 5, 20)


def test_what_stood_before_is_in_the_trail(running):
    take(running)

    row = timeline(running)[0]
    assert row.verb == "schools.take_road_map"
    assert row.data["before"]["lines"] == ["Приказ", "Сайт", "Отчёт"]


def test_the_second_click_changes_nothing(running):
    take(running)
    line = running.road_map_lines.get()

    assert not take(running)
    assert running.road_map_lines.get() == line


@pytest.mark.parametrize(
    "mark", [{"done_on": datetime.date(2026, 10, 1)}, {"proof_name": "протокол.pdf"}]
)
def test_a_marked_line_keeps_the_road_map(running, mark):
    running.road_map_lines.filter(number="1.1").update(**mark)

    with pytest.raises(StateError, match="отметки или документы"):
        take(running)
    assert lines_of(running) == ["Приказ", "Сайт", "Отчёт"]


def test_a_finished_stage_keeps_the_road_map(running):
    running.stages.filter(number=1).update(done_on=datetime.date(2026, 10, 1))

    with pytest.raises(StateError, match="отметки"):
        take(running)


def test_a_closed_programme_stands_as_it_is(running):
    running.state = ProgrammeState.CLOSED
    running.save()

    with pytest.raises(StateError, match="завершена"):
        take(running)


def test_an_act_without_stages_takes_nothing_away(running):
    act = running.regulation
    act.texts = {}
    act.save()

    with pytest.raises(StateError, match="Год и этапы"):
        take(running)
    assert lines_of(running) == ["Приказ", "Сайт", "Отчёт"]


# --- the button


def page_of(client, programme):
    return client.get(url("road_map", programme.pk)).content.decode()


def test_the_button_stands_only_while_it_would_change_something(signed_in, school, running):
    client = signed_in(make_user(Role.COORDINATOR, school))
    address = url("road_map_take", running.pk)
    assert address in page_of(client, running)

    response = client.post(address)

    assert response["Location"] == url("road_map", running.pk)
    assert lines_of(running) == ["Собрание"]
    assert address not in page_of(client, running)


def test_the_button_is_not_for_a_curator_and_not_for_a_marked_road_map(signed_in, school, running):
    address = url("road_map_take", running.pk)

    assert address not in page_of(signed_in(make_user(Role.CURATOR, school)), running)
    running.road_map_lines.filter(number="1.1").update(proof_name="протокол.pdf")
    client = signed_in(make_user(Role.COORDINATOR, school))
    assert address not in page_of(client, running)
    assert "отметки" in client.post(address, follow=True).content.decode()


# --- the tick on the page of the act


@pytest.fixture
def office(signed_in, school):
    return signed_in(make_user(Role.ADMINISTRATOR, school))


def year(**changes):
    rows = ({"level": "0", "title": "Запуск"}, {"level": "1", "title": "Собрание"})
    return YEAR | lines("stages", *rows) | changes


def test_the_tick_brings_the_stages_to_the_programme(office, school):
    programme = opened(school)
    address = url("act_year", programme.regulation_id)

    office.post(address, year(moved=[programme.pk], taken=[programme.pk]))

    programme.refresh_from_db()
    assert programme.regulation.version == 2
    assert lines_of(programme) == ["Собрание"]


def test_without_the_tick_the_programme_keeps_its_lines(office, school):
    programme = opened(school)

    office.post(url("act_year", programme.regulation_id), year(moved=[programme.pk]))

    assert lines_of(programme) == ["Приказ", "Сайт", "Отчёт"]


def test_stages_of_a_version_that_the_programme_does_not_obey_are_refused(office, school):
    programme = opened(school)

    response = office.post(url("act_year", programme.regulation_id), year(taken=[programme.pk]))

    assert "из своей редакции" in str(response.context["version"].errors["taken"])
    assert lines_of(programme) == ["Приказ", "Сайт", "Отчёт"]


def test_an_act_left_without_stages_takes_nothing_from_the_programme(office, school):
    programme = opened(school)
    ticks = {"moved": [programme.pk], "taken": [programme.pk]}

    office.post(url("act_year", programme.regulation_id), YEAR | lines("stages") | ticks)

    programme.refresh_from_db()
    assert programme.regulation.version == 2
    assert lines_of(programme) == ["Приказ", "Сайт", "Отчёт"]


def test_the_tick_stands_where_nobody_changed_the_lines_by_hand(office, school):
    programme = opened(school)
    address = url("act_year", programme.regulation_id)
    assert office.get(address).context["version"].fields["taken"].initial == [programme.pk]

    programme.road_map_lines.filter(number="1.1").update(title="Приказ и план")

    assert office.get(address).context["version"].fields["taken"].initial == []


def test_the_tick_is_not_there_for_a_marked_programme(office, school):
    programme = opened(school)
    programme.stages.filter(number=1).update(done_on=datetime.date(2026, 10, 1))

    page = office.get(url("act_year", programme.regulation_id))

    assert "taken" not in page.context["version"].fields


def test_a_refusal_leaves_no_version_behind(school):
    programme = opened(school)
    act = programme.regulation

    with pytest.raises(DomainError, match="другой редакции"):
        update_regulation_texts(
            act, actor=None, texts={"stages": OTHER}, reason="протокол", taken=[programme]
        )

    assert school.regulations.filter(title=act.title).count() == 1
    assert act.texts["stages"] == STAGES
