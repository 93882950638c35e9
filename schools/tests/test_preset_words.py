"""A preset is taken in the school's own words."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from core.terms import using
from core.testing import declined
from schools.actions import create_regulation, create_school, save_terms
from schools.choices import ActKind
from schools.errors import PresetError
from schools.presets import load_preset, read_preset, said
from schools.testing import make_school

AUTUMN = datetime.date(2026, 10, 1)
TRAINEE = {"mentee": "стажёр", "mentor": "капитанша"}


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture
def school(db):
    return save_terms(make_school(), actor=None, terms=TRAINEE)


def test_an_act_after_a_preset_is_said_in_the_words_of_the_school(school) -> None:
    act = create_regulation(
        school,
        actor=None,
        kind=ActKind.REGULATION,
        title="Положение школы",
        valid_from=AUTUMN,
        preset=load_preset("r145"),
    )

    assert "по инициативе капитанши" in written(act.rules)
    assert "Формирование базы стажёров" in written(act.texts["stages"])
    assert "Анкета стажёра: в начале программы" in written(act.texts["surveys"])
    assert act.texts["orders"]["replacement"]["name"] == "О замене капитанши"


def test_what_an_order_is_filled_with_waits_for_its_draft(school) -> None:
    act = create_regulation(
        school,
        actor=None,
        kind=ActKind.REGULATION,
        title="Положение школы",
        valid_from=AUTUMN,
        preset=load_preset("r145"),
    )

    assert act.texts["orders"]["replacement"]["title"] == "О замене {mentor_word:genitive}"
    assert "{year}" in act.texts["programme"]["title"]
    assert act.rules["orders.number_mask"]["value"] == "{number}"


def test_a_new_school_says_the_words_of_its_preset(db) -> None:
    school = create_school(load_preset("spb-644"), slug="first", actor=None, today=AUTUMN)

    assert "в образовательном учреждении" in written(school.regulations.get().texts)


def test_verbs_of_a_questionnaire_agree_with_the_word() -> None:
    with using({"mentor": declined("капитанша")}):
        assert "Была ли у вас раньше капитанша?" in written(said(load_preset("r145")).texts)


def test_a_preset_reads_the_same_before_it_is_taken(school) -> None:
    with using({"mentee": declined("стажёр")}):
        assert said(said(load_preset("r145"))) == said(load_preset("r145"))


@pytest.mark.parametrize(
    ("written_so", "place"),
    [
        ('title = "О замене {mentor:genetive}"', "stages[1].title"),
        ('title = "Этап {number}"', "stages[1].title"),
    ],
)
def test_a_placeholder_that_names_no_term_is_refused_with_its_place(
    tmp_path: Path, written_so: str, place: str
) -> None:
    file = Path(__file__).parents[1] / "presets" / "r145.toml"
    text = file.read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.toml"
    first = 'title = "Подготовка условий для запуска программы наставничества"'
    wrong.write_text(text.replace(first, written_so), encoding="utf-8")

    with pytest.raises(PresetError, match=place.replace("[", r"\[").replace("]", r"\]")):
        read_preset(wrong)
