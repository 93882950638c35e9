"""What people type in the bases, read as numbers: the wished age, the time they have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from core.russian.text import fold

_SPAN = re.compile(r"(\d{1,2})\s*(?:-|–|—|до|по|\.\.)\s*(\d{1,2})")
_FROM = re.compile(r"(?:от|с|старше|не младше)\s+(\d{1,2})")
_UP_TO = re.compile(r"(?:до|младше|не старше)\s+(\d{1,2})")
_ONE = re.compile(r"\d{1,2}")
_HOURS = re.compile(r"(\d{1,2}(?:[.,]\d)?)\s*(?:ч\b|час)")
_TIMES = re.compile(r"(\d{1,2})\s*раз")

_OLDEST = 120
_ADULT = 18
# A pupil of the first class is six or seven; the classes of a range add their own year.
_AGE_BEFORE_CLASS = 6
_GROUPS = (
    ("дошкол", (2, 7)),
    ("начальн", (6, 11)),
    ("младш", (6, 11)),
    ("средн", (10, 15)),
    ("подрост", (11, 17)),
    ("старш", (14, 18)),
    ("взросл", (_ADULT, _OLDEST)),
    ("молодые специалисты", (_ADULT, 35)),
)


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages that a mentor would like; nothing said and «любой» take everybody."""

    low: int = 0
    high: int = _OLDEST
    is_said: bool = False

    @property
    def is_any(self) -> bool:
        return self.is_said and self.low == 0 and self.high == _OLDEST


@lru_cache(maxsize=10_000)
def wished_ages(text: str) -> Ages:
    """«14–18», «от 10», «5–7 класс», «взрослые», «любой»; what can't be read counts as unsaid."""
    text = fold(text)
    if "люб" in text or "все" in text:
        return Ages(is_said=True)
    span = _span(text)
    if span is not None:
        low, high = span
        if "класс" in text:
            low, high = low + _AGE_BEFORE_CLASS, high + _AGE_BEFORE_CLASS + 1
        return Ages(low, high, is_said=True)
    found = [ages for word, ages in _GROUPS if word in text]
    if not found:
        return Ages()
    return Ages(min(low for low, _ in found), max(high for _, high in found), is_said=True)


def _span(text: str) -> tuple[int, int] | None:
    if match := _SPAN.search(text):
        low, high = sorted((int(match[1]), int(match[2])))
        return low, high
    if match := _FROM.search(text):
        return int(match[1]), _OLDEST
    if match := _UP_TO.search(text):
        return 0, int(match[1])
    if match := _ONE.search(text):
        return int(match[0]), int(match[0])
    return None


@lru_cache(maxsize=10_000)
def hours_a_week(text: str) -> float | None:
    """«3 ч. в неделю», «2 часа», «раз в месяц по 1 часу»; a meeting counts as an hour."""
    text = fold(text)
    match = _HOURS.search(text) or _TIMES.search(text)
    if match is None:
        return None
    hours = float(match[1].replace(",", "."))
    if "месяц" in text:
        return hours / 4
    if "день" in text or "ежедневно" in text:
        return hours * 5
    return hours
