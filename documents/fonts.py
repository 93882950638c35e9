"""Which signs the fonts of a paper can draw. A file for ever has no room for an empty box."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
# Those of css/paper.css: one of the first two has the letters, the last nearly every other sign.
NAMES = re.compile(r"(LiberationSerif-Regular|PTF55F|DejaVuSerif)\.ttf")
# «A sign was here»: the fonts have it.
REPLACEMENT = "\ufffd"


def drawable(text: str) -> str:
    """The text with a mark in place of each sign that would be printed as nothing."""
    known = _known_signs()
    if not known:
        return text
    unknown = {ord(sign): REPLACEMENT for sign in set(text) if ord(sign) not in known}
    return text.translate(unknown) if unknown else text


@cache
def _known_signs() -> frozenset[int]:
    """Empty where the fonts aren't found: then nothing is replaced."""
    signs = {ord(sign) for sign in "\n\t"}
    for folder in FOLDERS:
        for path in Path(folder).rglob("*.ttf"):
            if NAMES.fullmatch(path.name):
                with TTFont(path, lazy=True) as font:
                    signs |= set(font.getBestCmap())
    return frozenset(signs) if len(signs) > 2 else frozenset()
