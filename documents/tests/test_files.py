"""Files are made once, whoever asks how often, and are handed over closed to caches."""

import hashlib

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from accounts.models import User
from core.models import Job
from documents.actions.files import make_files
from documents.choices import FileFormat
from documents.models import Document, DocumentFile
from documents.queries import file_of, formats_ready, is_ready, render_job
from documents.responses import file_response, sheet_response
from documents.testing import make_document, make_paper
from schools.models import School

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(school: School, director: User) -> Document:
    return make_document(school, actor=director)


@pytest.fixture
def request_of_director(director: User) -> HttpRequest:
    request = RequestFactory().get("/orders/1/pdf/")
    request.user = director
    request.htmx = False
    request.session = SessionBase()
    return request


def silent(done: int, total: int) -> None:
    """Progress that nobody looks at."""


def answer(request: HttpRequest, document: Document, file_format: str) -> HttpResponse:
    return file_response(request, document, file_format, filename="Приказ № 12")


def test_both_files_are_made_with_their_hashes(document: Document) -> None:
    make_files(document.pk, report=silent)

    pdf = bytes(file_of(document, FileFormat.PDF).content)
    docx = bytes(file_of(document, FileFormat.DOCX).content)
    assert pdf.startswith(b"%PDF-1.7")
    assert docx.startswith(b"PK")
    assert file_of(document, FileFormat.PDF).sha256 == hashlib.sha256(pdf).hexdigest()
    assert is_ready(document)


def test_a_second_run_leaves_the_first_files(document: Document) -> None:
    make_files(document.pk, report=silent)
    before = list(document.files.order_by("pk").values_list("pk", "made_at"))

    make_files(document.pk, report=silent)

    assert list(document.files.order_by("pk").values_list("pk", "made_at")) == before


def test_what_a_killed_run_left_undone_is_done_by_the_next(document: Document) -> None:
    DocumentFile.objects.create(document=document, format=FileFormat.PDF, content=b"1", sha256="x")

    make_files(document.pk, report=silent)

    assert formats_ready(document) == set(FileFormat.values)
    assert bytes(file_of(document, FileFormat.PDF).content) == b"1"


def test_a_document_that_is_gone_is_no_error(document: Document) -> None:
    assert make_files(document.pk + 1, report=silent) == {}


def test_a_pdf_opens_in_the_browser_and_is_kept_nowhere(
    document: Document, request_of_director: HttpRequest
) -> None:
    make_files(document.pk, report=silent)

    response = answer(request_of_director, document, FileFormat.PDF)

    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store, private"
    assert response["Content-Disposition"] == (
        "inline; filename*=utf-8''%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%20%E2%84%96%2012.pdf"
    )


def test_a_docx_is_saved(document: Document, request_of_director: HttpRequest) -> None:
    make_files(document.pk, report=silent)

    response = answer(request_of_director, document, FileFormat.DOCX)

    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["Content-Type"].endswith("wordprocessingml.document")


def test_a_file_not_made_yet_is_waited_for(
    document: Document, request_of_director: HttpRequest
) -> None:
    response = answer(request_of_director, document, FileFormat.PDF)

    assert response.status_code == 202
    assert response["Refresh"] == "2"
    assert "Документ готовится" in response.content.decode()


def test_a_job_that_failed_is_not_waited_for(
    document: Document, request_of_director: HttpRequest
) -> None:
    Job.objects.update(state="failed", message="Не получилось.")

    response = answer(request_of_director, document, FileFormat.PDF)

    assert render_job(document).state == "failed"
    assert "Refresh" not in response
    assert "Не получилось." in response.content.decode()


def test_a_sheet_is_made_on_the_spot_and_kept_nowhere(db: None) -> None:
    response = sheet_response(make_paper(), FileFormat.PDF, filename="Черновик")

    assert response.content.startswith(b"%PDF-1.7")
    assert response["Cache-Control"] == "no-store, private"
    assert not DocumentFile.objects.exists()


class TestCheckPage:
    """Open to everybody, and silent about people."""

    def test_it_shows_number_date_state_and_hashes_and_no_title(self, document: Document) -> None:
        make_files(document.pk, report=silent)

        page = Client().get(f"/documents/check/{document.check_code}/").content.decode()

        assert "Документ подлинный и действует." in page
        assert "№ 12" in page
        assert "05.10.2026" in page
        assert document.content_hash in page
        assert file_of(document, FileFormat.PDF).sha256 in page
        assert document.title not in page
        assert "Примерова" not in page

    def test_a_cancelled_paper_is_named_so(self, document: Document) -> None:
        Document.objects.update(state="cancelled")

        page = Client().get(f"/documents/check/{document.check_code}/").content.decode()

        assert "Документ подлинный, но больше не действует." in page

    def test_an_unknown_code_is_404_in_words(self, db: None) -> None:
        response = Client().get("/documents/check/AAAA-BBBB-CCCC/")

        assert response.status_code == 404
        assert "Документа с таким кодом нет." in response.content.decode()

    def test_the_form_leads_to_the_page_of_the_code(self, db: None) -> None:
        response = Client().post("/documents/check/", {"code": "aaaa bbbb cccc"})

        assert response.status_code == 302
        assert response["Location"] == "/documents/check/AAAA-BBBB-CCCC/"

    def test_a_code_without_letters_is_refused_in_words(self, db: None) -> None:
        page = Client().post("/documents/check/", {"code": "?!"}).content.decode()

        assert "Введите буквы и цифры кода." in page
