"""An enumeration cut into tags, by Python and by the generated columns alike."""

from __future__ import annotations

import pytest

from registry.models import MenteeCard, MentorCard
from registry.tags import join_tags, key_of, keys_of, split_tags
from registry.testing import make_mentee, make_mentor

TEXTS = [
    "",
    "  ",
    "математика",
    "Математика, олимпиады; 3D-печать",
    "чтение\nписьмо\r\nсчёт.",
    "  Ёлки ,, палки ;; ",
    "ОГЭ. , ЕГЭ .",
    "подготовка   к\tэкзаменам",
    ",;\n",
    "=1+1, <b>жирно</b>",
]


def test_a_comma_a_semicolon_and_a_new_line_end_a_tag():
    assert split_tags("Математика, олимпиады;\n3D-печать.") == [
        "Математика",
        "олимпиады",
        "3D-печать",
    ]


def test_the_same_tag_in_another_spelling_stands_once():
    assert split_tags("Счёт, счет,  СЧЁТ ") == ["Счёт"]


def test_tags_are_joined_into_an_enumeration_without_repeats():
    assert join_tags(["шахматы", "Шахматы", "театр"]) == "шахматы, театр"


def test_a_tag_is_compared_without_capitals_and_spaces():
    assert key_of("  Подготовка   к ОГЭ. ") == "подготовка к огэ"


@pytest.mark.django_db
@pytest.mark.parametrize("text", TEXTS)
def test_the_base_cuts_as_the_code_does(school, text):
    mentee, mentor = make_mentee(school, areas=text), make_mentor(school, competencies=text)

    of_mentee = MenteeCard.objects.values_list("area_keys", flat=True).get(pk=mentee.pk)
    of_mentor = MentorCard.objects.values_list("competence_keys", flat=True).get(pk=mentor.pk)

    assert list(dict.fromkeys(of_mentee)) == keys_of(text)
    assert of_mentor == of_mentee


@pytest.mark.django_db
def test_a_very_long_tag_is_kept(school):
    card = make_mentee(school, areas="я" * 30_000)

    assert len(MenteeCard.objects.get(pk=card.pk).area_keys[0]) == 30_000
