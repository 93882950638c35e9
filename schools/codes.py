"""Codes made of what people call things: «Дата вступления» is `data_vstupleniya`."""

from __future__ import annotations

import re
from collections.abc import Container

_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split(),
        strict=True,
    )
)
LONGEST = 40


def code_of(title: str, taken: Container[str]) -> str:
    """A code that can stand in an address and in a placeholder, and isn't taken yet."""
    latin = "".join(_LETTERS.get(letter, letter).strip("_") for letter in title.lower())
    words = re.sub("[^a-z0-9]+", "_", latin)[:LONGEST].strip("_")
    code = words if words[:1].isalpha() else f"own_{words}".rstrip("_")
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code}_{number}"
    return free
