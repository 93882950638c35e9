"""A row of headings, each to what it means: by what is known, remembered, told or like it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.i18n import gettext as _

from .columns import IGNORED, JOINED, PAIR, Column, column_of, columns_by_name, heading_key
from .grid import Row, letters_of
from .likeness import like_column, mistyped_column, under_group
from .values import as_line

# How the meaning of a column was found; nothing where its heading is a known one.
LIKE, REMEMBERED, TOLD, CONTENT = "like", "remembered", "told", "content"


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the file: where it stands, what it is, how its author called it."""

    index: int
    column: Column
    heading: str
    how: str = ""
    sideways: bool = False

    def cell(self, number: int) -> str:
        """«C6»."""
        if self.sideways:
            return f"{letters_of(number - 1)}{self.index + 1}"
        return f"{letters_of(self.index)}{number}"

    @property
    def line(self) -> str:
        """What stands beside the number in every cell of it: «C», and «3» of a form on its side."""
        return str(self.index + 1) if self.sideways else letters_of(self.index)

    @property
    def mark(self) -> str:
        """How people call the column itself: «C», and «строка 3» of a form on its side."""
        return mark_of(self.index, sideways=self.sideways)


def mark_of(index: int, *, sideways: bool) -> str:
    return _("строка %s") % (index + 1) if sideways else letters_of(index)


@dataclass(frozen=True, slots=True)
class Heads:
    """`every` has each heading with the place in which it stands, known or not."""

    places: tuple[Place, ...] = ()
    from_pair: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    every: tuple[tuple[int, str], ...] = ()

    def with_name(self, base: str, index: int, *, sideways: bool) -> Heads:
        """The column holds names, whatever its heading says."""
        return self.with_content(base, "full_name", index, sideways=sideways)

    def with_content(self, base: str, name: str, index: int, *, sideways: bool) -> Heads:
        column = columns_by_name(base)[name]
        heading = dict(self.every).get(index) or mark_of(index, sideways=sideways)
        place = Place(index, column, heading, CONTENT, sideways)
        others = tuple(one for one in self.places if one.index != index)
        return replace(
            self,
            places=tuple(sorted((place, *others), key=lambda one: one.index)),
            unknown=tuple(text for text in self.unknown if text != heading),
            from_pair=tuple(text for text in self.from_pair if text != heading),
        )


def read_heads(
    row: Row,
    tops: Row,
    base: str,
    *,
    remembered: Mapping[str, str] | None = None,
    told: Mapping[int, str] | None = None,
    sideways: bool = False,
    is_exact: bool = False,
) -> Heads:
    """`tops` are the headings above, each over all the columns that it joins."""
    names = columns_by_name(base)
    heads = list(_texts(row, tops))
    meant: dict[int, tuple[Column | None, str]] = {}
    for index, group, text in heads:
        if told and index in told:
            meant[index] = names.get(told[index]), TOLD
        elif remembered and (key := memory_key(_shown(group, text))) in remembered:
            meant[index] = names.get(remembered[key]), REMEMBERED
        elif column := _known(base, group, text):
            meant[index] = column, ""
    taken = {column.name for column, _how in meant.values() if column}
    if not is_exact:
        _add_like(base, heads, meant, taken)
    return _sorted_out(heads, meant, told or {}, names, sideways)


def _known(base: str, group: str, text: str) -> Column | None:
    if group and (column := under_group(base, group, text)):
        return column
    return column_of(base, text) if text else None


def memory_key(heading: str) -> str:
    """By this a heading is known again."""
    return heading_key(heading)


def _texts(row: Row, tops: Row) -> list[tuple[int, str, str]]:
    """Index, heading above, heading; where there is none below, the one above is it."""
    found = []
    for index in range(max(len(row), len(tops))):
        text = as_line(row[index]) if index < len(row) else ""
        top = as_line(tops[index]) if index < len(tops) else ""
        found.append((index, top if text else "", text or top))
    return found


def _add_like(
    base: str,
    heads: list[tuple[int, str, str]],
    meant: dict[int, tuple[Column | None, str]],
    taken: set[str],
) -> None:
    for index, _group, text in heads:
        if index in meant or not text:
            continue
        column = like_column(base, text)
        if column and (column.name not in taken or column.name in JOINED or not column.name):
            meant[index] = column, LIKE
            taken.add(column.name)


def with_mistyped(base: str, heads: Heads, *, sideways: bool) -> Heads:
    """The strangers among the headings once more, for slips of the pen. Slow: once for a file."""
    taken = {place.column.name for place in heads.places}
    found: list[Place] = []
    for index, text in heads.every:
        column = mistyped_column(base, text) if text in heads.unknown else None
        if column and column.name and column.name not in taken:
            taken.add(column.name)
            found.append(Place(index, column, text, LIKE, sideways))
    if not found:
        return heads
    mended = {place.heading for place in found}
    places = sorted((*heads.places, *found), key=lambda place: place.index)
    unknown = tuple(text for text in heads.unknown if text not in mended)
    return replace(heads, places=tuple(places), unknown=unknown)


def _sorted_out(
    heads: list[tuple[int, str, str]],
    meant: Mapping[int, tuple[Column | None, str]],
    told: Mapping[int, str],
    names: Mapping[str, Column],
    sideways: bool,
) -> Heads:
    places: list[Place] = []
    from_pair, unknown, repeated, every = [], [], [], []
    for index, group, text in heads:
        column, how = meant.get(index, (None, ""))
        if not text and column is None:
            continue
        shown = _shown(group, text) or mark_of(index, sideways=sideways)
        every.append((index, shown))
        if column is None:
            if index not in meant:  # else somebody said to leave it out
                unknown.append(shown)
        elif column.read == PAIR:
            from_pair.append(shown)
        elif column.read != IGNORED:
            is_taken = any(place.column.name == column.name for place in places)
            if is_taken and column.name not in JOINED:
                repeated.append(shown)
            else:
                places.append(Place(index, column, shown, how, sideways))
    return Heads(tuple(places), tuple(from_pair), tuple(unknown), tuple(repeated), tuple(every))


def _shown(group: str, text: str) -> str:
    return f"{group}: {text}" if group and heading_key(group) != heading_key(text) else text
