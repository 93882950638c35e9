"""Applying writes everything or nothing, and only what was shown."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.audit import timeline
from core.errors import DomainError
from core.models import AuditEvent
from registry.actions import (
    apply_import,
    archive_card,
    recheck_import,
    save_person,
    start_import,
)
from registry.choices import Base, CardState, ImportState
from registry.models import Consent, MenteeCard, MentorCard, Person
from registry.testing import make_mentee, make_mentor
from schools.models import MentoringForm, School

from .loading import FIRST, SECOND, YESTERDAY, check, load, statuses
from .spreadsheets import (
    mentee,
    mentees_book,
    mentor,
    mentors_book,
    workbook,
)


def test_new_people_get_cards_and_a_line_in_their_timeline(school: School, curator: User) -> None:
    batch = load(
        school, mentee(FIRST), mentee(SECOND, place="учитель химии", year=1988), actor=curator
    )

    anna, pyotr = Person.objects.order_by("-last_name")
    assert (str(anna), anna.birth_year, anna.class_name, anna.kind) == (FIRST, 2012, "8А", "pupil")
    assert (anna.gender, anna.name_key) == ("f", "пробная анна ильинична")
    assert (pyotr.post, pyotr.kind) == ("учитель химии", "staff")
    card = anna.mentee_card
    assert (card.form.name, card.request) == ("учитель – ученик", "подтянуть физику")
    assert (card.joined_on, card.state) == (datetime.date(2026, 9, 7), CardState.ACTIVE)
    event = timeline(anna).get()
    assert (event.verb, event.actor, event.school_id) == ("person.imported", curator, school.pk)
    assert event.text == "Человек добавлен при загрузке базы наставляемых."
    assert (batch.state, batch.applied_at is not None) == (ImportState.APPLIED, True)
    assert set(batch.rows.values_list("new_id", flat=True)) == {anna.pk, pyotr.pk}


def test_mentors_come_with_workplace_post_and_mail(school: School) -> None:
    batch = check(school, mentors_book(mentor()), base=Base.MENTORS)
    apply_import(batch, actor=None)

    card = MentorCard.objects.select_related("person", "form").get()
    person = card.person
    assert (person.workplace, person.post, person.kind) == ("школа", "учитель физики", "staff")
    assert person.email == "obraztsov@example.org"
    assert (card.competencies, card.form.code) == ("физика, олимпиады", "teacher-pupil")


def test_the_same_file_again_changes_nothing(school: School) -> None:
    rows = [mentee(FIRST), mentee(SECOND, year="")]
    load(school, *rows)

    batch = check(school, mentees_book(*rows))

    assert batch.counts["same"] == 2
    with pytest.raises(DomainError, match="нет ничего нового"):
        apply_import(batch, actor=None)


def test_only_changed_fields_are_changed(school: School, curator: User) -> None:
    load(school, mentee(FIRST))
    before = Person.objects.get()
    Person.objects.update(email="anna@example.org")

    batch = load(school, mentee(FIRST, place="9А", request="выбрать профессию"), actor=curator)

    person = Person.objects.get()
    assert batch.rows.get().changes == {
        "class_name": ["8А", "9А"],
        "request": ["подтянуть физику", "выбрать профессию"],
    }
    assert (person.class_name, person.email) == ("9А", "anna@example.org")
    assert (person.contacts, person.birth_year) == (before.contacts, before.birth_year)
    assert person.mentee_card.request == "выбрать профессию"
    assert person.updated_at > before.updated_at
    assert timeline(person).first().verb == "person.changed_by_import"


def test_who_is_a_mentor_already_gets_a_second_card(school: School) -> None:
    card = make_mentor(school, last_name="Второв", first_name="Пётр", middle_name="Львович")

    load(school, mentee(SECOND, place="учитель химии", year=""))

    assert Person.objects.get() == card.person
    assert MenteeCard.objects.get().person == card.person


def test_the_history_of_rows_knows_the_import_and_its_author(school: School, curator: User) -> None:
    load(school, mentee(FIRST, place="5А"))
    batch = load(school, mentee(FIRST, place="6А"), actor=curator)

    event = Person.objects.get().events.select_related("pgh_context").get()
    assert event.class_name == "5А"
    assert event.pgh_context.metadata == {"user": curator.pk, "import_batch": batch.pk}


def test_a_file_with_a_wrong_row_is_not_loaded_at_all(school: School) -> None:
    batch = check(school, mentees_book(mentee(FIRST), mentee("")))

    for act in (apply_import, start_import):
        with pytest.raises(DomainError, match="строки с ошибками"):
            act(batch, actor=None)

    assert Person.objects.count() == 0


def test_a_repeat_is_skipped_and_the_rest_is_loaded(school: School) -> None:
    load(school, mentee(FIRST), mentee(FIRST), mentee(SECOND))

    assert Person.objects.count() == 2


def test_a_second_write_of_the_same_import_does_nothing(school: School) -> None:
    batch = load(school, mentee(FIRST))

    apply_import(batch, actor=None)

    assert Person.objects.count() == 1
    assert AuditEvent.objects.filter(verb="import.applied").count() == 1


@pytest.mark.parametrize("moved", ["person", "card", "added", "archived", "form"])
def test_a_base_that_changed_meanwhile_refuses_the_import(
    school: School, curator: User, moved: str
) -> None:
    card = make_mentee(school, last_name="Пробная", first_name="Анна", middle_name="Ильинична",
                       gender="f", birth_year=2012)  # fmt: skip
    batch = check(school, mentees_book(mentee(FIRST), mentee(SECOND)))
    if moved == "person":
        card.person.class_name = "8Б"
        save_person(card.person, actor=curator)
    elif moved == "card":
        MenteeCard.objects.update(request="другое")
    elif moved == "added":
        make_mentee(school, last_name="Второв", first_name="Пётр", middle_name="Львович")
    elif moved == "archived":
        archive_card(card, actor=curator)
    else:
        MentoringForm.objects.update(is_active=False)
    people = Person.objects.count()

    with pytest.raises(DomainError, match="база изменилась") as caught:
        apply_import(batch, actor=curator)

    assert caught.value.code == "moved"
    batch.refresh_from_db()
    assert (batch.state, Person.objects.count()) == (ImportState.CHECKED, people)


def test_a_new_check_of_the_kept_file_lets_it_be_loaded(school: School, curator: User) -> None:
    batch = check(school, mentees_book(mentee(FIRST, request="новое")))
    make_mentee(school, last_name="Пробная", first_name="Анна", middle_name="Ильинична",
                gender="f", birth_year=2012, contacts="+7 900 000 00 01 (мама)")  # fmt: skip

    batch = recheck_import(batch, actor=curator)
    apply_import(batch, actor=curator)

    assert statuses(batch) == [(2, "changed")]
    assert Person.objects.get().mentee_card.request == "новое"


def test_writing_takes_the_same_queries_for_1_and_for_60_rows(school: School) -> None:
    def queries(start: str, number: int) -> int:
        names = [f"{start}{'а' * (index + 1)} Анна" for index in range(number)]
        rows = [mentee(name) for name in names]
        batch = check(school, mentees_book(*rows))
        with CaptureQueriesContext(connection) as captured:
            apply_import(batch, actor=None, consents_on=YESTERDAY)
        return len(captured)

    load(school, mentee(FIRST), consents_on=YESTERDAY)

    assert queries("Одн", 1) == queries("Пробн", 60)


def test_paper_consents_are_recorded_for_everybody_in_the_file(
    school: School, curator: User
) -> None:
    load(school, mentee(FIRST))

    load(
        school,
        mentee(FIRST),
        mentee(SECOND, place="учитель химии", year=1988),
        actor=curator,
        consents_on=YESTERDAY,
    )

    found = Consent.objects.order_by("person__last_name", "kind")
    assert [(str(c.person), c.kind, c.signer, c.given_on, c.recorded_by) for c in found] == [
        (SECOND, "participation", "self", YESTERDAY, curator),
        (SECOND, "personal_data", "self", YESTERDAY, curator),
        (FIRST, "participation", "representative", YESTERDAY, curator),
        (FIRST, "personal_data", "representative", YESTERDAY, curator),
    ]


def test_consents_alone_can_be_recorded_by_a_file_with_nothing_new(school: School) -> None:
    load(school, mentee(FIRST))

    load(school, mentee(FIRST), consents_on=YESTERDAY)

    assert Consent.objects.count() == 2


def test_consents_of_tomorrow_are_refused(school: School) -> None:
    batch = check(school, mentees_book(mentee(FIRST)))

    with pytest.raises(DomainError, match="ещё не наступила"):
        start_import(batch, actor=None, consents_on=datetime.date(2126, 1, 1))


def test_areas_of_a_request_come_as_tags(school: School) -> None:
    book = workbook([["ФИО", "Класс", "Области запроса"], [FIRST, "8А", "Физика; олимпиады"]])

    apply_import(check(school, book), actor=None)

    assert MenteeCard.objects.get().area_keys == ["физика", "олимпиады"]
