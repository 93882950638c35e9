"""The files of a paper, made by a worker."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from ..choices import FileFormat
from ..models import Document, DocumentFile
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
    for done, (file_format, make) in enumerate(MAKERS.items()):
        report(done, len(MAKERS))
        if file_format not in ready:
            content = make(paper)
            row = DocumentFile(
                document=document,
                format=file_format,
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
            )
            DocumentFile.objects.bulk_create([row], ignore_conflicts=True)
    report(len(MAKERS), len(MAKERS))
    return {"formats": list(MAKERS)}
