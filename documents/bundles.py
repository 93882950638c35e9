"""Many papers in one go: what may be asked for, and how they become one file.

The app that owns the papers registers them; this one knows neither orders nor pairs.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import models
from django.utils.functional import Promise

from .choices import BundleFormat
from .models import Bundle
from .paper import Paper

BUNDLE_JOB = "documents.make_bundle"
# Laid out pages of one PDF are held in memory, a good megabyte each.
MOST = 1000
LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r"[^\w .,-]+")
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper of a bundle. `name` begins the name of its file in an archive: a surname."""

    name: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class BundleKind:
    """A sort of papers that go together, by its code «orders.extracts».

    `keys_of(owner, user)` is of whom there would be papers, of those whom the user may see;
    `sheets_of(owner, keys)` makes them, in this order, without those that can't be made.
    """

    code: str
    title: str | Promise
    keys_of: Callable[[Any, Any], Sequence[int]]
    sheets_of: Callable[[Any, Sequence[int]], Iterable[Sheet]]


_kinds: dict[str, BundleKind] = {}


def register_bundle(kind: BundleKind) -> None:
    _kinds[kind.code] = kind


def bundle_kinds() -> list[BundleKind]:
    return list(_kinds.values())


def bundle_kind(code: str) -> BundleKind | None:
    return _kinds.get(code)


def address_of(owner: models.Model) -> str:
    return f"{owner._meta.label_lower}:{owner.pk}"


def bundles_of(owner: models.Model, user: Any) -> models.QuerySet[Bundle]:
    """What this user has asked for and may still take, without the bytes."""
    rows = Bundle.objects.visible_to(user).filter(owner=address_of(owner), made_at__isnull=False)
    return rows.defer("content").order_by("-made_at", "-pk")


def packed(sheets: Sequence[Sheet], format: str, report: Report) -> bytes:  # noqa: A002
    """One PDF, each paper from a new page, or an archive of a PDF for each."""
    from .pdf import pdf_of_many  # noqa: PLC0415  loads the PDF engine

    if format == BundleFormat.PDF:
        return pdf_of_many([sheet.paper for sheet in sheets], report)
    return _archive(sheets, report)


def _archive(sheets: Sequence[Sheet], report: Report) -> bytes:
    from .pdf import pdfs_of  # noqa: PLC0415  loads the PDF engine

    buffer = BytesIO()
    files = pdfs_of([sheet.paper for sheet in sheets], report)
    # A PDF is compressed already.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in zip(file_names(sheets), files, strict=True):
            archive.writestr(name, content)
    return buffer.getvalue()


def file_names(sheets: Sequence[Sheet]) -> Iterator[str]:
    """«Петров 007.pdf»: safe wherever the archive is opened, and never twice the same."""
    width = max(3, len(str(len(sheets))))
    for number, sheet in enumerate(sheets, 1):
        name = _NOT_IN_NAMES.sub(" ", sheet.name)
        name = " ".join(name.split())[:LONGEST_NAME].strip(" .,-")
        yield f"{name} {number:0{width}}.pdf".lstrip()
