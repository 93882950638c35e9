"""People, cards, guardians, granted views: what the actions write and refuse."""

from __future__ import annotations

import pytest

from accounts.choices import Role
from accounts.testing import make_user
from core.audit import timeline
from core.errors import DomainError, StateError
from registry.actions import (
    add_guardian,
    archive_card,
    grant_view,
    link_account,
    look_at_special_note,
    remove_guardian,
    restore_card,
    revoke_view,
    save_mentee_card,
    save_mentor_card,
    save_person,
    save_special_note,
)
from registry.models import Guardianship, MenteeCard, MentorCard, Person, SpecialNote, Viewer
from registry.signals import card_archived
from registry.testing import make_mentee, make_mentor, make_person
from schools.choices import ParticipantKind


def verbs(obj):
    return [event.verb for event in timeline(obj)]


def test_a_new_person_gets_the_key_by_which_repeats_are_found(school, curator):
    person = Person(school=school, last_name="Орёл-Белый", first_name="Семён", gender="m")

    save_person(person, actor=curator)

    assert person.name_key == "орел белый семен"
    assert verbs(person) == ["person.created"]


def test_a_changed_person_leaves_a_trace_that_names_fields_and_no_values(school, curator):
    person = make_person(school)
    person.contacts = "+7 900 000-00-00"

    save_person(person, actor=curator)

    event = timeline(person).get()
    assert (event.verb, event.data) == ("person.changed", {"fields": ["contacts"]})


def test_saving_what_did_not_change_leaves_no_trace(school, curator):
    person = make_person(school)

    save_person(person, actor=curator)

    assert verbs(person) == []


def test_a_year_of_birth_that_contradicts_the_date_is_refused_in_words(school, curator):
    person = make_person(school, birth_date="2012-05-01")
    person.birth_year = 2011

    with pytest.raises(DomainError, match="Год рождения не совпадает"):
        save_person(person, actor=curator)


def test_corrected_cases_go_away_with_the_gender(school, curator):
    person = make_person(school, name_forms={"dative": {"last": "Кара-Мурзе"}})
    person.gender = ""

    save_person(person, actor=curator)

    assert person.name_forms == {}


def test_corrected_cases_are_used(school):
    person = make_person(
        school, last_name="Кара-Мурза", name_forms={"dative": {"last": "Кара-Мурзе"}}
    )

    assert person.full_name_in("dative") == "Кара-Мурзе Ивану Петровичу"
    assert person.initials_in("dative") == "И.\u00a0П.\u00a0Кара-Мурзе"


def test_cards_are_saved_with_a_trace_in_the_timeline_of_the_person(school, curator):
    person = make_person(school)

    save_mentor_card(MentorCard(person=person, competencies="химия"), actor=curator)
    save_mentee_card(MenteeCard(person=person, request="химия"), actor=curator)

    assert verbs(person) == ["menteecard.created", "mentorcard.created"]
    assert person.mentor_card.school == school


def test_a_second_card_of_one_kind_is_refused(school, curator):
    person = make_mentor(school).person

    with pytest.raises(DomainError, match="уже существует"):
        save_mentor_card(MentorCard(person=person), actor=curator)


def test_a_card_with_no_places_is_refused(school, curator):
    card = make_mentor(school)
    card.places = 0

    with pytest.raises(DomainError, match="от 1 до 50"):
        save_mentor_card(card, actor=curator)


def test_a_card_goes_to_the_archive_once_and_comes_back(school, curator):
    card = make_mentor(school)

    archive_card(card, actor=curator)
    with pytest.raises(StateError):
        archive_card(card, actor=curator)
    restore_card(card, actor=curator)

    assert MentorCard.objects.get(pk=card.pk).state == "active"
    assert verbs(card.person) == ["mentorcard.restored", "mentorcard.archived"]


def test_an_app_that_needs_the_card_may_keep_it_out_of_the_archive(school, curator):
    card = make_mentee(school)

    def refuse(**kwargs):
        raise DomainError("нет")

    card_archived.connect(refuse)
    try:
        with pytest.raises(DomainError, match="нет"):
            archive_card(card, actor=curator)
    finally:
        card_archived.disconnect(refuse)

    assert MenteeCard.objects.get(pk=card.pk).state == "active"


def test_a_guardian_is_recorded_once_and_removed(school, curator):
    child = make_mentee(school).person
    parent = make_person(school, kind=ParticipantKind.PARENT)

    link = add_guardian(child, parent, relation="mother", actor=curator)
    with pytest.raises(DomainError, match="уже записан"):
        add_guardian(child, parent, relation="mother", actor=curator)
    remove_guardian(link, actor=curator)

    assert not Guardianship.objects.exists()
    assert verbs(parent) == ["guardian.removed", "guardian.added"]


def test_nobody_represents_oneself_or_a_child_of_another_school(school, other_school, curator):
    child = make_mentee(school).person

    with pytest.raises(DomainError, match="самого себя"):
        add_guardian(child, child, relation="mother", actor=curator)
    with pytest.raises(DomainError, match="в другой школе"):
        add_guardian(child, make_person(other_school), relation="mother", actor=curator)


def test_a_view_is_granted_once_per_reason_and_taken_back_by_it(school, other_school):
    mentor, mentee = make_person(school), make_person(school)

    grant_view(mentee, mentor, "pair:1")
    grant_view(mentee, mentor, "pair:1")
    grant_view(mentee, mentor, "pair:2")
    with pytest.raises(DomainError, match="из разных школ"):
        grant_view(mentee, make_person(other_school), "pair:1")

    assert revoke_view("pair:1") == 1
    assert Viewer.objects.get().reason == "pair:2"


def test_an_account_is_linked_once_and_only_inside_its_school(school, other_school, curator):
    person = make_person(school)
    user = make_user(Role.MENTOR, school)

    link_account(person, user=user, actor=curator)
    link_account(person, user=user, actor=curator)

    assert verbs(person) == ["person.linked"]
    with pytest.raises(DomainError, match="уже есть учётная запись"):
        link_account(person, user=make_user(Role.MENTOR, school), actor=curator)
    with pytest.raises(DomainError, match="из другой школы"):
        link_account(make_person(other_school), user=user, actor=curator)
    with pytest.raises(DomainError, match="уже принадлежит другому"):
        link_account(make_person(school), user=user, actor=curator)


def test_the_role_of_an_invitation_stays_when_the_account_is_linked(school, curator):
    user = make_user(Role.CURATOR, school)

    link_account(make_person(school), user=user, actor=user)

    assert user.memberships.get().is_live_now


def test_each_look_at_a_special_note_is_recorded_even_an_empty_one(school, curator):
    person = make_mentee(school).person

    assert look_at_special_note(person, actor=curator) is None
    save_special_note(person, text=" ОВЗ ", actor=curator)
    assert look_at_special_note(person, actor=curator).text == "ОВЗ"

    assert verbs(person) == ["special.viewed", "special.saved", "special.viewed"]
    assert "ОВЗ" not in str(list(timeline(person).values("text", "data")))


def test_an_empty_text_removes_a_special_note(school, curator):
    person = make_mentee(school).person
    save_special_note(person, text="ОВЗ", actor=curator)

    save_special_note(person, text="  ", actor=curator)

    assert not SpecialNote.objects.exists()
    assert verbs(person)[0] == "special.removed"
