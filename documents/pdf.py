"""HTML to PDF. The only module that knows WeasyPrint; loaded by workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint import Document as WeasyDocument
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

from core.memory import many_objects

from .fonts import drawable
from .paper import Paper
from .rendering import html_of

PICTURE = "data:image/png;base64,"
STYLE_SHEETS = ("css/paper.css", "css/paper-pdf.css")
OPTIONS = {"pdf_variant": "pdf/a-2a", "pdf_tags": True}
# How many of how many are laid out.
Report = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """Nobody waits for news."""


class NothingFetched(URLFetcher):
    """A paper is complete as it is: whatever a text in it points to is not opened.

    A picture of the paper is in the address itself.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",))

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        if not url.startswith(PICTURE):
            raise URLFetchingError(f"refused: {url}")
        return super().fetch(url, headers)


def pdf_of(paper: Paper) -> bytes:
    """PDF/A-2a: tagged, so that it can be kept for ever and read aloud."""
    return pdf_of_many([paper])


def pdf_of_many(papers: Sequence[Paper], report: Report = _silent) -> bytes:
    """Papers one after another, each with its own pages numbered from one."""
    with many_objects():
        press = _Press()
        made = []
        for done, paper in enumerate(papers):
            report(done, len(papers))
            made.append(press.laid_out(paper))
        report(len(papers), len(papers))
        pages = [page for one in made for page in one.pages]
        return made[0].copy(pages).write_pdf(**OPTIONS)


def pdfs_of(papers: Iterable[Paper]) -> Iterator[bytes]:
    """Each as a file of its own; the style sheets are read once."""
    press = _Press()
    for paper in papers:
        with many_objects():
            content = press.laid_out(paper).write_pdf(**OPTIONS)
        yield content


class _Press:
    """Style sheets and fonts, read once for many papers."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        self._fetcher = NothingFetched()
        self._styles = [
            CSS(filename=finders.find(name), url_fetcher=self._fetcher, font_config=self._fonts)
            for name in STYLE_SHEETS
        ]

    def laid_out(self, paper: Paper) -> WeasyDocument:
        return HTML(string=drawable(html_of(paper)), url_fetcher=self._fetcher).render(
            stylesheets=self._styles,
            font_config=self._fonts,
            presentational_hints=True,
            **OPTIONS,
        )
