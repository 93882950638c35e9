"""HTML to PDF. The only module that knows WeasyPrint; loaded by workers."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

from .fonts import drawable
from .paper import Paper
from .rendering import html_of

PICTURE = "data:image/png;base64,"
STYLE_SHEETS = ("css/paper.css", "css/paper-pdf.css")


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


def pdf_of_many(papers: Sequence[Paper]) -> bytes:
    """Papers one after another, each with its own pages numbered from one."""
    fonts = FontConfiguration()
    fetcher = NothingFetched()
    styles = [
        CSS(filename=finders.find(name), url_fetcher=fetcher, font_config=fonts)
        for name in STYLE_SHEETS
    ]
    options = {"pdf_variant": "pdf/a-2a", "pdf_tags": True}
    made = [
        HTML(string=drawable(html_of(paper)), url_fetcher=fetcher).render(
            stylesheets=styles, font_config=fonts, presentational_hints=True, **options
        )
        for paper in papers
    ]
    pages = [page for one in made for page in one.pages]
    return made[0].copy(pages).write_pdf(**options)
