"""Issuing a paper: from now on it is a snapshot."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import secrets

from django.db import transaction

from accounts.models import User
from core.audit import record
from core.i18n import gettext as _
from core.jobs import start_job
from core.models import Job
from core.transitions import lock, move
from schools.models import School

from ..choices import DOCUMENT_TRANSITIONS, DocumentState
from ..models import Document, PaperTemplate
from ..paper import Paper
from ..queries import RENDER_JOB, check_address, render_key

# Without letters and figures that look alike in print.
_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_GROUPS, _GROUP_LENGTH = 3, 4


@transaction.atomic
def issue_document(
    paper: Paper,
    *,
    school: School,
    kind: str,
    owner: str,
    number: str,
    issued_on: datetime.date,
    actor: User | None,
    template: PaperTemplate | None = None,
) -> Document:
    """Keep the paper as it is now and have a worker make its files.

    `owner` is the address of the row whose page opens the paper («orders.order:15»). `template`
    is the school's own, of which the DOCX is made.
    """
    code = new_check_code()
    paper = dataclasses.replace(
        paper, number=number, date=issued_on, check=check_address(code) or code
    )
    content = paper.to_json()
    document = Document.objects.create(
        school=school,
        kind=kind,
        owner=owner,
        title=paper.title[:500] or paper.heading[:500],
        number=number,
        issued_on=issued_on,
        content=content,
        content_hash=content_hash(content),
        check_code=code,
        template=template,
    )
    record(
        "documents.issue_document",
        document,
        actor=actor,
        text=_("Документ выпущен."),
        data={"owner": owner, "number": number, "hash": document.content_hash},
    )
    request_files(document, actor=actor)
    return document


def request_files(document: Document, *, actor: User | None, next_url: str = "") -> Job:
    """Start the job that makes the files, or find it where it already waits or runs."""
    return start_job(
        RENDER_JOB,
        actor=actor,
        title=_("Изготовление документа"),
        school_id=document.school_id,
        key=render_key(document),
        args={"document_id": document.pk},
        next_url=next_url,
    )


@transaction.atomic
def cancel_document(document: Document, *, actor: User | None, reason: str) -> Document:
    """The paper stands, but is no longer in force: the check page says so."""
    document = lock(document)
    move(document, DocumentState.CANCELLED, DOCUMENT_TRANSITIONS)
    record(
        "documents.cancel_document",
        document,
        actor=actor,
        text=_("Документ отменён."),
        data={"reason": reason},
    )
    return document


def content_hash(content: dict) -> str:
    """SHA-256 of the JSON in its canonical form: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def new_check_code() -> str:
    """Fifty-nine random bits that a person can type: «7KQ2-M9XA-PV4H»."""
    return "-".join(
        "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_GROUP_LENGTH))
        for _ in range(_CODE_GROUPS)
    )
