"""Text as Russian readers type and expect it: folding for search, keyboard layout, lists."""

from collections.abc import Iterable

NBSP = "\u00a0"

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
_LAYOUT = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
# What stands on one key in both layouts, as the dot of an address, was meant as it is.
_BACK = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)


def fold(text: str) -> str:
    """What two spellings of a word have in common when people search: small letters, е for ё."""
    return text.lower().replace("ё", "е")


def keyboard_layout(text: str) -> str:
    """What the same keys type in the Russian layout: «bdfyjd» → «иванов».

    Text that has Cyrillic letters already was typed as meant and comes back unchanged.
    """
    if any("а" <= letter <= "я" or letter == "ё" for letter in text.lower()):
        return text
    return text.translate(_LAYOUT)


def latin_layout(text: str) -> str:
    """The other way round: «зуекщм» → «petrov». Text with Latin letters comes back unchanged."""
    if any("a" <= letter <= "z" for letter in text.lower()):
        return text
    return text.translate(_BACK)


def join_and(words: Iterable[str]) -> str:
    """«а», «а и б», «а, б и в»."""
    *head, last = list(words) or [""]
    return f"{', '.join(head)} и {last}" if head else last
