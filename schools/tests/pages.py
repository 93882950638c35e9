"""What a browser does with a form."""

from __future__ import annotations

from django.urls import reverse
from lxml import html


def url(name: str, *rows) -> str:
    return reverse(f"schools:{name}", args=[row.pk for row in rows])


def typed(page: bytes) -> dict[str, object]:
    """What the browser sends of the form of a page, nothing changed and no button named."""
    form = html.fromstring(page.decode()).xpath("//main//form[@method='post']")[0]
    return {
        name: list(value) if hasattr(value, "__iter__") and not isinstance(value, str) else value
        for name, value in form.fields.items()
        if value not in (None, "")
    }
