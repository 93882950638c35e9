"""Which words of a text stay on one line, in pages and in Word alike."""

from __future__ import annotations

import re

from core.russian.text import NBSP

from .codec import clean

_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_SHORT = "п|пп|г|ст|ч|р|с|д|ул|обл|им|прил|табл"
_PARTS = r"(?:под)?пункт\w*|част[иьюях]+|стать\w+|раздел\w*"
# № 5, п. 1.4, г. Киров, А. П. Иванова, пункт 1.4, 2026 г., 1 марта, 10 «А», a dash with the word
# before it.
_TIES = (
    (re.compile(r"([№§]) (?=\d|п/п)"), rf"\1{NBSP}"),
    (re.compile(rf"\b((?:{_SHORT})\.) (?=[\w«])", re.IGNORECASE), rf"\1{NBSP}"),
    (re.compile(r"\b([А-ЯЁ]\.) (?=[А-ЯЁ])"), rf"\1{NBSP}"),
    (re.compile(rf"\b({_PARTS}) (?=\d)", re.IGNORECASE), rf"\1{NBSP}"),
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


_NAME = re.compile(r"\b[А-ЯЁ][а-яё]+")
_INITIALS = re.compile(r"\b[А-ЯЁ]\.\s*[А-ЯЁ]\.")
_MANY = re.compile(r"\w{3,}[ыи]е?(?=\s|,|$)")
_AND_ONE_MORE = re.compile(r", (?!котор|\w+(?:щ|вш|нн|ем|им)(?:ий|ый|ая|ие|ые)\b)")
_ONE_IN_CHARGE = "Ответственный"


def label_of(label: str, people: str) -> str:
    """«Ответственные» before more than one: «кураторы», «куратор, психолог», two with initials.

    Behind one name a comma brings the post.
    """
    if label != _ONE_IN_CHARGE:
        return label
    if _NAME.search(people):
        is_many = len(_INITIALS.findall(people)) > 1
    else:
        is_many = bool(_MANY.match(people) or _AND_ONE_MORE.search(people))
    return "Ответственные" if is_many else label


def full_stop(text: str) -> str:
    """The text with one full stop at its end, where nothing else ends it."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
