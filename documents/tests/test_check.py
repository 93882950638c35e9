"""The check page tells true from altered, and nothing of what is sent to it is kept."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from documents.actions.files import make_files
from documents.models import Document, DocumentFile
from documents.testing import make_document
from documents.views.check import CODES, FILES
from schools.models import School

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def document(school: School) -> Document:
    document = make_document(school)
    make_files(document.pk, report=lambda done, total: None)
    return document


def address(document: Document) -> str:
    return reverse("documents:check", args=[document.check_code])


def sent(client: Client, document: Document, content: bytes = b"", **data: Any) -> str:
    if content:
        data["file-file"] = SimpleUploadedFile("приказ.pdf", content)
    return client.post(address(document), data).content.decode()


def bytes_of(document: Document, file_format: str) -> bytes:
    return bytes(DocumentFile.objects.get(document=document, format=file_format).content)


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_the_file_that_was_issued_is_known(
    client: Client, document: Document, file_format: str
) -> None:
    html = sent(client, document, bytes_of(document, file_format))
    assert f"это {file_format.upper()} этого документа, он не изменён" in html


def test_one_changed_byte_makes_another_file(client: Client, document: Document) -> None:
    content = bytearray(bytes_of(document, "pdf"))
    content[-10] ^= 1
    html = sent(client, document, bytes(content))
    assert "Это другой файл" in html
    assert "Совпадает" not in html


def test_the_file_of_another_paper_is_another_file(
    client: Client, document: Document, school: School
) -> None:
    other = make_document(school, number="13")
    make_files(other.pk, report=lambda done, total: None)
    assert "Это другой файл" in sent(client, document, bytes_of(other, "pdf"))


def test_a_control_sum_may_be_typed_as_people_copy_it(client: Client, document: Document) -> None:
    digest = hashlib.sha256(bytes_of(document, "pdf")).hexdigest().upper()
    html = sent(client, document, **{"file-digest": f" {digest[:32]} {digest[32:]} "})
    assert "это PDF этого документа" in html
    html = sent(client, document, **{"file-digest": document.content_hash})
    assert "это контрольная сумма этого документа" in html


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Выберите файл или впишите контрольную сумму"),
        ({"file-digest": "абв"}, "64 знака"),
    ],
)
def test_what_is_wrong_is_said(
    client: Client, document: Document, data: dict[str, str], words: str
) -> None:
    assert words in sent(client, document, **data)


def test_nothing_that_is_sent_is_kept(client: Client, document: Document) -> None:
    before = DocumentFile.objects.count()
    sent(client, document, b"%PDF-1.7 something private")
    assert DocumentFile.objects.count() == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents_document SET content = jsonb_set(content, '{title}', '\"Иначе\"')",
        "UPDATE documents_documentfile SET content = content || '\\x00'::bytea",
    ],
    ids=["snapshot", "file"],
)
def test_what_was_altered_in_the_database_is_not_called_genuine(
    client: Client, document: Document, change: str
) -> None:
    """As the owner of the tables may, who can switch the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("documents_document", "documents_documentfile"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(change)
        for table in ("documents_document", "documents_documentfile"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    html = client.get(address(document)).content.decode()

    assert "изменены после выпуска" in html
    assert "Документ подлинный" not in html


def test_the_page_names_nobody(client: Client, document: Document) -> None:
    html = client.get(address(document)).content.decode()
    assert "Примеров" not in html


def test_guessing_codes_comes_to_an_end(client: Client) -> None:
    statuses = [
        client.get(reverse("documents:check", args=[f"AAAA-{number:04}"])).status_code
        for number in range(CODES.count + 1)
    ]
    assert statuses[0] == 404
    assert statuses[-1] == 429


def test_sending_files_comes_to_an_end(client: Client, document: Document) -> None:
    for _number in range(FILES.count):
        sent(client, document, **{"file-digest": "абв"})
    response = client.post(address(document), {"file-digest": document.content_hash})
    assert response.status_code == 429
