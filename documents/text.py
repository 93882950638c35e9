"""Which words of a text stay on one line, in pages and in Word alike."""

from __future__ import annotations

import re

from core.russian.text import NBSP

from .codec import clean

_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
# № 5, п. 1.4, г. Киров, А. П. Иванова, 1 марта, 2026 г., 10 «А», a dash with the word before it.
_TIES = (
    (re.compile(r"([№§]) (?=\d|п/п)"), rf"\1{NBSP}"),
    (re.compile(r"\b((?:п|пп|г|ст|ч|р|с|д|ул|обл|им)\.) (?=[\w«])", re.IGNORECASE), rf"\1{NBSP}"),
    (re.compile(r"\b([А-ЯЁ]\.) (?=[А-ЯЁ])"), rf"\1{NBSP}"),
    (re.compile(r"(?<=\d) (?=(?:г|гг|ч|мин|р|руб)\.)"), NBSP),
    (re.compile(rf"\b(\d{{1,2}}) (?=(?:{_MONTHS})\b|«[А-ЯЁа-яё]»)"), rf"\1{NBSP}"),
    (re.compile(r" (?=[–—] )"), NBSP),
)


def tied(text: str) -> str:
    """The text with no-break spaces where a line may not end."""
    text = clean(text)
    for pattern, replacement in _TIES:
        text = pattern.sub(replacement, text)
    return text


def lines_of(text: str) -> list[str]:
    """The paragraphs of a text, empty ones left out."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def full_stop(text: str) -> str:
    """The text with one full stop at its end, where nothing else ends it."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
