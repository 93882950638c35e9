"""Acts of a school: a new one by a preset or a copy, its title page, which get in the way."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from core.audit import timeline
from core.errors import DomainError
from schools.actions import (
    create_regulation,
    update_regulation_act,
    update_regulation_rules,
    update_regulation_texts,
)
from schools.acts import acts_of, overlap_findings
from schools.presets import load_preset, said
from schools.testing import make_regulation
from schools.text_differences import text_differences

DAY = datetime.date(2026, 1, 1)
STAMP = {"kind": "ПРИНЯТО", "body": "Педагогический совет", "act": "протокол", "number": "3"}


@pytest.fixture
def regulation(programme):
    return programme.regulation


def new_act(school, **values):
    given = {"kind": "programme", "title": "Программа наставничества", "valid_from": DAY}
    return create_regulation(school, actor=None, **given | values)


def test_an_act_by_a_preset_has_its_rules_and_texts_and_brings_the_forms_that_lack(school):
    preset = said(load_preset("kirov-65"))

    act = new_act(school, preset=preset, new_forms=["employer-pupil"], covers=["student-pupil"])

    assert (act.rules, act.texts, act.preset) == (preset.rules, preset.texts, "kirov-65")
    assert school.forms.filter(code__in=["employer-pupil", "student-pupil"]).count() == 2
    assert [form.code for form in act.forms.all()] == ["student-pupil"]
    assert timeline(act)[0].data["forms"] == ["employer-pupil", "student-pupil"]


def test_a_form_that_the_school_calls_the_same_is_not_made_twice(school):
    school.forms.filter(code="teacher-pupil").update(code="own-1")

    new_act(school, preset=load_preset("r145"), new_forms=["teacher-pupil"])

    assert school.forms.filter(name="учитель – ученик").count() == 1


def test_an_act_as_a_copy_takes_over_everything_but_the_version(school, regulation):
    regulation.stamps = [STAMP]
    regulation.version = 4
    regulation.save()

    act = new_act(school, source=regulation)

    assert (act.version, act.rules, act.stamps) == (1, regulation.rules, [STAMP])


def test_an_empty_act_sets_nothing(school):
    act = new_act(school)

    assert (act.rules, act.texts, act.preset) == ({}, {}, "")


def test_a_running_programme_goes_over_to_the_new_act(school, programme):
    act = new_act(school, moved=[programme])

    programme.refresh_from_db()
    assert programme.regulation == act


def test_two_acts_of_one_title_are_refused_and_nothing_is_made(school, regulation):
    with pytest.raises(DomainError, match="уже есть"):
        new_act(
            school,
            title=f" {regulation.title} ",
            preset=load_preset("r145"),
            new_forms=["employer-pupil"],
        )

    assert not school.forms.filter(code="employer-pupil").exists()


def test_a_programme_of_another_school_does_not_go_over(school, other_school):
    with pytest.raises(DomainError, match="нельзя"):
        new_act(school, moved=[other_school.programmes.get()])

    assert not school.regulations.filter(kind="programme").exists()


def test_an_act_under_which_a_programme_runs_changes_with_a_reason_only(regulation, director):
    with pytest.raises(DomainError, match="почему"):
        update_regulation_act(regulation, actor=director, stamps=[STAMP], reason=" ")

    update_regulation_act(regulation, actor=director, stamps=[STAMP], reason="опечатка")

    regulation.refresh_from_db()
    assert regulation.stamps == [STAMP]
    assert timeline(regulation)[0].data["reason"] == "опечатка"


def test_an_act_that_nobody_lives_by_changes_without_a_reason(school):
    act = new_act(school)

    update_regulation_act(act, actor=None, body="1. Общие положения", valid_to=DAY)

    act.refresh_from_db()
    assert (act.body, act.valid_to) == ("1. Общие положения", DAY)


def test_nothing_changed_leaves_no_trace(regulation):
    before = len(timeline(regulation))

    update_regulation_act(regulation, actor=None, title=regulation.title, forms=[])

    assert len(timeline(regulation)) == before


def test_a_new_title_is_that_of_every_version(regulation):
    second = update_regulation_rules(regulation, actor=None, rules={}, reason="так")

    update_regulation_act(second, actor=None, title="Положение", kind="target_model", reason="так")

    regulation.refresh_from_db()
    assert (regulation.title, regulation.kind) == ("Положение", "target_model")


@pytest.mark.parametrize(
    "stamp",
    [
        {"body": "совет"},
        {"kind": ""},
        {"kind": "ПРИНЯТО", "colour": "синий"},
        {"kind": "ПРИНЯТО", "number": "1" * 51},
    ],
)
def test_a_wrong_stamp_is_refused(regulation, stamp):
    with pytest.raises(DomainError, match="stamps"):
        update_regulation_act(regulation, actor=None, stamps=[stamp], reason="так")


def test_days_that_cross_another_version_are_refused(regulation):
    second = update_regulation_rules(regulation, actor=None, rules={}, reason="так")
    early = regulation.valid_from - datetime.timedelta(days=1)

    with pytest.raises(DomainError, match="редакцией 1"):
        update_regulation_act(second, actor=None, valid_from=early, reason="так")
    with pytest.raises(DomainError, match="редакцией 2"):
        update_regulation_act(regulation, actor=None, valid_to=None, reason="так")


def findings(school):
    return [str(row) for row in overlap_findings(acts_of(school), timezone.localdate())]


def test_two_acts_for_the_same_form_at_once_are_told(school, regulation):
    other = make_regulation(school, title="Второе")

    assert "все формы" in findings(school)[0]
    regulation.forms.set(school.forms.filter(code="teacher-pupil"))
    assert "учитель – ученик" in findings(school)[0]
    other.forms.set(school.forms.filter(code="teacher-teacher"))
    assert findings(school) == []


@pytest.mark.parametrize("values", [{"valid_to": DAY}, {"rules": {}}])
def test_an_act_that_is_over_or_sets_no_rules_is_in_nobodys_way(school, regulation, values):
    make_regulation(school, **values)

    assert findings(school) == []


def test_versions_of_one_act_are_in_nobodys_way(school, regulation):
    update_regulation_rules(regulation, actor=None, rules={"group.max": {"value": 3}}, reason="так")

    assert findings(school) == []


def test_changed_texts_are_a_new_version(regulation):
    road_map = {"title": "Дорожная карта", "columns": [{"key": "title", "title": "Что"}]}

    version = update_regulation_texts(
        regulation, actor=None, texts={"road_map": road_map}, reason="так"
    )

    assert (version.version, version.texts["road_map"]) == (2, road_map)
    assert timeline(version)[0].data["texts"] == ["road_map"]


def test_wrong_texts_make_no_version_and_say_the_place(regulation):
    with pytest.raises(DomainError, match=r"road_map.columns\[1\].key: допустимо одно из"):
        update_regulation_texts(
            regulation,
            actor=None,
            texts={"road_map": {"title": "К", "columns": [{"key": "colour", "title": "Цвет"}]}},
            reason="так",
        )

    assert regulation.school.regulations.count() == 1


def test_what_differs_in_a_road_map_is_told_in_words():
    old = {"road_map": {"title": "Карта", "columns": [], "group_by": "none"}}
    new = {"road_map": {"title": "Карта", "columns": [], "group_by": "stage"}}

    assert list(text_differences(old, new)) == [
        ("Графы дорожной карты", "без разделов", "по этапам")
    ]


def test_the_journal_of_an_order_is_no_text_of_it():
    old = {"orders": {"pairs": {"name": "О парах", "series": "core"}}}
    new = {"orders": {"pairs": {"name": "О парах", "series": "staff"}}}

    assert list(text_differences(old, new)) == [("Приказ «О парах»", "прежнее", "изменено")]
