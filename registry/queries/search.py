"""Search of people by any part of the name, as it is typed."""

from __future__ import annotations

from django.db.models import Q

from core.russian.text import fold, keyboard_layout


def name_matches(text: str, *, field: str = "search_name") -> Q:
    """Every word stands somewhere in the name; ё is е, a wrong keyboard layout is forgiven."""
    return _all_words(fold(text), field) | _all_words(fold(keyboard_layout(text)), field)


def _all_words(text: str, field: str) -> Q:
    found = Q()
    for word in text.replace("\x00", "").split():
        found &= Q(**{f"{field}__contains": word})
    return found
