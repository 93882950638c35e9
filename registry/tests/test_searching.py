"""Mentees without a pair: marked, seen by the psychologist, forgotten when there is a pair."""

from __future__ import annotations

import datetime

import pytest

from core.audit import timeline
from core.errors import DomainError
from pairing.testing import make_pair
from registry.actions import archive_card, end_search, fill_areas, mark_search
from registry.choices import PairSearch
from registry.models import MenteeCard, MentorCard
from registry.queries import request_map, suggested_areas, suggested_competencies
from registry.testing import make_mentee, make_mentor

DAY = datetime.date(2026, 9, 1)


def mark(card, search=PairSearch.SEARCHING, **values):
    return mark_search(card, search=search, **({"since": DAY, "actor": None} | values))


def mapped(school):
    mentees, mentors = (model.objects.filter(school=school) for model in (MenteeCard, MentorCard))
    return request_map(mentees, mentors, school)


def test_a_mark_has_its_day_and_note(school):
    card = mark(make_mentee(school), PairSearch.SUPPORT, note=" ждёт встречи ")

    card.refresh_from_db()
    assert (card.search, card.search_since, card.search_note) == ("support", DAY, "ждёт встречи")
    assert timeline(card.person).first().verb == "search.marked"


def test_the_same_mark_again_changes_nothing(school):
    card = mark(make_mentee(school))
    mark(card)

    assert timeline(card.person).filter(verb="search.marked").count() == 1


def test_a_mark_of_tomorrow_is_refused(school):
    with pytest.raises(DomainError, match="ещё не наступила"):
        mark(make_mentee(school), since=datetime.date(2062, 1, 1))


def test_who_is_in_a_pair_is_not_searched_for(school):
    card = make_pair(school).members.get().mentee

    with pytest.raises(DomainError, match="уже есть пара"):
        mark(card)


def test_an_archived_card_is_not_marked(school):
    card = archive_card(make_mentee(school), actor=None)

    with pytest.raises(DomainError, match="в архиве"):
        mark(card)


def test_an_unknown_mark_is_refused(school):
    with pytest.raises(DomainError, match="Выберите"):
        mark(make_mentee(school), "none")


def test_a_note_that_is_too_long_is_refused(school):
    with pytest.raises(DomainError, match="длиннее 2000"):
        mark(make_mentee(school), note="я" * 2001)


def test_the_end_of_a_search_takes_the_note_away(school):
    card = end_search(mark(make_mentee(school), note="ждёт"), actor=None)

    assert (card.search, card.search_since, card.search_note) == ("none", None, "")


def test_the_end_of_no_search_is_nothing(school):
    card = make_mentee(school)

    assert end_search(card, actor=None).search == PairSearch.NONE
    assert not timeline(card.person).filter(verb="search.ended").exists()


def test_a_support_may_become_a_mere_search(school):
    assert mark(mark(make_mentee(school), PairSearch.SUPPORT)).search == PairSearch.SEARCHING


def test_the_areas_are_read_out_of_the_words_of_requests(school):
    card = make_mentee(school, request="боюсь сцены и выступлений")
    own = make_mentee(school, request="выбрать профессию", areas="своё")

    assert fill_areas(school, MenteeCard.objects.filter(school=school), actor=None) == 1
    assert MenteeCard.objects.get(pk=card.pk).areas == "публичные выступления"
    assert MenteeCard.objects.get(pk=own.pk).areas == "своё"


def test_there_is_nothing_to_read_where_every_card_has_areas(school):
    make_mentee(school, areas="шахматы")

    with pytest.raises(DomainError, match="уже указаны"):
        fill_areas(school, MenteeCard.objects.filter(school=school), actor=None)


def test_the_map_counts_requests_free_mentees_and_mentors_by_area(school):
    make_mentee(school, areas="Публичные выступления, шахматы")
    make_mentee(school, areas="ШАХМАТЫ; шахматы")
    make_mentee(school, request="не знаю")
    paired = make_pair(school).members.get().mentee
    MenteeCard.objects.filter(pk=paired.pk).update(areas="шахматы")
    make_mentor(school, competencies="шахматы, лепка")

    found = mapped(school)

    lines = [(line.title, line.requests, line.unpaired, line.mentors) for line in found.lines]
    assert lines == [("шахматы", 3, 2, 1), ("публичные выступления", 1, 1, 0)]
    assert (found.cards, found.without_area, found.to_read) == (4, 1, 1)


def test_a_mentor_whose_competencies_belong_to_an_area_counts_there(school):
    make_mentee(school, areas="публичные выступления")
    make_mentor(school, competencies="риторика")

    assert [line.mentors for line in mapped(school).lines] == [1]


def test_words_that_say_no_area_are_told_and_nothing_is_written(school):
    make_mentee(school, request="ыва")

    with pytest.raises(DomainError, match="не определилась"):
        fill_areas(school, MenteeCard.objects.filter(school=school), actor=None)


def test_the_map_takes_a_constant_number_of_queries(school, django_assert_max_num_queries):
    for number in range(20):
        make_mentee(school, areas=f"область {number}")

    with django_assert_max_num_queries(12):
        mapped(school)


def test_what_the_school_has_typed_is_suggested_with_the_areas_of_its_act(school, other_school):
    make_mentee(school, areas="Макраме")
    make_mentee(other_school, areas="чужое")
    make_mentor(school, competencies="ковка, Ковка")

    assert "Макраме" in suggested_areas(school)
    assert "публичные выступления" in suggested_areas(school)
    assert "чужое" not in suggested_areas(school)
    assert suggested_competencies(school)[0] == "ковка"
