"""Helpers of tests that any app may use."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.russian.nouns import Noun, decline_phrase


def queries_of(client: Client, url: str) -> int:
    """How many queries a page takes. A list is asked with one row and with many: equal numbers."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return len(captured)


def declined(word: str) -> Noun:
    """All forms of a word that a school uses instead of a usual one."""
    noun = decline_phrase(word)
    assert noun is not None, word
    return noun


def let_tables_be_emptied() -> None:
    """Switch the triggers off by which some tables refuse to be emptied, also by a test's end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname)"
            " FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%_are_not_emptied_%'"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
