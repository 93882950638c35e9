"""Every order that a general preset has, drafted and printed by a school with odd words."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from pairing.tests.test_preset_orders import filled
from schools.actions import create_school
from schools.models import Programme
from schools.presets import load_preset

from .odd_words import ODD, marking_what_is_typed, usual_words

AUTUMN = datetime.date(2026, 10, 5)


@pytest.fixture(params=["r145", "teachers"])
def programme(request: Any, db: None) -> Programme:
    preset = load_preset(request.param)
    terms = {code: noun.write() for code, noun in ODD.items()}
    named = preset.school | {"name": "Гнездо № 1", "short_name": "Гнездо № 1"}
    school = create_school(
        replace(preset, terms=terms, school=named), slug="odd", actor=None, today=AUTUMN
    )
    school.forms.get_or_create(code="teacher-pupil", defaults={"name": "форма для проверки"})
    return school.programmes.get()


@pytest.mark.parametrize("about_pairs", [True, False])
def test_no_order_says_a_usual_word(programme: Programme, about_pairs: bool) -> None:
    with marking_what_is_typed():
        said = {kind.code: usual_words(text) for kind, text in filled(programme, about_pairs)}

    assert {code: words for code, words in said.items() if words} == {}
    assert len(said) > 1
