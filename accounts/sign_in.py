"""By which name axes counts wrong passwords: allauth says `email`, its form says `login`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def email_of(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    given = credentials or {}
    value = given.get("email") or given.get("username") or request.POST.get("login") or ""
    return str(value).strip().lower()[:254]
