"""HTML to PDF. The only module that knows WeasyPrint; also a process of its own (`__main__`).

As a process it has no database and no settings: it gets whole texts and gives whole files, over
its input and output, and ends where its input does, so nothing of it outlives who started it.
"""

from __future__ import annotations

import json
import logging
import struct
import sys
from collections.abc import Iterable, Sequence
from typing import IO

from weasyprint import CSS, HTML
from weasyprint import Document as WeasyDocument
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

from core.memory import many_objects

PICTURE = "data:image/png;base64,"
LENGTH = struct.Struct(">Q")
OPTIONS = {"pdf_variant": "pdf/a-2a", "pdf_tags": True}


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


class Press:
    """Style sheets and fonts, read once for many texts; keeps what it was told to `keep`."""

    def __init__(self, style_sheets: Sequence[str]) -> None:
        """`style_sheets` are paths of files."""
        self._fonts = FontConfiguration()
        self._fetcher = NothingFetched()
        self._styles = [
            CSS(filename=name, url_fetcher=self._fetcher, font_config=self._fonts)
            for name in style_sheets
        ]
        self._kept: list[WeasyDocument] = []

    def print(self, html: str) -> bytes:
        """A file of its own."""
        with many_objects():
            return self._laid_out(html).write_pdf(**OPTIONS)

    def keep(self, html: str) -> None:
        """Lay it out and hold it until `bind`."""
        with many_objects():
            self._kept.append(self._laid_out(html))

    def bind(self) -> bytes:
        """What is kept as one file, each with its own pages numbered from one."""
        kept, self._kept = self._kept, []
        pages = [page for one in kept for page in one.pages]
        with many_objects():
            return kept[0].copy(pages).write_pdf(**OPTIONS)

    def _laid_out(self, html: str) -> WeasyDocument:
        return HTML(string=html, url_fetcher=self._fetcher).render(
            stylesheets=self._styles,
            font_config=self._fonts,
            presentational_hints=True,
            **OPTIONS,
        )


def serve(press: Press, asked: Iterable[bytes], told: IO[bytes]) -> None:
    """Requests are lines of JSON: what to do and the text. Answers are their length and bytes."""
    for line in asked:
        name, *texts = json.loads(line)
        answer = getattr(press, name)(*texts) or b""
        told.write(LENGTH.pack(len(answer)) + answer)
        told.flush()


if __name__ == "__main__":
    # As in the settings: it warns of every property that it doesn't know.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    serve(Press(sys.argv[1:]), sys.stdin.buffer, sys.stdout.buffer)
