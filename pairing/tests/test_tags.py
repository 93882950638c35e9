"""Areas that somebody chose for a request count at least as much as its words."""

from __future__ import annotations

import datetime

import pytest

from pairing.reasons import Teller
from pairing.scoring import ground_of, score_all
from registry.testing import make_mentee, make_mentor

DAY = datetime.date(2026, 10, 1)


def scores_of(programme, mentors, mentee):
    return score_all(mentors, [mentee], ground_of(programme.regulation, DAY))


def request_points(programme, mentor, mentee):
    return scores_of(programme, [mentor], mentee).part("request", 0, 0)


@pytest.fixture
def full(programme):
    return ground_of(programme.regulation, DAY).weights["request"]


def test_an_area_that_is_a_competence_gives_all_points(school, programme, full):
    mentor = make_mentor(school, competencies="Шахматы; робототехника", post="")
    mentee = make_mentee(school, request="хочу победить брата", areas="шахматы")

    assert request_points(programme, mentor, mentee) == full


def test_an_area_of_the_table_is_answered_by_its_competence_without_a_shared_word(
    school, programme
):
    mentor = make_mentor(school, competencies="риторика", post="")
    mentee = make_mentee(school, request="", areas="Публичные выступления")

    assert request_points(programme, mentor, mentee) > 0


def test_one_of_two_areas_gives_as_much_as_an_area_told_from_the_words(school, programme, full):
    mentor = make_mentor(school, competencies="шахматы", post="")
    of_one = make_mentee(school, request="", areas="шахматы, лепка")
    of_none = make_mentee(school, request="", areas="лепка, вокал")

    assert full * 0.9 <= request_points(programme, mentor, of_one) <= full
    assert request_points(programme, mentor, of_none) == 0


def test_areas_never_take_away_what_the_words_give(school, programme, full):
    mentor = make_mentor(school, competencies="шахматы", post="")
    mentee = make_mentee(school, request="шахматы", areas="лепка")

    assert request_points(programme, mentor, mentee) == full


def test_the_reason_names_the_areas_and_the_competence(school, programme):
    mentor = make_mentor(school, competencies="робототехника, игра в шахматы", post="")
    mentee = make_mentee(school, request="победить брата", areas="игра в шахматы")

    teller = Teller(scores_of(programme, [mentor], mentee))

    texts = [reason["text"] for reason in teller.reasons(0, 0)]
    assert "область запроса «игра в шахматы» — в компетенциях «игра в шахматы»" in texts


def test_a_card_with_an_area_and_no_words_is_not_told_to_lack_a_request(school, programme):
    mentee = make_mentee(school, request="", areas="лепка")

    teller = Teller(scores_of(programme, [make_mentor(school)], mentee))

    assert not [text for text in teller.remarks(0, 0) if "не заполнен запрос" in text]
