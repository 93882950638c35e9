"""The files of a paper, made by a worker."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from ..choices import FileFormat
from ..merging import merged
from ..models import Document, DocumentFile
from ..paper import Paper
from ..pdf import pdf_of
from ..queries import formats_ready, paper_of
from ..word import docx_of

Report = Callable[[int, int], None]
MAKERS = {FileFormat.PDF: pdf_of, FileFormat.DOCX: docx_of}


def make_files(document_id: int, *, report: Report) -> dict[str, Any]:
    """Make what is not there yet. Safe to run twice, and at once: the first file of a format stays.

    Not one transaction: a file that is made is kept, whatever becomes of the next.
    """
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        return {}
    paper = paper_of(document)
    ready = formats_ready(document)
    for done, file_format in enumerate(MAKERS):
        report(done, len(MAKERS))
        if file_format not in ready:
            content = _made(document, paper, file_format)
            row = DocumentFile(
                document=document,
                format=file_format,
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
            )
            DocumentFile.objects.bulk_create([row], ignore_conflicts=True)
    report(len(MAKERS), len(MAKERS))
    return {"formats": list(MAKERS)}


def _made(document: Document, paper: Paper, file_format: str) -> bytes:
    """The DOCX of a paper that was issued with a school's own template is made of that."""
    if file_format == FileFormat.DOCX and document.template is not None:
        return merged(bytes(document.template.content), paper)
    return MAKERS[FileFormat(file_format)](paper)
