"""How often somebody may try: a counter in the cache for each address."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest


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
