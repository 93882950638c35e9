"""The road map of a programme: from the act, kept by people, read as the act prints it."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.audit import timeline
from core.errors import DomainError, StateError
from schools.actions import (
    LineEdit,
    delete_line,
    move_line,
    open_programme,
    save_line,
    save_lines,
    save_stage,
    update_programme,
)
from schools.choices import RoadMapGrouping
from schools.models import Programme
from schools.road_map import late_lines, late_lines_of, road_map_rows, stamp_of
from schools.testing import make_line, make_programme, make_regulation
from schools.years import Year

AUTUMN = datetime.date(2026, 11, 21)
YEAR = Year(datetime.date(2026, 9, 1), datetime.date(2027, 5, 31))
PDF = b"%PDF-1.7 protocol"
COLUMNS = ("number", "title", "result", "term", "responsible", "documents")
STAGES = [
    {
        "title": "Подготовка",
        "term": "сентябрь",
        "ends": "09-30",
        "responsible": "Директор",
        "lines": [
            {"title": "Приказ", "number": "1.1", "theme": "Бумаги", "result": "Приказ издан"},
            {"title": "Сайт", "number": "1.2", "theme": "Сайт", "starts": "02-01"},
        ],
    },
    {"title": "Завершение", "lines": [{"title": "Отчёт", "number": "2.1", "theme": "Бумаги"}]},
]


def layout(*keys: str, group_by: str = "stage") -> dict:
    columns = [{"key": key, "title": key.upper()} for key in keys]
    return {"title": "Дорожная карта", "columns": columns, "group_by": group_by}


def opened(school, *, stages=STAGES, road_map=None) -> Programme:
    texts = {"stages": stages} | ({"road_map": road_map} if road_map else {})
    act = make_regulation(school, texts=texts)
    return open_programme(school, actor=None, regulation=act, year=YEAR)


def printed(programme, grouping="") -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for section in road_map_rows(programme, AUTUMN, grouping):
        rows += [(section.title,)] if section.title else []
        rows += [row.texts for row in section.rows]
    return rows


# --- from the act


def test_a_new_programme_has_the_lines_of_the_act_with_dates_in_its_cycle(school):
    programme = opened(school)

    lines = list(programme.road_map_lines.all())
    assert [line.number for line in lines] == ["1.1", "1.2", "2.1"]
    assert lines[1].starts_on == datetime.date(2027, 2, 1)
    assert [line.stage.number for line in lines] == [1, 1, 2]


def test_six_columns_have_a_row_for_the_stage_and_one_for_each_line(school):
    programme = opened(school, road_map=layout(*COLUMNS))

    assert printed(programme)[:2] == [
        ("1", "Подготовка", "", "сентябрь", "Директор", ""),
        ("1.1", "Приказ", "Приказ издан", "", "", ""),
    ]


def test_a_column_of_stages_names_the_stage_beside_its_first_line(school):
    stages = [{"title": "Подготовка", "lines": STAGES[0]["lines"]}]
    programme = opened(school, stages=stages, road_map=layout("stage", "title", "term"))

    assert printed(programme) == [
        ("Подготовка", "Приказ", ""),
        ("", "Сайт", "с 01.02.2027"),
    ]


def test_a_map_of_stages_alone_prints_the_stages(school):
    stages = [{"title": "Базы", "content": "Собрать две базы", "term": "Август"}]
    columns = layout("number", "stage", "content", "term", "responsible")

    assert printed(opened(school, stages=stages, road_map=columns)) == [
        ("1", "Базы", "Собрать две базы", "Август", "")
    ]


def test_a_flat_map_of_three_columns_has_lines_only(school):
    programme = opened(
        school, road_map=layout("title", "term", "responsible", group_by=RoadMapGrouping.NONE)
    )

    assert [row[0] for row in printed(programme)] == ["Приказ", "Сайт", "Отчёт"]


def test_themes_head_their_lines(school):
    programme = opened(school, road_map=layout("title"))

    assert printed(programme, RoadMapGrouping.THEME) == [
        ("Бумаги",),
        ("Приказ",),
        ("Отчёт",),
        ("Сайт",),
        ("Сайт",),
    ]


def test_an_act_without_a_layout_has_the_usual_columns_that_are_used(school):
    assert len(printed(opened(school))[0]) == 5


def test_a_title_is_never_lost_for_want_of_its_column(school):
    programme = opened(school, road_map=layout("content", "term"))

    assert printed(programme)[1][0] == "Приказ"


def test_order_does_not_follow_dates(school, programme):
    late = make_line(programme, starts_on=datetime.date(2027, 5, 1))
    early = make_line(programme, starts_on=datetime.date(2026, 9, 1))

    assert list(programme.road_map_lines.all()) == [late, early]


def test_the_number_of_queries_does_not_depend_on_the_lines(programme):
    make_line(programme)
    road_map_rows(programme, AUTUMN)
    with CaptureQueriesContext(connection) as few:
        road_map_rows(programme, AUTUMN)
    for _number in range(40):
        make_line(programme)
    with CaptureQueriesContext(connection) as many:
        road_map_rows(programme, AUTUMN)

    assert len(many) == len(few)


# --- what is late


def test_late_lines_go_to_whom_the_line_names(school, programme):
    line = make_line(programme, ends_on=datetime.date(2026, 10, 1), roles=["curator"])
    make_line(programme, ends_on=datetime.date(2026, 12, 1), roles=["curator"])

    assert list(late_lines(programme, AUTUMN)) == [line]
    assert late_lines_of(school, ["curator", "mentor"], AUTUMN) == [line]
    assert late_lines_of(school, ["director"], AUTUMN) == []


# --- editing


def test_a_line_is_saved_with_words_for_the_term_and_dates(programme):
    line = save_line(
        programme,
        actor=None,
        title="Совещание",
        term_text="в начале года",
        starts_on=datetime.date(2026, 9, 5),
    )

    assert (line.position, line.term_text) == (1, "в начале года")
    assert timeline(line).first().verb == "schools.save_line"


def test_a_line_does_not_end_before_it_begins(programme):
    with pytest.raises(DomainError, match="кончается раньше"):
        save_line(
            programme,
            actor=None,
            title="Совещание",
            starts_on=datetime.date(2026, 9, 5),
            ends_on=datetime.date(2026, 9, 4),
        )


def test_a_stage_of_another_programme_is_refused(school, programme):
    other = make_line(make_programme(school))

    with pytest.raises(DomainError, match="другой программы"):
        save_line(programme, actor=None, title="Совещание", stage=other.stage)


def test_the_second_of_two_people_is_told_of_the_first(programme):
    line = make_line(programme)
    seen = stamp_of(line)
    save_line(programme, actor=None, line=line, seen=seen, title="Первая правка")

    with pytest.raises(StateError, match="другой человек"):
        save_line(programme, actor=None, line=line, seen=seen, title="Вторая правка")


def test_two_people_may_edit_different_lines(programme):
    first, second = make_line(programme), make_line(programme)
    seen = stamp_of(second)
    save_line(programme, actor=None, line=first, seen=stamp_of(first), title="Одна")

    saved = save_line(programme, actor=None, line=second, seen=seen, title="Другая")

    assert saved.title == "Другая"


def test_many_lines_are_saved_all_or_none(programme):
    line = make_line(programme)
    edits = [
        LineEdit(values={"title": "Другое название"}, pk=line.pk),
        LineEdit(
            values={"title": "Новая", "stage": make_line(make_programme(programme.school)).stage}
        ),
    ]

    with pytest.raises(DomainError):
        save_lines(programme, actor=None, edits=edits)
    line.refresh_from_db()
    assert line.title == "Мероприятие 1"


def test_a_line_of_another_programme_is_not_taken_over(school, programme):
    line = make_line(make_programme(school))

    with pytest.raises(StateError, match="уже нет"):
        save_lines(programme, actor=None, edits=[LineEdit(values={"title": "Чужая"}, pk=line.pk)])


def test_lines_change_places_inside_their_stage(school):
    programme = opened(school)
    second = programme.road_map_lines.get(number="1.2")

    move_line(second, actor=None, up=True, grouping=RoadMapGrouping.STAGE)
    move_line(second, actor=None, up=True, grouping=RoadMapGrouping.STAGE)

    assert [row.number for row in programme.road_map_lines.all()] == ["1.2", "1.1", "2.1"]


def test_a_line_that_is_done_is_not_deleted(programme):
    line = make_line(programme, done_on=AUTUMN)

    with pytest.raises(StateError, match="снимите отметку"):
        delete_line(line, actor=None)


def test_a_deleted_line_leaves_its_title_in_the_trail(programme):
    delete_line(make_line(programme), actor=None)

    assert not programme.road_map_lines.exists()
    assert timeline(programme).first().data == {"title": "Мероприятие 1"}


def test_lines_of_a_stage_that_goes_stay_in_the_map(programme):
    line = make_line(programme)

    update_programme(programme, actor=None, stages=[])

    line.refresh_from_db()
    assert line.stage is None
    assert printed(programme)[-1][1] == "Мероприятие 1"


def test_a_stage_keeps_what_its_act_says_of_it(programme):
    stage = make_line(programme).stage

    save_stage(stage, actor=None, content="Собрать группу", responsible="Директор")

    stage.refresh_from_db()
    assert (stage.content, stage.responsible) == ("Собрать группу", "Директор")
