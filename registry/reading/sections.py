"""A class that stands once above its pupils, in a row of its own: «8А класс»."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from core.i18n import gettext as _

from .columns import columns_by_name
from .grid import Row, is_filled
from .heading import CONTENT, Place
from .layout import Layout
from .occupation import read_class
from .values import as_line

_LEADING = re.compile(r"(?i)^(класс|группа)\s*:?\s*")
LONGEST = 30


def with_sections(layout: Layout, table: list[Row], organisation: str) -> Layout:
    """The rows between titles of classes get the class as a cell of their own, the titles go.

    Where there is a column of classes the titles only go.
    """
    titles = {
        index: told
        for index in range(layout.header, len(table))
        if (told := _title(table[index], organisation))
    }
    if not titles:
        return layout
    has_class = any(layout.place_of(name) for name in ("class_name", "place"))
    width = max(map(len, table))
    told = ""
    for index in range(layout.header, len(table)):
        row = table[index]
        if index in titles:
            told = titles[index]
            table[index] = []
        elif not has_class and any(map(is_filled, row)):
            table[index] = [*row, *[""] * (width - len(row)), told]
    if has_class:
        return layout
    place = Place(
        width, columns_by_name(layout.base)["class_name"], _("строки с классами"), CONTENT,
        layout.sideways,
    )  # fmt: skip
    heads = replace(layout.heads, places=(*layout.places, place))
    return replace(layout, heads=heads)


def _title(row: Row, organisation: str) -> str:
    filled = list(islice(filter(is_filled, row), 2))
    if len(filled) != 1 or not isinstance(filled[0], str) or len(filled[0]) > LONGEST:
        return ""
    text = as_line(filled[0])
    told = read_class(_LEADING.sub("", text), organisation)
    return told.class_name if told else ""
