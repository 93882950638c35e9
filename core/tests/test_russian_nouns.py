"""Words for people and organisations in six cases and two numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.russian.nouns import decline_phrase, feminine
from core.terms import USUAL

GOLD = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "gold_nouns.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row[0].split(",")[0])
def test_a_word_has_the_forms_of_the_gold(row: list[str]) -> None:
    singular, plural, gender, few = row
    forms = tuple(singular.split(", "))

    noun = decline_phrase(forms[0])

    assert noun is not None
    assert (noun.singular, noun.plural) == (forms, tuple(plural.split(", ")))
    assert (noun.gender, noun.few) == (gender, few)


def test_the_typed_capitals_stay() -> None:
    assert decline_phrase("ИРЦ «Радуга»") is None
    assert decline_phrase("Совет ШКОЛЫ").singular[1] == "Совета ШКОЛЫ"


@pytest.mark.parametrize("text", ["", "   ", "HR", "<b>школа</b>", "в школе", "бегать", "42"])
def test_what_is_no_word_in_the_nominative_is_left_to_the_person(text: str) -> None:
    assert decline_phrase(text) is None


def test_who_is_a_person_is_told_where_the_dictionary_is_silent() -> None:
    assert decline_phrase("тьютор", is_person=True).plural[3] == "тьюторов"
    assert decline_phrase("тьютор", is_person=True).singular[3] == "тьютора"
    assert decline_phrase("юнга", is_person=True).singular[3] == "юнгу"
    assert decline_phrase("кванториум", is_person=False).plural[3] == "кванториумы"


@pytest.mark.parametrize("code", USUAL)
def test_the_usual_words_are_those_that_the_declension_gives(code: str) -> None:
    assert decline_phrase(USUAL[code].singular[0]) == USUAL[code]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("обучающийся", "обучающаяся"),
        ("студент", "студентка"),
        ("воспитанник", "воспитанница"),
        ("курсант", "курсант"),
    ],
)
def test_one_who_learns_is_said_of_a_woman_in_her_own_form(word: str, said: str) -> None:
    assert feminine(word) == said
