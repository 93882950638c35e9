"""How often somebody may try: a counter in the cache for each address."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Limit:
    """At most `count` failures within `period` from one address."""

    def __init__(self, name: str, count: int, period: timedelta) -> None:
        self.name, self.count, self.period = name, count, period

    def is_reached(self, request: HttpRequest) -> bool:
        return cache.get(self._key(request), 0) >= self.count

    def note_failure(self, request: HttpRequest) -> None:
        key = self._key(request)
        if not cache.add(key, 1, self.period.total_seconds()):
            cache.incr(key)

    def _key(self, request: HttpRequest) -> str:
        return f"limit:{self.name}:{request.META.get('REMOTE_ADDR', '')}"


def refuse_link(request: HttpRequest, limit: Limit, *, template: str) -> HttpResponse:
    """The one page of every link that opens nothing: it tells nothing of why.

    Each refusal counts as a failure; who has reached the limit is asked to wait.
    """
    if limit.is_reached(request):
        return render(request, "429.html", status=429)
    limit.note_failure(request)
    return render(request, template, status=404)
