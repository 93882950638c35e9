"""Each row and each changed field is taken or left; only what is taken is written and undone."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from core.errors import DomainError
from registry.actions import (
    apply_import,
    choose_rows,
    leave_wrong_rows,
    recheck_import,
    start_import,
    undo_import,
)
from registry.models import ImportBatch, MenteeCard, Person
from registry.testing import make_mentee
from schools.models import School

from .loading import FIRST, SECOND, YESTERDAY, check, load
from .spreadsheets import mentee, mentees_book


@pytest.fixture
def changed(school: School, curator: User) -> ImportBatch:
    """The first changes in two fields, the second is new."""
    load(school, mentee(FIRST))
    return check(
        school, mentees_book(mentee(FIRST, place="9А", request="новое"), mentee(SECOND)), curator
    )


def choose(batch: ImportBatch, taken: set[int], *fields: tuple[int, str]) -> ImportBatch:
    return choose_rows(batch, actor=None, shown={2, 3}, taken=taken, fields=set(fields))


def test_a_row_that_is_left_is_not_written(changed: ImportBatch) -> None:
    choose(changed, {2}, (2, "class_name"), (2, "request"))

    apply_import(changed, actor=None)

    person = Person.objects.get()
    assert (person.class_name, person.mentee_card.request) == ("9А", "новое")


def test_of_a_changed_row_only_the_chosen_fields_are_written(changed: ImportBatch) -> None:
    choose(changed, {2, 3}, (2, "request"))

    apply_import(changed, actor=None)

    person = Person.objects.get(last_name="Пробная")
    assert (person.class_name, person.mentee_card.request) == ("8А", "новое")
    assert Person.objects.count() == 2


def test_a_row_of_which_no_field_is_taken_is_left(changed: ImportBatch) -> None:
    choose(changed, {2, 3})

    assert list(changed.rows.values_list("is_left", flat=True)) == [True, False]


def test_rows_that_were_not_shown_stay_as_they_were_chosen(changed: ImportBatch) -> None:
    choose(changed, {3})
    choose_rows(changed, actor=None, shown={3}, taken=set(), fields=set())

    assert changed.rows.filter(is_left=True).count() == 2
    with pytest.raises(DomainError, match="нет ничего нового"):
        start_import(changed, actor=None)


def test_day_and_year_of_birth_are_left_together(school: School) -> None:
    make_mentee(school, last_name="Пробная", first_name="Анна", middle_name="Ильинична",
                gender="f", birth_year=None, contacts="")  # fmt: skip
    batch = check(school, mentees_book(mentee(FIRST, year=datetime.date(2012, 3, 5))))
    changes = batch.rows.get().changes
    assert {"birth_date", "birth_year"} < set(changes)

    choose(batch, {2}, *((2, name) for name in changes if name != "birth_date"))
    apply_import(batch, actor=None)

    person = Person.objects.get()
    assert (person.birth_date, person.birth_year) == (None, None)


def test_a_file_is_loaded_without_its_wrong_rows_by_choice(school: School) -> None:
    batch = check(school, mentees_book(mentee(FIRST), mentee("")))
    leave_wrong_rows(batch, actor=None, leave=True)

    apply_import(batch, actor=None)

    assert Person.objects.get().last_name == "Пробная"


def test_wrong_rows_can_be_asked_for_again(school: School) -> None:
    batch = check(school, mentees_book(mentee(FIRST), mentee("")))
    leave_wrong_rows(batch, actor=None, leave=True)
    leave_wrong_rows(batch, actor=None, leave=False)

    with pytest.raises(DomainError, match="строки с ошибками"):
        apply_import(batch, actor=None)


def test_consents_are_not_recorded_for_a_row_that_is_left(changed: ImportBatch) -> None:
    choose(changed, {2}, (2, "class_name"), (2, "request"))

    apply_import(changed, actor=None, consents_on=YESTERDAY)

    assert set(Person.objects.get().consents.values_list("given_on", flat=True)) == {YESTERDAY}


def test_a_new_check_keeps_the_choice_of_rows_that_say_the_same(changed: ImportBatch) -> None:
    choose(changed, {2}, (2, "request"))

    batch = recheck_import(changed, actor=None)

    chosen = batch.rows.order_by("number").values_list("is_left", "left")
    assert list(chosen) == [(False, ["class_name"]), (True, [])]


def test_undo_of_a_choice_brings_back_what_was_written(changed: ImportBatch) -> None:
    choose(changed, {2}, (2, "request"))
    apply_import(changed, actor=None)

    undo_import(changed, actor=None)

    assert Person.objects.get().class_name == "8А"
    assert MenteeCard.objects.get().request == "подтянуть физику"


def test_what_is_loaded_can_not_be_chosen_any_more(changed: ImportBatch) -> None:
    apply_import(changed, actor=None)

    for act in (lambda: choose(changed, set()), lambda: leave_wrong_rows(
        changed, actor=None, leave=True
    )):  # fmt: skip
        with pytest.raises(DomainError, match="загружен"):
            act()


def test_the_page_shows_both_sides_and_keeps_the_choice(
    signed_in: Callable[[User], Client], curator: User, changed: ImportBatch
) -> None:
    client = signed_in(curator)
    page = client.get(changed.get_absolute_url(), {"show": "changed"}).content.decode()
    assert "<del>8А</del>" in page
    assert "<ins>9А</ins>" in page

    answer = client.post(
        f"{changed.get_absolute_url()}choose/",
        {"shown": "2", "take": "2", "field": ["2:request", "x:y", "99999999999:z"],
         "show": "changed", "page": "1"},
    )  # fmt: skip

    assert answer.url.endswith("?show=changed&page=1#rows")
    assert changed.rows.get(number=2).left == ["class_name"]
    page = client.get(answer.url.partition("#")[0]).content.decode()
    assert 'value="2:request" checked' in page
    assert 'value="2:class_name" checked' not in page


def test_the_page_says_how_many_rows_are_left(
    signed_in: Callable[[User], Client], curator: User, changed: ImportBatch
) -> None:
    choose(changed, {3})
    client = signed_in(curator)

    page = client.get(changed.get_absolute_url()).content.decode()

    assert "Добавится людей: 1. Изменится: 0." in page
    assert "Оставлена 1 строка" in page
