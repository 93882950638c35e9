"""An issued paper is a snapshot with a hash and a code; only its state may change."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from accounts.models import User
from core.errors import StateError
from core.models import AuditEvent, Job
from documents.actions import cancel_document, issue_document, request_files
from documents.actions.issuing import content_hash
from documents.choices import DocumentState, FileFormat
from documents.models import Document
from documents.paper import Paper
from documents.queries import document_by_code, normalise_code, paper_of
from documents.rendering import code_text
from documents.testing import make_document, make_paper
from schools.models import School

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 5)


@pytest.fixture
def document(school: School, director: User) -> Document:
    return make_document(school, actor=director, issued_on=DAY)


def test_the_snapshot_holds_number_and_date(document: Document) -> None:
    document.refresh_from_db()
    paper = Paper.from_json(document.content)

    assert (paper.number, paper.date) == ("12", DAY)
    assert (document.number, document.issued_on) == ("12", DAY)
    assert document.title == paper.title


def test_the_hash_is_that_of_what_the_database_gives_back(document: Document) -> None:
    document.refresh_from_db()

    assert document.content_hash == content_hash(document.content)
    assert content_hash({"б": 1, "а": [2]}) == content_hash({"а": [2], "б": 1})


@override_settings(PUBLIC_URL="https://school.example/")
def test_the_code_carries_the_address_where_the_paper_is_checked(
    school: School, director: User
) -> None:
    document = issue_document(
        make_paper(), school=school, kind="x", owner="x:1", number="", issued_on=DAY, actor=director
    )

    assert paper_of(document).check == (
        f"https://school.example/documents/check/{document.check_code}/"
    )
    assert code_text(paper_of(document)) == (
        f"school.example/documents/check/{document.check_code}"
    )


def test_without_an_address_the_paper_carries_the_code_alone(document: Document) -> None:
    assert paper_of(document).check == document.check_code


def test_codes_are_found_however_people_type_them(document: Document) -> None:
    typed = f" {document.check_code.lower().replace('-', ' ')} "

    assert document_by_code(typed) == document
    assert document_by_code("XXXX-XXXX-XXXX") is None
    assert normalise_code("абв") == ""


def test_issuing_is_recorded(document: Document, director: User) -> None:
    event = AuditEvent.objects.get(verb="documents.issue_document")

    assert event.actor == director
    assert event.data["hash"] == document.content_hash


def test_what_was_issued_cannot_be_changed(document: Document) -> None:
    changes: list[dict[str, Any]] = [
        {"number": "13"},
        {"content": {}},
        {"issued_on": "2026-01-01"},
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Document.objects.filter(pk=document.pk).update(**change)


def test_a_paper_is_cancelled_once(document: Document, director: User) -> None:
    cancelled = cancel_document(document, actor=director, reason="ошибка в дате")

    assert cancelled.state == DocumentState.CANCELLED
    assert AuditEvent.objects.get(verb="documents.cancel_document").data == {
        "reason": "ошибка в дате"
    }
    with pytest.raises(StateError):
        cancel_document(document, actor=director, reason="ещё раз")


def test_files_asked_for_twice_are_one_job(document: Document, director: User) -> None:
    first = Job.objects.get()

    assert request_files(document, actor=director) == first
    assert (first.kind, first.args) == (
        "documents.render_document",
        {"document_id": document.pk},
    )


@pytest.mark.django_db(transaction=True)
def test_on_commit_the_job_makes_both_files(school: School, director: User) -> None:
    document = issue_document(
        make_paper(),
        school=school,
        kind="x",
        owner="x:1",
        number="3",
        issued_on=DAY,
        actor=director,
    )

    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert set(document.files.values_list("format", flat=True)) == set(FileFormat.values)
