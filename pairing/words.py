"""What two texts have in common: Russian words brought to a stem, phrases, hours, ages.

Rough on purpose: «подготовиться к олимпиаде» and «подготовка к олимпиадам» must meet, and a
wrong meeting costs a few points that the curator sees in words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from core.russian.text import fold

_WORD = re.compile(r"[а-яa-z][а-яa-z0-9+#]*")
_PHRASES = re.compile(r"[,;\n•]+|\.\s|\s[–—-]\s")
_SHORTEST_STEM = 3

_ENDINGS = (
    "остью остями остей ости ость иями иях иям ием ями ами ыми ими ого его ому ему ией "
    "ует уют ают яют ить ать ять еть уть ыть ешь ишь ете ите али или яли ала ила ия ии ию ие "
    "ий ый ой ей ая яя ое ее ые ую юю ою ею ых их ым им ом ем ам ям ах ях ов ев "
    "ют ит ат ят ти ть а я о е и ы у ю ь й"
).split()
_SUFFIXES = ("ическ", "еск", "овск", "еств", "ств", "ени", "ани", "ен", "ан", "ск", "ик", "к", "н")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """«математику», «математика» and «математический» have one stem; so have ё and е."""
    word = fold(word)
    if word.endswith(("ся", "сь")) and len(word) > 5:
        word = word[:-2]
    word = _cut(word, _ENDINGS, _SHORTEST_STEM)
    return _cut(word, _SUFFIXES, _SHORTEST_STEM + 1)


def _cut(word: str, tails: tuple[str, ...] | list[str], shortest: int) -> str:
    for tail in tails:
        if word.endswith(tail) and len(word) - len(tail) >= shortest:
            return word[: -len(tail)]
    return word


def stems(text: str) -> frozenset[str]:
    """Stems of the words of a text; words of one or two letters say nothing."""
    return frozenset(stem(word) for word in _WORD.findall(fold(text)) if len(word) > 2)


def phrases(text: str) -> tuple[str, ...]:
    """The parts of an enumeration, as they were typed."""
    return tuple(part.strip(" .") for part in _PHRASES.split(text) if part and part.strip(" ."))
