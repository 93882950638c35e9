"""How a file leaves the server: saved under its name, kept nowhere on the way."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def saved_file(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """Always saved and never shown. The caller has checked that the user may have it."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": disposition or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store, private",
        },
    )
