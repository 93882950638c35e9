"""An import is written and undone in the background, once."""

from __future__ import annotations

import pytest

from accounts.choices import Role
from accounts.models import User
from accounts.testing import make_user
from core.choices import JobState
from core.errors import DomainError
from core.models import AuditEvent
from registry.actions import (
    discard_import,
    recheck_import,
    reopen_import,
    start_import,
    start_undo,
    undo_import,
)
from registry.choices import ImportState
from registry.models import Consent, ImportBatch, ImportRow, Person
from registry.testing import make_mentee
from schools.models import School

from .loading import FIRST, YESTERDAY, check, load
from .spreadsheets import (
    mentee,
    mentees_book,
)


@pytest.mark.django_db(transaction=True)
def test_a_job_writes_and_a_job_undoes() -> None:
    from schools.testing import make_school  # noqa: PLC0415  the fixture is of one transaction

    school = make_school()
    curator = make_user(Role.CURATOR, school)
    batch = check(school, mentees_book(mentee(FIRST)), curator)

    job = start_import(batch, actor=curator, consents_on=YESTERDAY)
    job.refresh_from_db()
    said = "Добавлено: 1, изменено: 0. Согласия записаны."
    assert (job.state, job.result) == (JobState.DONE, {"text": said})
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
