"""PDF as the manual of WeasyPrint says it, for benchmarks: each paper by itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML

from .pdf import STYLE_SHEETS
from .press import OPTIONS


def bare_pdfs(htmls: Sequence[str]) -> list[bytes]:
    """The same HTML, the same style sheets, the same kind of PDF as ours."""
    made = []
    for html in htmls:
        styles = [CSS(filename=finders.find(name)) for name in STYLE_SHEETS]
        document = HTML(string=html)
        made.append(document.write_pdf(stylesheets=styles, presentational_hints=True, **OPTIONS))
    return made
