"""Every kind of order that a preset has can be drafted and printed with nothing left to fill."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from core.russian.cases import Gender
from core.terms import using
from documents.codec import dump
from orders.actions.asking import draft_asked_order
from orders.inputs import OrderInput
from orders.papers import order_paper
from pairing.papers import change_texts, order_texts, pair_values
from pairing.testing import make_pair
from registry.rules import Appointee
from registry.testing import make_mentee, make_mentor, make_person
from schools.actions import create_school
from schools.choices import ParticipantKind
from schools.models import Programme
from schools.presets import load_preset, preset_names
from schools.terms import words_of
from schools.texts import OrderKind, order_kinds

AUTUMN = datetime.date(2026, 10, 5)


def programme_of(name: str) -> Programme:
    school = create_school(load_preset(name), slug="first", actor=None, today=AUTUMN)
    # The form of boring cards, for schools that have no such form.
    school.forms.get_or_create(code="teacher-pupil", defaults={"name": "форма для проверки"})
    return school.programmes.get()


def answers(kind: OrderKind, programme: Programme) -> OrderInput:
    """Everything that the draft asks for, one person for each role."""
    fields: dict[str, Any] = {
        field.code: AUTUMN if field.kind == "date" else "решения № 7" for field in kind.fields
    }
    school = programme.school
    scope = programme.regulation.rules.get("curator.scope", {}).get("value")
    people = [
        Appointee(
            part.role,
            make_person(school, kind=ParticipantKind.STAFF, post="учитель химии"),
            direction=school.directions.first() if scope == "direction" else None,
            form=school.forms.first() if scope == "form" else None,
        )
        for part in kind.appoints
    ]
    return OrderInput(fields=fields, appointees=people)


def said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from said(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from said(inner)


def filled(programme: Programme, chosen: bool) -> Iterator[tuple[OrderKind, str]]:
    """The texts of its kinds: those about pairs or those that are asked for."""
    with using(words_of(programme.school)):
        for kind in order_kinds(programme.regulation):
            if (kind.makes_pairs or kind.changes_pair) == chosen:
                yield kind, "\n".join(said(texts_of(kind, programme)))


def texts_of(kind: OrderKind, programme: Programme) -> Any:
    if kind.makes_pairs:
        return order_texts(programme, kind, [pair_of(programme)])
    if kind.changes_pair:
        return change_texts(programme, kind, pair_values(pair_of(programme)) | CHANGE, {})
    given = answers(kind, programme)
    order = draft_asked_order(kind.code, programme=programme, given=given, actor=None)
    return dump(order_paper(order))


def pair_of(programme: Programme) -> Any:
    school = programme.school
    form = school.forms.first()
    mentor = make_mentor(
        school, form=form, last_name="Орлова", first_name="Анна", gender=Gender.FEMALE
    )
    mentee = make_mentee(school, form=form, last_name="Зуев", first_name="Пётр", gender=Gender.MALE)
    return make_pair(school, mentor=mentor, mentees=[mentee], form=form)


CHANGE = {
    "old_mentor": lambda case: "Степанова Степана",
    "member": lambda case: "Зуева Петра",
    "petition": lambda case: "заявления участника",
    "reason": "просьба",
    "changed_on": "5 октября 2026 г.",
    "old_ends_on": "28 мая 2027 г.",
}


@pytest.mark.parametrize("name", preset_names())
def test_each_kind_that_is_asked_for_prints_with_nothing_left_to_fill(db, name):
    for kind, text in filled(programme_of(name), chosen=False):
        assert not set("{}") & set(text), kind.code
        assert not any(hole in text for hole in ("«»", "()", "  ")), kind.code
        assert "решения № 7" in text or not any(row.kind == "text" for row in kind.fields)


@pytest.mark.parametrize("name", preset_names())
def test_each_kind_about_pairs_names_both_sides_and_has_nothing_left_to_fill(db, name):
    for kind, text in filled(programme_of(name), chosen=True):
        assert not set("{}") & set(text), kind.code
        assert "Орлов" in text, kind.code
        assert "Зуев" in text, kind.code


@pytest.mark.parametrize("name", preset_names())
def test_an_order_about_pairs_says_who_is_made_whose_mentor(db, name):
    texts = {kind.code: text for kind, text in filled(programme_of(name), chosen=True)}
    code = "current_programme" if name == "kirov-65" else "pairs"

    assert "Назначить Орлову Анну" in texts[code]
    assert "наставником Зуева Петра" in texts[code]


def test_the_papers_of_the_college_speak_its_words(db):
    programme = programme_of("krasnouralsk")
    texts = {kind.code: text for kind, text in filled(programme, chosen=False)}

    assert "решения Совета техникума" in texts["introduction"]
    assert "педагогического совета" not in texts["introduction"]
