"""The check keeps what a file says, row by row, and writes nothing to the bases."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from accounts.models import Membership, User
from accounts.testing import make_user
from core.audit import timeline
from core.errors import FileError
from registry.actions import (
    apply_import,
)
from registry.choices import RowStatus
from registry.models import ImportBatch, MenteeCard, Person
from registry.testing import make_mentee, make_person
from schools.models import Direction, MentoringForm, School

from .loading import FIRST, SECOND, check, statuses
from .spreadsheets import (
    MENTEE_HEAD,
    csv_file,
    mentee,
    mentees_book,
    workbook,
)


def test_a_check_keeps_every_row_and_writes_nothing_to_the_bases(
    school: School, curator: User
) -> None:
    content = mentees_book(mentee(FIRST), mentee(""), mentee(FIRST), mentee(SECOND, year=2031))

    batch = check(school, content, curator)

    assert statuses(batch) == [(2, "new"), (3, "wrong"), (4, "repeated"), (5, "wrong")]
    assert batch.counts == {
        "new": 1,
        "changed": 0,
        "same": 0,
        "repeated": 1,
        "asked": 0,
        "wrong": 2,
    }
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
