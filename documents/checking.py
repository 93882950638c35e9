"""Whether a paper, or a file that somebody holds, is what was issued."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from .actions.issuing import content_hash
from .models import Document

_HASH = re.compile(r"[0-9a-f]{64}")
# What a snapshot is called beside the formats of its files.
SNAPSHOT = "json"


def is_whole(document: Document) -> bool:
    """Whether the snapshot is what its control sum says: nobody has changed it in the database."""
    return content_hash(document.content) == document.content_hash


def altered_files(document: Document) -> list[str]:
    """Formats whose kept bytes are no longer those that were made."""
    return [
        file.format for file in document.files.all() if digest_of([file.content]) != file.sha256
    ]


def digest_of(chunks: Iterable[bytes | memoryview]) -> str:
    """SHA-256 of a file that is never held as a whole."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def read_hash(text: str) -> str:
    """A control sum as people copy it, with spaces and capitals; "" where it is none."""
    digits = "".join(text.lower().split())
    return digits if _HASH.fullmatch(digits) else ""


def matching(document: Document, digest: str) -> str:
    """«pdf», «docx» or «json», what of the document has this control sum; "" where nothing has."""
    if digest == document.content_hash:
        return SNAPSHOT
    row = document.files.filter(sha256=digest).values_list("format", flat=True).first()
    return row or ""
