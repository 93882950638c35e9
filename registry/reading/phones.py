"""Telephone numbers of Russia, wherever they stand in a text, written in one way."""

from __future__ import annotations

import re

_FULL = r"(?:\+7|\b[78])(?:[\s().\-\u2010-\u2015\u2212]{0,3}\d){10}"
_SHORT = r"\(?\b9\d\d\)?(?:[\s.\-\u2010-\u2015\u2212]{0,2}\d){7}"
_PHONE = re.compile(rf"(?<![\w+@])(?:{_FULL}|{_SHORT})(?![\w@])")
_TIDY = re.compile(r"\+7 [0-9]{3} [0-9]{3} [0-9]{2} [0-9]{2}(?: \([^\d()]*\))?")
_DIGIT = re.compile("[0-9]")
_NOT_DIGITS = re.compile(r"\D")
_SPACES_BEFORE = re.compile(r"\s{2,}")


def tidy_phones(text: str) -> str:
    """«8(900)100-00-01, мама» → «+7 900 100 00 01, мама». What is no such number stays."""
    if not _DIGIT.search(text) or _TIDY.fullmatch(text):
        return text
    return _PHONE.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    digits = _NOT_DIGITS.sub("", match[0])[-10:]
    return f"+7 {digits[:3]} {digits[3:6]} {digits[6:8]} {digits[8:]}"
