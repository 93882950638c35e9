"""Presets are read whole and refused whole."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from schools.errors import PresetError
from schools.presets import load_preset, preset_names, read_preset
from schools.texts import measurement_texts, order_kinds, survey_texts

GOOD = """
title = "Образец"

[school]
kind = "school"
name = "Школа по образцу"
short_name = "Школа"
city = "г. Примерск"

[signatory]
post = "Директор"
last_name = "Образцова"
first_name = "Анна"
gender = "f"

[regulation]
kind = "regulation"
title = "Положение о наставничестве"

[rules]
"group.max" = { value = 5, clause = "1.4" }

[[forms]]
code = "teacher-pupil"
name = "учитель – ученик"
mentor_kind = "staff"
mentee_kind = "pupil"

[programme]
title = "Программа на {year} учебный год"
starts = "09-01"
ends = "05-31"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "bad.toml"
    path.write_text(text, encoding="utf-8")
    return path


def regulation_of(name: str) -> SimpleNamespace:
    return SimpleNamespace(texts=load_preset(name).texts)


def test_there_are_five_regulations_and_two_general_presets():
    assert preset_names() == [
        "kirov-65",
        "krasnouralsk",
        "meskety",
        "r145",
        "sosh-62",
        "spb-644",
        "teachers",
    ]


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_on_the_disk_has_an_order_that_makes_pairs(name):
    assert any(kind.makes_pairs for kind in order_kinds(regulation_of(name)))


def test_the_kirov_preset_has_four_directions_and_one_is_sensitive():
    directions = load_preset("kirov-65").directions

    assert len(directions) == 4
    assert [row["code"] for row in directions if row.get("is_sensitive")] == ["preventive"]


@pytest.mark.parametrize("name", preset_names())
def test_every_form_has_four_questionnaires_of_eight_to_sixteen_questions(name):
    for form in load_preset(name).forms:
        surveys = list(survey_texts(regulation_of(name), form["code"]))

        assert {(row.side, row.stage) for row in surveys} == {
            ("mentor", "entry"),
            ("mentor", "exit"),
            ("mentee", "entry"),
            ("mentee", "exit"),
        }
        assert all(8 <= len(row.questions) <= 16 for row in surveys)


def test_a_form_adds_its_own_questions_at_their_place():
    surveys = survey_texts(regulation_of("r145"), "teacher-teacher")
    codes = next(
        [question.code for question in row.questions]
        for row in surveys
        if (row.side, row.stage) == ("mentee", "entry")
    )

    assert codes[codes.index("theory") :] == ["theory", "practice", "words", "glad"]
    assert codes[:2] == ["met", "where"]


def test_the_table_before_and_after_has_twelve_rows():
    rows = measurement_texts(regulation_of("kirov-65"))

    assert [row.number for row in rows] == list(range(1, 13))
    assert [row.number for row in rows if row.fewer_is_better] == [3, 4]
    assert [row.number for row in rows if row.is_percent] == [9]


def test_a_small_preset_is_enough(tmp_path):
    preset = read_preset(write(tmp_path, GOOD))

    assert preset.rules == {"group.max": {"value": 5, "clause": "1.4"}}


def test_a_part_keeps_questions_of_other_forms_to_itself(tmp_path):
    text = GOOD.replace("title", 'include = ["surveys"]\ntitle', 1)

    preset = read_preset(write(tmp_path, text))

    assert {row["form"] for row in preset.texts["survey_additions"]} == {"teacher-pupil"}


def test_orders_of_parts_stand_behind_those_of_the_file(tmp_path):
    text = GOOD.replace("title", 'include = ["orders-final"]\ntitle', 1) + ORDER % "Закрепить пары."

    texts = read_preset(write(tmp_path, text)).texts

    assert [kind.code for kind in order_kinds(SimpleNamespace(texts=texts))] == [
        "pairs",
        "final_event",
    ]


def test_an_unknown_name_is_told_the_names_there_are():
    with pytest.raises(PresetError, match="kirov-65, krasnouralsk"):
        load_preset("../../etc/passwd")


RULE = '"group.max" = { value = 5, clause = "1.4" }'
FORM = 'mentor_kind = "staff"'
ORDER = """
[texts.orders.pairs]
name = "О парах"
title = "О парах"
preamble = "На основании согласий"
points = [{ text = "%s" }]
"""
SURVEY = """
[[texts.surveys]]
side = "mentor"
stage = "entry"
title = "Анкета"
questions = [%s]
"""
ADDITION = (
    SURVEY % '{ code = "a", kind = "scale", text = "А?" }'
    + """
[[texts.survey_additions]]
form = "%s"
side = "mentor"
stage = "entry"
before = "%s"
questions = [{ code = "b", kind = "scale", text = "Б?" }]
"""
)

HOSTILE = [
    ("unknown key", GOOD + "\n[road_map]\nx = 1\n", "road_map: такого ключа нет"),
    ("unknown rule", GOOD.replace("group.max", "group.most"), "«group.most»: такого правила нет"),
    ("wrong type", GOOD.replace("value = 5", 'value = "5"'), "целое число от 1 до 100"),
    ("a truth for a number", GOOD.replace("value = 5", "value = true"), "целое число от 1 до 100"),
    ("out of limits", GOOD.replace("value = 5", "value = 500"), "целое число от 1 до 100"),
    ("no value", GOOD.replace("value = 5, ", ""), "«group.max»: нужно поле value"),
    ("odd field", GOOD.replace("clause =", "claws ="), "допустимы value, clause и note"),
    ("empty clause", GOOD.replace('"1.4"', '" "'), "«group.max»: пункт положения"),
    ("clause is a number", GOOD.replace('"1.4"', "1.4"), "«group.max»: пункт положения"),
    ("least over most", GOOD.replace(RULE, RULE + '\n"group.min" = { value = 6 }'), "больше, чем"),
    (
        "term upside down",
        GOOD.replace(
            RULE, '"term.min_months" = { value = 13 }\n"term.max_months" = { value = 12 }'
        ),
        "больше, чем",
    ),
    (
        "unknown choice",
        GOOD.replace(RULE, '"plan.approver" = { value = "emperor" }'),
        "допустимо одно из: curator",
    ),
    (
        "choices twice",
        GOOD.replace(RULE, '"plan.authors" = { value = ["mentor", "mentor"] }'),
        "«plan.authors»: допустимы без повторов",
    ),
    (
        "choices of tables",
        GOOD.replace(RULE, '"plan.authors" = { value = [{ a = 1 }] }'),
        "«plan.authors»: допустимы без повторов",
    ),
    (
        "choice of a list",
        GOOD.replace(RULE, '"plan.approver" = { value = ["curator"] }'),
        "допустимо одно из: curator",
    ),
    (
        "reasons without a code",
        GOOD.replace(RULE, '"replacement.reasons" = { value = [{ title = "увольнение" }] }'),
        "список из code и title",
    ),
    (
        "mask without a number",
        GOOD.replace(RULE, '"orders.number_mask" = { value = "{year}-од" }'),
        "один раз стоять {number}",
    ),
    (
        "mask with a hole",
        GOOD.replace(RULE, '"orders.number_mask" = { value = "{number}-{a.b}" }'),
        "один раз стоять {number}",
    ),
    (
        "rules are a text",
        'rules = "no"\n' + GOOD.replace("[rules]\n" + RULE, ""),
        "rules: нужна таблица",
    ),
    ("unknown participant", GOOD.replace(FORM, 'mentor_kind = "robot"'), "pupil, student, staff"),
    ("no forms", GOOD[: GOOD.index("[[forms]]")] + GOOD[GOOD.index("[programme]") :], "forms: "),
    ("form twice", GOOD + GOOD[GOOD.index("[[forms]]") : GOOD.index("[programme]")], "повторяется"),
    ("bad code", GOOD.replace('"teacher-pupil"', '"Учитель"'), "forms[1].code: нужны латинские"),
    ("no such day", GOOD.replace("05-31", "02-30"), "programme.ends: нужен день года"),
    ("a leap day", GOOD.replace("05-31", "02-29"), "programme.ends: нужен день года"),
    ("no city", GOOD.replace('city = "г. Примерск"\n', ""), "school.city: этого ключа не хватает"),
    ("blank city", GOOD.replace('"г. Примерск"', '"  "'), "school.city: нужен непустой текст"),
    ("long name", GOOD.replace("учитель – ученик", "у" * 101), "forms[1].name: не длиннее 100"),
    ("title with a case", GOOD.replace("{year}", "{year:dative}"), "падежа нет"),
    ("unknown placeholder", GOOD + ORDER % "{salary}", "points[1].text: подстановки «{salary}»"),
    ("pair outside", GOOD + ORDER % "{pair_ends_on}", "подстановки «{pair_ends_on}» нет"),
    ("attribute", GOOD + ORDER % "{year.__class__}", "записана неверно"),
    ("index", GOOD + ORDER % "{year[0]}", "записана неверно"),
    ("conversion", GOOD + ORDER % "{year!r}", "записана неверно"),
    ("open brace", GOOD + ORDER % "{year", "скобки подстановок"),
    ("unknown case", GOOD + ORDER % "{year:vocative}", "падежа «vocative» нет"),
    ("point without a text", GOOD + (ORDER % "x").replace("text = ", "txet = "), "points[1].text"),
    (
        "unknown kind of question",
        GOOD + SURVEY % '{ code = "a", kind = "stars", text = "А?" }',
        "questions[1].kind: допустимо одно из: scale",
    ),
    (
        "question after nothing",
        GOOD + SURVEY % '{ code = "a", kind = "text", text = "А?", after_yes = "met" }',
        "after_yes называет вопрос",
    ),
    (
        "choice without options",
        GOOD + SURVEY % '{ code = "a", kind = "choice", text = "А?" }',
        "варианты options",
    ),
    (
        "question twice",
        GOOD + SURVEY % ", ".join(['{ code = "a", kind = "scale", text = "А?" }'] * 2),
        "«a» повторяется",
    ),
    ("addition to no form", GOOD + ADDITION % ("robots", "a"), "допустимо одно из: teacher-pupil"),
    ("addition before nothing", GOOD + ADDITION % ("teacher-pupil", "z"), "before: допустимо"),
    (
        "stage outside the year",
        GOOD + '[[stages]]\ntitle = "Этап"\nends = "07-01"\n',
        "stages[1]: даты вне программы",
    ),
    (
        "stage upside down",
        GOOD + '[[stages]]\ntitle = "Этап"\nstarts = "10-02"\nends = "10-01"\n',
        "stages[1]: окончание раньше начала",
    ),
    (
        "row of the table twice",
        GOOD + '[[texts.measurements]]\nnumber = 1\ntitle = "А"\n' * 2,
        "texts.measurements: «1» повторяется",
    ),
    (
        "weight out of limits",
        GOOD + "[texts.matching.weights]\nrequest = 200\n",
        "texts.matching.weights.request: нужно целое число от 0 до 100",
    ),
    ("unknown part", GOOD.replace("title", 'include = ["../x"]\ntitle', 1), "include: допустимы"),
    (
        "part that says it again",
        GOOD.replace("title", 'include = ["forms"]\ntitle', 1),
        "«forms» сказано дважды",
    ),
    (
        "order that a part says",
        GOOD.replace("title", 'include = ["orders-pairs"]\ntitle', 1) + ORDER % "x",
        "«orders-pairs» сказано дважды",
    ),
    (
        "line outside the year",
        GOOD + '[[stages]]\ntitle = "Этап"\nlines = [{ title = "Строка", ends = "07-01" }]\n',
        "stages[1].lines[1]: даты вне программы",
    ),
    (
        "line that nobody answers for",
        GOOD + '[[stages]]\ntitle = "Этап"\nlines = [{ title = "Строка", roles = ["cook"] }]\n',
        "stages[1].lines[1].roles[1]: допустимо одно из: curator",
    ),
    (
        "column of nothing",
        GOOD + '[texts.road_map]\ntitle = "К"\ncolumns = [{ key = "price", title = "Цена" }]\n',
        "columns[1].key: допустимо одно из: number",
    ),
    (
        "target twice",
        GOOD + '[[targets]]\ngroup = "pupils"\nyear = 2024\npercent = 40\n' * 2,
        "targets: «pupils 2024» повторяется",
    ),
    (
        "target over the whole",
        GOOD + '[[targets]]\ngroup = "pupils"\nyear = 2024\npercent = 140\n',
        "targets[1].percent: нужно целое число от 1 до 100",
    ),
    (
        "stamp with a seal",
        GOOD.replace("[rules]", 'stamps = [{ kind = "УТВЕРЖДЕНО", seal = "М.П." }]\n[rules]'),
        "regulation.stamps[1].seal: такого ключа нет",
    ),
    (
        "word of no term",
        GOOD + '[terms]\ncook = "повар"\n',
        "terms: cook: такого слова нет",
    ),
    (
        "role that is not given",
        GOOD
        + (ORDER % "{person}").replace("{ text", '{ repeat = "appointed", role = "curator", text'),
        "points[1].role",
    ),
    ("no TOML", "title = ", "это не TOML"),
    ("empty", "", "title: этого ключа не хватает"),
]


@pytest.mark.parametrize(
    ("text", "says"), [case[1:] for case in HOSTILE], ids=[c[0] for c in HOSTILE]
)
def test_a_wrong_preset_is_refused_with_the_file_the_place_and_what_is_allowed(
    tmp_path, text, says
):
    with pytest.raises(PresetError) as refusal:
        read_preset(write(tmp_path, text))

    assert refusal.value.file == "bad.toml"
    assert any(says in problem for problem in refusal.value.problems), refusal.value.problems


def test_everything_wrong_is_told_at_once(tmp_path):
    text = GOOD.replace("value = 5", "value = 0").replace(FORM, 'mentor_kind = "robot"')

    with pytest.raises(PresetError) as refusal:
        read_preset(write(tmp_path, text))

    assert len(refusal.value.problems) == 2


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(PresetError, match="UTF-8"):
        read_preset(path)
