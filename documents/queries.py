"""Files of a paper, the job that makes them, a paper by its check code."""

from __future__ import annotations

import re

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from core.i18n import gettext as _
from core.models import Job
from schools.models import School
from schools.texts import order_kinds

from .choices import FileFormat, TemplateState
from .models import Document, DocumentFile, NumberSeries, PaperTemplate
from .paper import Paper

RENDER_JOB = "documents.render_document"


def render_key(document: Document) -> str:
    return f"{RENDER_JOB}:{document.pk}"


def paper_of(document: Document) -> Paper:
    return Paper.from_json(document.content)


def file_of(document: Document, format: str) -> DocumentFile | None:  # noqa: A002  the word for it
    """The file, or None while the worker has not made it."""
    return DocumentFile.objects.filter(document=document, format=format).first()


def formats_ready(document: Document) -> set[str]:
    return set(document.files.values_list("format", flat=True))


def is_ready(document: Document) -> bool:
    return formats_ready(document) >= set(FileFormat.values)


def render_job(document: Document) -> Job | None:
    """The latest job that makes the files of this paper."""
    return Job.objects.filter(key=render_key(document)).order_by("-pk").first()


def templates_of(school: School, kind: str) -> QuerySet[PaperTemplate]:
    """Every version, the newest first."""
    return PaperTemplate.objects.filter(school=school, kind=kind)


def order_kind_names(school: School) -> dict[str, str]:
    """Kinds that a template may be of, by their codes: those of the acts that are in force."""
    names = {"": _("все виды приказов")}
    for regulation in school.regulations.order_by("pk"):
        names |= {kind.code: kind.name for kind in order_kinds(regulation)}
    return names


def template_for(school: School, kind: str) -> PaperTemplate | None:
    """What an order of the kind is printed by: its own template, or that of all kinds."""
    used = PaperTemplate.objects.filter(
        school=school, kind__in=(kind, ""), state=TemplateState.USED
    )
    return used.order_by("-kind").defer("content").first()


def normalise_code(text: str) -> str:
    """The code as people type it: spaces, small letters, missing dashes."""
    letters = re.sub(r"[^0-9A-Z]", "", text.upper())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def document_by_code(text: str) -> Document | None:
    code = normalise_code(text)
    return Document.objects.select_related("school").filter(check_code=code).first()


def check_address(code: str) -> str:
    """Where the paper can be checked, printed in its code; "" where no address is set."""
    base = settings.PUBLIC_URL.rstrip("/")
    return f"{base}{reverse('documents:check', args=[code])}" if base else ""


def next_number(school: School, series: str, year: int) -> int:
    """What the next paper of the series would get now."""
    row = NumberSeries.objects.filter(school=school, code=series, year=year).first()
    return row.last + 1 if row else 1
