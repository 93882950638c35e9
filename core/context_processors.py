"""Template context that every page needs."""

from django.http import HttpRequest


def csp_nonce(request: HttpRequest) -> dict[str, str]:
    """django-htmx looks for `csp_nonce`; django-csp keeps it on the request."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}
