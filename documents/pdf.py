"""Papers to PDF; loaded by workers."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from django.contrib.staticfiles import finders

from .fonts import drawable
from .paper import Paper
from .press import Press
from .presses import Report, bound_by_many, printed_by_many
from .rendering import html_of

STYLE_SHEETS = ("css/paper.css", "css/paper-pdf.css")


def _silent(done: int, total: int) -> None:
    """Nobody waits for news."""


def pdf_of(paper: Paper) -> bytes:
    """PDF/A-2a: tagged, so that it can be kept for ever and read aloud."""
    return Press(_style_sheets()).print(_text_of(paper))


def pdf_of_many(papers: Sequence[Paper], report: Report = _silent) -> bytes:
    """Papers one after another, each with its own pages numbered from one."""
    return bound_by_many(_style_sheets(), [_text_of(paper) for paper in papers], report)


def pdfs_of(papers: Sequence[Paper], report: Report = _silent) -> Generator[bytes]:
    """Each as a file of its own, in this order."""
    return printed_by_many(_style_sheets(), [_text_of(paper) for paper in papers], report)


def _text_of(paper: Paper) -> str:
    """All that a press needs to know of it."""
    return drawable(html_of(paper))


def _style_sheets() -> Sequence[str]:
    return [str(finders.find(name)) for name in STYLE_SHEETS]
