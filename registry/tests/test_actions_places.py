"""Classes and posts by date, and all classes moved to the next school year."""

from __future__ import annotations

import datetime

import pytest

from core import clock
from core.audit import timeline
from core.errors import DomainError
from pairing.testing import make_pair
from registry.actions import (
    add_former_place,
    move_classes,
    remove_former_place,
    save_mentee_card,
    save_person,
    undo_class_move,
)
from registry.choices import CardState
from registry.models import FormerPlace, MenteeCard, Person
from registry.queries import classes_to_move
from registry.testing import make_mentee as make_new_mentee
from registry.testing import make_person

SEPTEMBER = datetime.date(2026, 9, 1)
SUMMER = datetime.date(2026, 7, 1)
AUTUMN = datetime.date(2026, 10, 1)


YEAR_BEFORE = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def autumn():
    with clock.on(AUTUMN):
        yield


def make_mentee(school, **fields):
    """Somebody who was in the base the year before."""
    card = make_new_mentee(school, **fields)
    Person.objects.filter(pk=card.person_id).update(created_at=YEAR_BEFORE)
    return card


def everybody(school):
    return Person.objects.filter(school=school)


def move(school, actor=None, classes=None, since=SEPTEMBER):
    return move_classes(
        school, everybody(school), classes=classes or {"8А": "9А"}, since=since, actor=actor
    )


def test_a_teacher_has_the_post_of_the_day(school):
    person = make_person(school, post="учитель")
    person.post = "методист"
    save_person(person, actor=None, since=SEPTEMBER)

    fresh = Person.objects.get(pk=person.pk)

    assert fresh.post == "методист"
    assert fresh.as_of(SUMMER).post == "учитель"
    assert fresh.as_of(datetime.date(2026, 8, 31)).post == "учитель"
    assert fresh.as_of(SEPTEMBER).post == "методист"


def test_a_correction_leaves_no_former_place(school):
    person = make_person(school, post="учтель")
    person.post = "учитель"
    save_person(person, actor=None)

    assert person.as_of(SUMMER).post == "учитель"


def test_nothing_is_kept_where_the_place_did_not_change(school):
    person = make_person(school, post="учитель")
    person.contacts = "телефон"
    save_person(person, actor=None, since=SEPTEMBER)

    assert not person.former_places.exists()


def test_of_several_former_places_that_of_the_day_is_shown(school):
    person = make_person(school, class_name="7А", post="")
    for name, year in (("8А", 2025), ("9А", 2026)):
        person.class_name = name
        save_person(person, actor=None, since=datetime.date(year, 9, 1))

    days = [datetime.date(year, 10, 1) for year in (2024, 2025, 2026)]
    assert [person.as_of(day).class_name for day in days] == ["7А", "8А", "9А"]


def test_a_change_before_the_last_one_is_refused(school):
    person = make_person(school, post="учитель")
    person.post = "методист"
    save_person(person, actor=None, since=SEPTEMBER)
    person.post = "завуч"

    with pytest.raises(DomainError, match="записано другое место"):
        save_person(person, actor=None, since=SUMMER)
    assert Person.objects.get(pk=person.pk).post == "методист"


def test_a_change_years_ahead_is_refused(school):
    person = make_person(school, post="учитель")
    person.post = "методист"

    with pytest.raises(DomainError, match="записывать рано"):
        save_person(person, actor=None, since=datetime.date(2062, 9, 1))


def test_a_former_place_may_be_added_and_taken_away(school):
    person = make_person(school, post="методист")
    place = FormerPlace(person=person, until=SUMMER, post="учитель", kind=person.kind)
    add_former_place(place, actor=None)
    assert person.as_of(SUMMER).post == "учитель"

    remove_former_place(place, actor=None)

    assert person.as_of(SUMMER).post == "методист"
    assert [event.verb for event in timeline(person)] == ["place.removed", "place.added"]


def test_a_former_place_without_words_is_refused(school):
    place = FormerPlace(person=make_person(school), until=SUMMER, kind="staff")

    with pytest.raises(DomainError, match="Укажите"):
        add_former_place(place, actor=None)


def test_all_pupils_of_a_class_move_and_the_old_class_is_remembered(school):
    cards = [make_mentee(school, class_name="8А") for _number in range(3)]
    other = make_mentee(school, class_name="5Б")

    result = move(school)

    assert result.count == 3
    people = [Person.objects.get(pk=card.person_id) for card in cards]
    assert {person.class_name for person in people} == {"9А"}
    assert {person.as_of(SUMMER).class_name for person in people} == {"8А"}
    assert Person.objects.get(pk=other.person_id).class_name == "5Б"
    assert timeline(people[0]).first().verb == "person.class_moved"


def test_nobody_moves_twice_in_a_year(school):
    card = make_mentee(school, class_name="8А")
    classes = {"8А": "9А", "9А": "10А"}
    move(school, classes=classes)

    with pytest.raises(DomainError, match="Переводить некого"):
        move(school, classes=classes)
    assert Person.objects.get(pk=card.person_id).class_name == "9А"


def test_those_who_came_late_move_by_a_second_go(school):
    make_mentee(school, class_name="8А")
    move(school)
    late = make_mentee(school, class_name="8А")

    assert move(school).count == 1
    assert Person.objects.get(pk=late.person_id).class_name == "9А"


def test_who_was_written_down_in_the_new_year_has_its_class_already(school):
    make_new_mentee(school, class_name="8А")

    with pytest.raises(DomainError, match="Переводить некого"):
        move(school)


def test_the_last_class_leaves_and_its_cards_go_to_the_archive(school):
    card = make_mentee(school, class_name="11А")

    move(school, classes={"11А": ""})

    person = Person.objects.get(pk=card.person_id)
    assert (person.class_name, person.kind) == ("", "graduate")
    assert MenteeCard.objects.get(pk=card.pk).state == CardState.ARCHIVED
    assert person.as_of(SUMMER).class_name == "11А"


def test_who_leaves_while_in_a_pair_stays_and_is_named(school):
    bound = make_pair(school).members.get().mentee.person
    Person.objects.filter(pk=bound.pk).update(class_name="11А", created_at=YEAR_BEFORE)
    free = make_mentee(school, class_name="11А")

    result = move(school, classes={"11А": ""})

    assert [person.pk for person in result.left] == [bound.pk]
    assert result.count == 1
    assert Person.objects.get(pk=bound.pk).class_name == "11А"
    assert result.move.archived == {"menteecard": [free.pk]}


def test_an_undone_move_brings_back_every_class_and_card(school):
    pupil, leaver = make_mentee(school, class_name="8А"), make_mentee(school, class_name="11А")
    before = list(everybody(school).order_by("pk").values("class_name", "kind"))
    done = move(school, classes={"8А": "9А", "11А": ""})

    result = undo_class_move(done.move, actor=None)

    assert (result.count, result.left) == (2, [])
    assert list(everybody(school).order_by("pk").values("class_name", "kind")) == before
    assert MenteeCard.objects.get(pk=leaver.pk).state == CardState.ACTIVE
    assert not FormerPlace.objects.filter(person=pupil.person).exists()


def test_undoing_leaves_alone_who_was_changed_since(school):
    stayed, edited = make_mentee(school, class_name="8А"), make_mentee(school, class_name="8А")
    done = move(school)
    person = Person.objects.get(pk=edited.person_id)
    person.class_name = "9В"
    save_person(person, actor=None)

    result = undo_class_move(done.move, actor=None)

    assert [left.pk for left in result.left] == [person.pk]
    assert Person.objects.get(pk=person.pk).class_name == "9В"
    assert Person.objects.get(pk=stayed.person_id).class_name == "8А"


def test_a_move_is_undone_once(school):
    make_mentee(school, class_name="8А")
    done = move(school)
    undo_class_move(done.move, actor=None)

    with pytest.raises(DomainError, match="уже отменён"):
        undo_class_move(done.move, actor=None)


def test_after_undoing_the_classes_may_move_again(school):
    make_mentee(school, class_name="8А")
    undo_class_move(move(school).move, actor=None)

    assert move(school).count == 1


def test_classes_are_offered_in_order_with_their_next_names(school):
    for name in ("10Б", "8А", "8А", "11А", "Театр"):
        make_mentee(school, class_name=name)

    lines = classes_to_move(everybody(school), SEPTEMBER, school)

    assert [(line.name, line.count, line.next_name) for line in lines] == [
        ("8А", 2, "9А"),
        ("10Б", 1, "11Б"),
        ("11А", 1, ""),
        ("Театр", 1, None),
    ]


def test_a_move_of_many_takes_a_constant_number_of_queries(school, django_assert_max_num_queries):
    for _number in range(30):
        make_mentee(school, class_name="8А")

    with django_assert_max_num_queries(30):
        move(school)


def test_areas_of_a_card_are_kept_as_an_enumeration_without_repeats(school):
    card = make_mentee(school)
    card.areas = "Шахматы; олимпиады\nшахматы"

    save_mentee_card(card, actor=None)

    assert card.areas == "Шахматы, олимпиады"
