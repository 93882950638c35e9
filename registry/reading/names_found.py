"""What a column holds, where no heading says so: names first of all, then what is unmistakable."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .body import numbers_columns
from .grid import Row, is_filled
from .values import as_line

_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*"
_FULL = re.compile(rf"{_WORD}(?: {_WORD}){{2,3}}(?: (?:оглы|кызы))?")
_PATRONYMIC = re.compile(r"(?:ич|вна|чна|шна|оглы|кызы)\b")
_TWO = re.compile(rf"{_WORD} {_WORD}")
_UNMISTAKABLE = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("phone", re.compile(r"(?:\+7|8|7)[\s(-]*9\d\d[\s)-]*\d{3}[\s-]*\d\d[\s-]*\d\d")),
    ("birth_year", re.compile(r"(?:19[4-9]|20[01])\d")),
    ("birth_date", re.compile(r"\d\d\.\d\d\.(?:19[4-9]|20[01])\d")),
    ("class_name", re.compile(r"(?:[1-9]|1[01])\s?-?[«\"]?[А-Иа-и][»\"]?(?: класс)?")),
)
# What a column under a heading that nobody knows may be taken for, too.
UNDER_A_HEADING = frozenset(("phone", "class_name"))
ENOUGH, MOST = 2, 0.6


@dataclass(frozen=True, slots=True)
class NamesFound:
    """`index` is the column, `number` how many names it holds, `header` the row above them."""

    index: int
    number: int
    header: int


def content_name(values: Iterable[Any]) -> str:
    """The name of the column that such values can only belong to; nothing where none."""
    texts = [as_line(value) for value in values if is_filled(value)]
    for name, rule in _UNMISTAKABLE:
        if texts and all(rule.fullmatch(text) for text in texts):
            return name
    return ""


def names_in(rows: list[Row]) -> NamesFound | None:
    """The column with the most names, at least two or one with a patronymic."""
    best: NamesFound | None = None
    for index in range(max(map(len, rows), default=0)):
        found = _names_of(rows, index)
        if found and (best is None or found.number > best.number):
            best = found
    return best


def _names_of(rows: list[Row], index: int) -> NamesFound | None:
    texts = [as_line(row[index]) if index < len(row) else "" for row in rows]
    sure = [number for number, text in enumerate(texts) if _is_sure(text)]
    if not sure:
        return None
    below = [text for text in texts[sure[0] :] if text]
    likely = sum(1 for text in below if _is_sure(text) or _TWO.fullmatch(text))
    if likely < ENOUGH and len(below) > 1:
        return None
    if likely < MOST * len(below):
        return None
    return NamesFound(index, likely, _header_above(rows, sure[0]))


def _is_sure(text: str) -> bool:
    return bool(_FULL.fullmatch(text) and _PATRONYMIC.search(text))


def _header_above(rows: list[Row], first: int) -> int:
    """The number of the row with headings over the first name; 0 where there is none."""
    for number in range(first, 0, -1):
        row = rows[number - 1]
        if numbers_columns(row):
            continue
        texts = [value for value in row if is_filled(value)]
        if len(texts) > 1 and all(isinstance(value, str) for value in texts):
            return number
    return 0
