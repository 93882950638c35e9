"""Addresses of pages, looked up once: a page of a list has dozens of links."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

# Stands in a kept address for the key of a row.
MARK = 9_000_000_000_000_000_003


def address(name: str, pk: int | None = None) -> str:
    """`reverse` for a page without arguments, or with the key of a row as the only one."""
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    if pk is None:
        return _found(name, (), urlconf, get_script_prefix())
    return _found(name, (MARK,), urlconf, get_script_prefix()).replace(str(MARK), str(pk))


@lru_cache(maxsize=1024)
def _found(name: str, args: tuple[int, ...], urlconf: str, prefix: str) -> str:
    return reverse(name, urlconf=urlconf, args=args)
