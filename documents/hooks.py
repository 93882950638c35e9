"""What the check page says of a paper besides: the app that owns the paper registers it."""

from __future__ import annotations

from collections.abc import Callable

from .models import Document

# Sentences without names of people; empty where the paper is another app's.
Notes = Callable[[Document], list[str]]

_notes: list[Notes] = []


def register_notes(notes: Notes) -> Notes:
    _notes.append(notes)
    return notes


def notes_of(document: Document) -> list[str]:
    return [line for notes in _notes for line in notes(document)]
