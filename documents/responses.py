"""How a file of a paper is handed over. The caller has checked that the user may open the paper."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from .choices import FileFormat
from .models import Document
from .paper import Paper
from .queries import file_of, render_job

MEDIA_TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_SECONDS_BETWEEN_LOOKS = "2"


def file_response(
    request: HttpRequest,
    document: Document,
    format: str,  # noqa: A002  the word for it
    *,
    filename: str,
) -> HttpResponse:
    """The file under a name without its ending; 202 with a page that waits, while it is made.

    A PDF opens in the browser, a DOCX is saved. Nothing on the way keeps a copy.
    """
    file = file_of(document, format)
    if file is None:
        return _waiting(request, document)
    return _handed_over(bytes(file.content), format, filename)


def sheet_response(paper: Paper, format: str, *, filename: str) -> HttpResponse:  # noqa: A002
    """A short paper made on the spot and kept nowhere: a draft, a sheet to sign by hand.

    For papers of a page or two; a longer one is issued and made by a worker.
    """
    from .actions.files import MAKERS  # noqa: PLC0415  loads the PDF engine

    return _handed_over(MAKERS[FileFormat(format)](paper), format, filename)


def sheets_response(papers: Sequence[Paper], *, filename: str) -> HttpResponse:
    """Many short papers as one PDF, made on the spot; the caller limits how many."""
    from .pdf import pdf_of_many  # noqa: PLC0415  loads the PDF engine

    return _handed_over(pdf_of_many(papers), FileFormat.PDF, filename)


def _handed_over(content: bytes, format: str, filename: str) -> HttpResponse:  # noqa: A002
    response = HttpResponse(content, content_type=MEDIA_TYPES[FileFormat(format)])
    disposition = content_disposition_header(
        as_attachment=format != FileFormat.PDF, filename=f"{filename}.{format}"
    )
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "no-store, private"
    return response


def _waiting(request: HttpRequest, document: Document) -> HttpResponse:
    job = render_job(document)
    response = render(request, "documents/file_pending.html", {"job": job}, status=202)
    if job is None or not job.is_finished:
        response["Refresh"] = _SECONDS_BETWEEN_LOOKS
    response["Cache-Control"] = "no-store, private"
    return response
