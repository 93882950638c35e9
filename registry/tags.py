"""Areas, competencies and interests as tags: an enumeration that somebody typed, cut into pieces.

The text stays what is kept and printed; the pieces are what is counted, filtered and matched.
PostgreSQL cuts the same way in the generated columns of the cards (`models.tags`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.russian.text import fold

_BETWEEN = re.compile(r"[ \t.]*[,;\r\n]+[ \t]*")
_EDGES = " \t\r\n."
LONGEST = 100


def split_tags(text: str) -> list[str]:
    """The pieces of an enumeration, each once, as they were typed.

    A comma, a semicolon or a new line ends a piece: «математика; олимпиады, 5–7 класс» is three.
    """
    found: dict[str, str] = {}
    for piece in _BETWEEN.split(text.strip(_EDGES)):
        if key := key_of(piece):
            found.setdefault(key, " ".join(piece.split()))
    return list(found.values())


def join_tags(tags: Iterable[str]) -> str:
    """An enumeration without repeats: what a card keeps."""
    return ", ".join(split_tags("; ".join(tags)))


def key_of(tag: str) -> str:
    """How a tag is compared: without regard to capitals, ё, spaces and a full stop at its end."""
    return " ".join(fold(tag).split()).rstrip(".").rstrip()


def keys_of(text: str) -> list[str]:
    return [key_of(tag) for tag in split_tags(text)]
