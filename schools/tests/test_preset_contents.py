"""What else the presets hold: forms, directions, road maps, targets, cycles, questionnaires."""

from __future__ import annotations

import datetime
from collections import Counter
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from schools.actions import create_school
from schools.models import School
from schools.presets import load_preset, preset_names, said
from schools.texts import measurement_texts, order_kinds, road_map_layout, survey_texts

AUTUMN = datetime.date(2026, 10, 5)
ORDERS = {
    "kirov-65": {"introduction", "current_programme", "pairs", "replacement", "curators"},
    "meskety": {"introduction", "pairs", "replacement"},
    "spb-644": {
        "continuation",
        "implementation_plan",
        "curators",
        "mentors",
        "pairs",
        "final_event",
        "rewards",
    },
    "krasnouralsk": {
        "introduction",
        "commission",
        "nomination",
        "programme",
        "pairs",
        "replacement",
    },
    "sosh-62": {"introduction", "curators", "school_of_mentors", "pairs", "final_event"},
    "r145": {"introduction", "pairs", "replacement", "final_event", "rewards"},
    "teachers": {"introduction", "pairs", "replacement", "extension", "completion"},
}


def regulation_of(name: str) -> SimpleNamespace:
    return SimpleNamespace(texts=load_preset(name).texts)


def kind(name: str, code: str):
    return next(kind for kind in order_kinds(regulation_of(name)) if kind.code == code)


def lines_of(name: str) -> list[dict]:
    return [line for stage in load_preset(name).texts["stages"] for line in stage.get("lines", [])]


@pytest.mark.parametrize("name", ORDERS)
def test_a_preset_has_the_orders_of_its_regulation(name):
    assert ORDERS[name] <= {kind.code for kind in order_kinds(regulation_of(name))}


def test_the_introduction_of_the_first_school_has_two_annexes():
    annexes = kind("kirov-65", "introduction").annexes

    assert [annex.kind for annex in annexes] == ["regulation", "road_map"]


def test_the_introduction_of_the_teachers_school_names_protocols_day_annexes_and_people():
    order = kind("meskety", "introduction")

    assert [annex.kind for annex in order.annexes] == ["regulation", "road_map", "programme"]
    assert {field.code for field in order.fields if field.kind == "date"} == {
        "council_date",
        "union_date",
        "effective_on",
    }
    assert [(part.role, part.minimum, part.maximum) for part in order.appoints] == [
        ("coordinator", 1, 1),
        ("curator", 1, 1),
        ("working_group_head", 1, 1),
        ("working_group", 1, None),
    ]
    assert order.control


def test_the_commission_of_the_college_has_one_chair():
    assert [(part.role, part.maximum) for part in kind("krasnouralsk", "commission").appoints] == [
        ("commission_chair", 1),
        ("commission", None),
    ]


def test_whom_the_college_nominates_agrees_on_a_sheet():
    assert kind("krasnouralsk", "nomination").approval_sheet


def test_curators_of_the_calendar_school_answer_for_forms():
    points = [point for point in kind("sosh-62", "curators").points if point.role == "curator"]

    assert [point.is_for_each_appointed and "{scope}" in point.text for point in points] == [True]


@pytest.mark.parametrize(
    ("name", "stages", "lines"),
    [
        ("kirov-65", 7, 26),
        ("meskety", 7, 0),
        ("spb-644", 7, 39),
        ("krasnouralsk", 7, 34),
        ("sosh-62", 4, 5),
    ],
)
def test_a_road_map_has_the_stages_and_lines_of_its_act(name, stages, lines):
    assert len(load_preset(name).texts["stages"]) == stages
    assert len(lines_of(name)) == lines


@pytest.mark.parametrize(
    ("name", "columns"), [("kirov-65", 6), ("meskety", 5), ("spb-644", 5), ("krasnouralsk", 3)]
)
def test_a_road_map_has_the_columns_of_its_act(name, columns):
    assert len(road_map_layout(regulation_of(name)).columns) == columns


def test_an_act_without_a_road_map_gives_it_no_columns():
    assert road_map_layout(regulation_of("sosh-62")) is None


def test_terms_and_people_of_the_first_school_stand_on_its_stages():
    preset = load_preset("kirov-65")

    assert all(stage["term"] and stage["responsible"] for stage in preset.texts["stages"])
    assert not any("term" in line or "responsible" in line for line in lines_of("kirov-65"))
    assert [line["number"] for line in lines_of("kirov-65")][11:19] == [
        "3.1",
        "3.2",
        "4.1",
        "4.2",
        "4.3",
        "4.3.1",
        "4.3.2",
        "4.3.3",
    ]


def test_the_last_stages_of_the_teachers_school_name_no_term():
    stages = load_preset("meskety").texts["stages"]

    assert ["term" in stage for stage in stages] == [True] * 5 + [False] * 2


def test_the_shares_to_be_covered_are_those_of_the_programme():
    targets = load_preset("spb-644").targets
    by_group = {
        group: {row["year"]: row["percent"] for row in targets if row["group"] == group}
        for group in ("pupils", "teachers")
    }

    assert by_group == {
        "pupils": {2021: 10, 2022: 20, 2023: 30, 2024: 40, 2025: 50},
        "teachers": {2020: 10, 2021: 20, 2022: 30, 2023: 50, 2024: 60},
    }


def test_one_school_lives_by_calendar_years():
    programme = load_preset("sosh-62").texts["programme"]

    assert (programme["starts"], programme["ends"]) == ("01-01", "12-31")


def test_the_programme_of_a_calendar_year_is_named_by_one_year(db):
    school = create_school(load_preset("sosh-62"), slug="first", actor=None, today=AUTUMN)

    assert school.programmes.get().title == "Программа наставничества на 2026 год"


def test_forms_are_those_that_the_regulations_name():
    names = {name: [form["name"] for form in load_preset(name).forms] for name in ORDERS}

    assert names["krasnouralsk"] == [
        "студент – студент",
        "преподаватель – преподаватель",
        "работодатель – студент",
    ]
    assert names["spb-644"] == ["учитель – учитель", "ученик – ученик", "руководитель – ученик"]
    assert names["meskety"][:4] == [
        "педагог – педагог",
        "руководитель образовательной организации – педагог",
        "работодатель – студент",
        "педагог вуза/колледжа – молодой педагог образовательной организации",
    ]
    assert names["sosh-62"][:3] == ["ученик – ученик", "учитель – учитель", "учитель – ученик"]


@pytest.mark.parametrize("name", preset_names())
def test_every_form_takes_only_those_whom_the_rules_let_in(name):
    preset = load_preset(name)
    for side in ("mentor", "mentee"):
        allowed = preset.rules[f"participants.{side}_kinds"]["value"]
        assert {form[f"{side}_kind"] for form in preset.forms} <= set(allowed), side


def test_the_college_asks_eighty_eight_questions_at_the_entry():
    counts: dict[tuple[str, str], int] = {}
    kinds: Counter[str] = Counter()
    for form in ("student-student", "teacher-teacher", "employer-student"):
        for survey in survey_texts(regulation_of("krasnouralsk"), form):
            if survey.stage == "entry":
                counts[form, survey.side] = len(survey.questions)
                kinds.update(question.kind for question in survey.questions)

    assert counts == {
        ("student-student", "mentee"): 15,
        ("student-student", "mentor"): 15,
        ("teacher-teacher", "mentee"): 16,
        ("teacher-teacher", "mentor"): 15,
        ("employer-student", "mentee"): 13,
        ("employer-student", "mentor"): 14,
    }
    assert kinds == {"scale": 56, "yes_no": 12, "text": 18, "choice": 2}


def test_the_questions_of_the_college_come_in_the_order_of_its_annexes():
    survey = next(
        survey
        for survey in survey_texts(regulation_of("krasnouralsk"), "student-student")
        if (survey.side, survey.stage) == ("mentor", "entry")
    )

    assert [question.kind for question in survey.questions] == [
        "yes_no",
        "text",
        *["scale"] * 9,
        "text",
        "text",
        "scale",
        "yes_no",
    ]


def test_the_table_of_the_college_has_twelve_rows():
    regulation = regulation_of("krasnouralsk")

    assert [row.number for row in measurement_texts(regulation)] == list(range(1, 13))


@pytest.mark.parametrize("name", preset_names())
def test_a_school_is_loaded_from_every_preset(db, name):
    call_command("load_school", name, slug="my-school")

    school = School.objects.get()
    assert school.regulations.get().stamps == said(load_preset(name)).regulation.get("stamps", [])
    assert school.programmes.get().road_map_lines.count() == len(lines_of(name))
