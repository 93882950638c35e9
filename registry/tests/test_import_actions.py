"""An import from the check to the undo: what is written, and that nothing is half written."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from accounts.models import Membership, User
from accounts.testing import make_user
from core.audit import timeline
from core.choices import JobState
from core.errors import DomainError, FileError
from core.models import AuditEvent
from registry.actions import (
    apply_import,
    archive_card,
    check_file,
    discard_import,
    recheck_import,
    reopen_import,
    save_person,
    start_import,
    start_undo,
    undo_import,
    withdraw_consent,
)
from registry.choices import Base, CardState, ImportState, RowStatus
from registry.models import Consent, ImportBatch, ImportRow, MenteeCard, MentorCard, Person
from registry.testing import make_mentee, make_mentor, make_person
from schools.models import Direction, MentoringForm, School

from .spreadsheets import (
    MENTEE_HEAD,
    csv_file,
    mentee,
    mentees_book,
    mentor,
    mentors_book,
    workbook,
)

YESTERDAY = datetime.date(2026, 9, 1)
FIRST, SECOND = "Пробная Анна Ильинична", "Второв Пётр Львович"


def check(school: School, content: bytes, actor: Any = None, base: str = Base.MENTEES):
    return check_file(school, base=base, filename="база.xlsx", content=content, actor=actor)


def load(school: School, *rows: Any, actor: Any = None, **options: Any) -> ImportBatch:
    return apply_import(check(school, mentees_book(*rows), actor), actor=actor, **options)


def statuses(batch: ImportBatch) -> list[tuple[int, str]]:
    return list(batch.rows.values_list("number", "status"))


# --- check


def test_a_check_keeps_every_row_and_writes_nothing_to_the_bases(
    school: School, curator: User
) -> None:
    content = mentees_book(mentee(FIRST), mentee(""), mentee(FIRST), mentee(SECOND, year=2031))

    batch = check(school, content, curator)

    assert statuses(batch) == [(2, "new"), (3, "wrong"), (4, "repeated"), (5, "wrong")]
    assert batch.counts == {"new": 1, "changed": 0, "same": 0, "repeated": 1, "wrong": 2}
    assert (batch.state, batch.created_by, bytes(batch.content)) == ("checked", curator, content)
    assert Person.objects.count() == MenteeCard.objects.count() == 0
    assert timeline(batch).get().actor == curator


def test_a_file_that_is_no_table_leaves_nothing(school: School) -> None:
    with pytest.raises(FileError):
        check(school, b"%PDF-1.7")

    assert ImportBatch.objects.count() == 0


def test_a_table_with_no_rows_is_refused(school: School) -> None:
    with pytest.raises(FileError, match="нет ни одной заполненной строки"):
        check(school, mentees_book())


def test_too_many_rows_and_columns_are_refused(school: School, settings: Any) -> None:
    settings.IMPORT_MAX_ROWS, settings.IMPORT_MAX_COLUMNS = 2, 20

    with pytest.raises(FileError, match="больше 2 строк"):
        check(school, mentees_book(*[mentee(FIRST, year=year) for year in (2010, 2011, 2012)]))
    with pytest.raises(FileError, match="больше 20 колонок"):
        check(school, workbook([[*MENTEE_HEAD, *["x"] * 20], mentee()]))


def test_only_active_forms_of_the_school_are_allowed(school: School) -> None:
    MentoringForm.objects.filter(school=school, code="teacher-teacher").update(is_active=False)

    batch = check(school, mentees_book(mentee(form="учитель – учитель")))

    assert batch.rows.get().errors[0]["allowed"] == "учитель – ученик"


def test_people_of_another_school_are_not_matched(school: School, other_school: School) -> None:
    make_person(other_school, last_name="Пробная", first_name="Анна", middle_name="Ильинична")

    assert statuses(check(school, mentees_book(mentee(FIRST)))) == [(2, "new")]


def test_a_check_takes_the_same_queries_for_1_and_for_60_rows(school: School) -> None:
    def queries(number: int) -> int:
        rows = [mentee(FIRST, year=1950 + index) for index in range(number)]
        with CaptureQueriesContext(connection) as captured:
            check(school, mentees_book(*rows))
        return len(captured)

    assert queries(1) == queries(60)


# --- apply


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
    assert set(batch.rows.values_list("person_id", flat=True)) == {anna.pk, pyotr.pk}


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
    batch = load(school, mentee(FIRST), actor=curator)

    event = Person.objects.get().events.select_related("pgh_context").get()
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
    def queries(year: int, number: int) -> int:
        rows = [mentee(FIRST, year=year + index) for index in range(number)]
        batch = check(school, mentees_book(*rows))
        with CaptureQueriesContext(connection) as captured:
            apply_import(batch, actor=None, consents_on=YESTERDAY)
        return len(captured)

    load(school, mentee(FIRST, year=1930), consents_on=YESTERDAY)

    assert queries(1931, 1) == queries(1940, 60)


# --- consents


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


# --- undo


def test_undo_puts_every_field_back_and_removes_the_new(school: School, curator: User) -> None:
    load(school, mentee(FIRST))
    before = list(Person.objects.values()), list(MenteeCard.objects.values())
    batch = load(
        school,
        mentee(FIRST, place="9А", request="новое", joined=datetime.date(2026, 10, 1)),
        mentee(SECOND),
        actor=curator,
        consents_on=YESTERDAY,
    )
    assert (Person.objects.count(), Consent.objects.count()) == (2, 4)

    undo_import(batch, actor=curator)

    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE
    assert Consent.objects.count() == 0
    for rows, old in zip(
        (Person.objects.values(), MenteeCard.objects.values()), before, strict=True
    ):
        assert [_without_stamp(row) for row in rows] == [_without_stamp(row) for row in old]
    assert timeline(Person.objects.get()).first().verb == "person.import_undone"


def _without_stamp(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "updated_at"}


def test_undo_takes_a_second_card_away_and_leaves_the_person(school: School) -> None:
    card = make_mentor(school, last_name="Второв", first_name="Пётр", middle_name="Львович")
    batch = load(school, mentee(SECOND, place="учитель химии", year=""))

    undo_import(batch, actor=None)

    assert MenteeCard.objects.count() == 0
    assert Person.objects.get().post == card.person.post


def test_undo_archives_again_what_came_out_of_the_archive(school: School) -> None:
    load(school, mentee(FIRST))
    MenteeCard.objects.update(state=CardState.ARCHIVED)
    batch = load(school, mentee(FIRST))
    assert MenteeCard.objects.get().state == CardState.ACTIVE

    undo_import(batch, actor=None)

    assert MenteeCard.objects.get().state == CardState.ARCHIVED


def _edit(person: Person, curator: User) -> None:
    person.contacts = "другой телефон"
    save_person(person, actor=curator)


def _edit_card(person: Person, curator: User) -> None:
    MenteeCard.objects.filter(person=person).update(request="другое")


def _fill(person: Person, curator: User) -> None:
    person.workplace = "вписали"
    save_person(person, actor=curator)


def _archive(person: Person, curator: User) -> None:
    archive_card(person.mentee_card, actor=curator)


def _give_account(person: Person, curator: User) -> None:
    Person.objects.filter(pk=person.pk).update(user=curator)


def _withdraw(person: Person, curator: User) -> None:
    withdraw_consent(person.consents.first(), actor=curator)


def _make_mentor(person: Person, curator: User) -> None:
    make_mentor(person.school, person=person, consents=False)


def _make_viewer(person: Person, curator: User) -> None:
    person.viewers.create(viewer=make_person(person.school), reason="pair:1")


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (_edit, "сведения изменены после загрузки"),
        (_edit_card, "сведения изменены после загрузки"),
        (_fill, "сведения изменены после загрузки"),
        (_archive, "сведения изменены после загрузки"),
        (_give_account, "есть учётная запись"),
        (_withdraw, "согласие отозвано"),
        (_make_mentor, "карточка наставника"),
        (_make_viewer, "кому виден человек"),
    ],
)
def test_undo_refuses_and_names_whom_something_stands_on(
    school: School, curator: User, build: Any, reason: str
) -> None:
    batch = load(school, mentee(FIRST), mentee(SECOND), consents_on=YESTERDAY)
    build(Person.objects.get(last_name="Пробная"), curator)

    with pytest.raises(DomainError) as caught:
        undo_import(batch, actor=curator)

    assert f"{FIRST} ({reason})" in str(caught.value)
    assert SECOND not in str(caught.value)
    batch.refresh_from_db()
    assert batch.state == ImportState.APPLIED
    assert Person.objects.filter(last_name="Второв").exists()


def test_undo_does_not_mind_who_is_gone_already(school: School) -> None:
    batch = load(school, mentee(FIRST), mentee(SECOND))
    Person.objects.get(last_name="Пробная").delete()

    undo_import(batch, actor=None)

    assert Person.objects.count() == 0


def test_a_second_undo_does_nothing(school: School) -> None:
    batch = undo_import(load(school, mentee(FIRST)), actor=None)

    undo_import(batch, actor=None)

    assert AuditEvent.objects.filter(verb="import.undone").count() == 1


def test_undo_takes_the_same_queries_for_1_and_for_60_rows(school: School) -> None:
    def queries(number: int) -> int:
        rows = [mentee(FIRST, year=1940 + index) for index in range(number)]
        batch = load(school, *rows, consents_on=YESTERDAY)
        with CaptureQueriesContext(connection) as captured:
            undo_import(batch, actor=None)
        return len(captured)

    assert queries(1) == queries(60)


# --- in the background


@pytest.mark.django_db(transaction=True)
def test_a_job_writes_and_a_job_undoes() -> None:
    from schools.testing import make_school  # noqa: PLC0415  the fixture is of one transaction

    school = make_school()
    curator = make_user(Role.CURATOR, school)
    batch = check(school, mentees_book(mentee(FIRST)), curator)

    job = start_import(batch, actor=curator, consents_on=YESTERDAY)
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"text": "Добавлено: 1, изменено: 0."})
    assert job.next_url == batch.get_absolute_url()
    assert Consent.objects.count() == 2
    batch.refresh_from_db()

    job = start_undo(batch, actor=curator)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert Person.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_refused_leaves_the_file_checked() -> None:
    from schools.testing import make_school  # noqa: PLC0415  the fixture is of one transaction

    school = make_school()
    curator = make_user(Role.CURATOR, school)
    batch = check(school, mentees_book(mentee(FIRST)), curator)
    make_mentee(school, last_name="Пробная", first_name="Анна", middle_name="Ильинична")

    job = start_import(batch, actor=curator)

    job.refresh_from_db()
    batch.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "база изменилась" in job.message
    assert batch.state == ImportState.CHECKED


def test_a_second_click_gets_the_same_job(school: School, curator: User) -> None:
    batch = check(school, mentees_book(mentee(FIRST)), curator)

    assert start_import(batch, actor=curator) == start_import(batch, actor=curator)


def test_an_import_that_is_over_can_not_be_started_again(school: School, curator: User) -> None:
    batch = load(school, mentee(FIRST))

    with pytest.raises(DomainError, match="загружен"):
        start_import(batch, actor=curator)
    with pytest.raises(DomainError, match="загружен"):
        discard_import(batch, actor=curator)
    with pytest.raises(DomainError, match="загружен"):
        recheck_import(batch, actor=curator)


def test_only_a_load_that_was_done_can_be_undone(school: School, curator: User) -> None:
    batch = check(school, mentees_book(mentee(FIRST)))

    with pytest.raises(DomainError, match="только загрузку, которая выполнена"):
        start_undo(batch, actor=curator)
    with pytest.raises(DomainError):
        undo_import(batch, actor=curator)
    assert reopen_import(batch).state == ImportState.CHECKED


def test_a_checked_file_can_be_forgotten(school: School, curator: User) -> None:
    batch = check(school, mentees_book(mentee(FIRST)))

    discard_import(batch, actor=curator)

    assert ImportBatch.objects.count() == ImportRow.objects.count() == 0
    assert AuditEvent.objects.filter(verb="import.discarded").count() == 1


# --- who may


def test_a_curator_within_limits_changes_nobody_outside_them(school: School) -> None:
    own = Direction.objects.get(school=school)
    other = Direction.objects.create(school=school, code="other", name="Иное")
    make_mentee(school, direction=other, last_name="Пробная", first_name="Анна",
                middle_name="Ильинична", birth_year=2012)  # fmt: skip
    curator = make_user(Role.CURATOR, school)
    Membership.objects.get(user=curator).directions.add(own)
    content = mentees_book(mentee(FIRST), mentee(SECOND))

    assert statuses(check(school, content, curator)) == [(2, "wrong"), (3, "new")]
    assert statuses(check(school, content)) == [(2, "changed"), (3, "new")]


def test_a_curator_within_limits_sees_only_the_own_imports(school: School, curator: User) -> None:
    limited = make_user(Role.CURATOR, school)
    Membership.objects.get(user=limited).directions.add(Direction.objects.get(school=school))
    theirs = check(school, mentees_book(mentee(FIRST)), curator)
    own = check(school, mentees_book(mentee(FIRST)), limited)

    assert list(ImportBatch.objects.visible_to(limited)) == [own]
    assert set(ImportBatch.objects.visible_to(curator)) == {own, theirs}


def test_a_csv_is_loaded_like_a_workbook(school: School) -> None:
    content = csv_file([MENTEE_HEAD, mentee(FIRST)], encoding="cp1251")

    batch = apply_import(check(school, content), actor=None)

    assert str(Person.objects.get()) == FIRST
    assert batch.columns["filled"][0]["letter"] == "A"


def test_statuses_of_rows_are_those_of_the_table(school: School) -> None:
    batch = check(school, mentees_book(mentee(FIRST)))

    assert set(batch.counts) == set(RowStatus.values)
