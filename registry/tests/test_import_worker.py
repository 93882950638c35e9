"""A real worker is killed while it imports: nothing or everything, and it can be done again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from core.choices import JobState
from core.jobs import MAX_ATTEMPTS
from core.models import AuditEvent, Job
from core.testing_worker import Worker
from registry.actions import start_import
from registry.choices import ImportState
from registry.models import Consent, ImportBatch, MenteeCard, Person
from schools.models import School

from .loading import FIRST, YESTERDAY, check
from .spreadsheets import mentee, mentees_book

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

ROWS = 50


def kill_over_the_cards(worker: Worker, batch: ImportBatch, curator: User) -> None:
    """People are inserted, their cards wait for a lock of ours: there the worker is killed."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE registry_menteecard IN SHARE ROW EXCLUSIVE MODE")
        worker.start()
        worker.wait_until(_someone_waits_for_cards, what="the cards are to be written")
        worker.kill()
    worker.wait_until(lambda: not _others(), what="the server has noticed")


def _someone_waits_for_cards() -> bool:
    return bool(
        _rows(
            "SELECT 1 FROM pg_locks WHERE NOT granted "
            "AND relation = 'registry_menteecard'::regclass"
        )
    )


def _others() -> list[tuple[int]]:
    """Connections of the killed worker that still are in a transaction."""
    return _rows(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
    )


def _rows(query: str) -> list[tuple[int]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


@pytest.fixture
def batch(worker: Worker, school: School, curator: User) -> ImportBatch:
    rows = [mentee(FIRST, year=1950 + number) for number in range(ROWS)]
    batch = check(school, mentees_book(*rows), curator)
    start_import(batch, actor=curator, consents_on=YESTERDAY)
    return batch


def written() -> tuple[int, int, int, int]:
    trail = AuditEvent.objects.filter(verb="person.imported")
    found = (Person, MenteeCard, Consent)
    people, cards, consents = (model.objects.count() for model in found)
    return people, cards, consents, trail.count()


def test_killed_in_the_middle_nothing_is_written_and_the_next_worker_writes_everything(
    worker: Worker, batch: ImportBatch, curator: User
) -> None:
    kill_over_the_cards(worker, batch, curator)

    batch.refresh_from_db()
    assert written() == (0, 0, 0, 0)
    assert (batch.state, Job.objects.get().state) == (ImportState.APPLYING, JobState.RUNNING)

    worker.start()
    worker.wait_until(lambda: Job.objects.get().is_finished, what="the job is finished")

    batch.refresh_from_db()
    assert Job.objects.get().state == JobState.DONE
    assert (batch.state, written()) == (ImportState.APPLIED, (ROWS, ROWS, 2 * ROWS, ROWS))


def test_after_the_last_attempt_the_page_says_so_and_the_import_is_started_again_there(
    worker: Worker,
    batch: ImportBatch,
    curator: User,
    signed_in: Callable[[User], Client],
) -> None:
    kill_over_the_cards(worker, batch, curator)
    Job.objects.update(attempts=MAX_ATTEMPTS)
    worker.start()
    worker.wait_until(lambda: Job.objects.get().is_finished, what="the job is given up")
    client = signed_in(curator)

    page = client.get(batch.get_absolute_url()).content.decode()
    assert "Не получилось после нескольких попыток." in page
    assert written() == (0, 0, 0, 0)
    client.post(f"{batch.get_absolute_url()}apply/")

    worker.wait_until(
        lambda: Job.objects.filter(state=JobState.DONE).exists(), what="the second job is done"
    )
    assert written() == (ROWS, ROWS, 0, ROWS)
