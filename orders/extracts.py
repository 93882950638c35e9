"""An extract of a signed order for one person: the points and rows that name them.

Of a point or a row about several people it has this person and those who stand in a pair with
them (`discretion`); what can't be narrowed to that is told by its number only. Made of the
order's snapshot, under the numbers that points and rows have in the order. Its words are Russian
whatever the language of the interface.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from core.errors import DomainError, StateError
from core.i18n import gettext as _
from documents.paper import (
    Annex,
    Field,
    Fields,
    Inner,
    Paper,
    Paragraph,
    Point,
    Points,
    Signature,
    Signatures,
    Spaced,
    Stamp,
    Table,
)
from documents.queries import paper_of
from documents.text import full_stop, label_of
from registry.models import Person

from .discretion import Discretion
from .hooks import partners_in
from .mentions import Names
from .models import Order
from .queries import former_names_of, people_like, people_of

KIND = "order_extract"
HEADING = "ВЫПИСКА ИЗ ПРИКАЗА"
TRUE_COPY = "Выписка верна"
WITHHELD = "Касается нескольких лиц, в выписке не приводится."
WITHHELD_WORDS = "(в выписке не приводится)"
# «приложение», «приложениях № 1, 3 и 4».
_ANNEX = re.compile(r"приложени\w*(?:\s*№*\s*(\d+(?:[,\sи–-]+\d+)*))?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def extract_paper(order: Order, person: Person, *, certified_by: Signature | None = None) -> Paper:
    """One extract. For many of one order make `Extracts` once and ask it for each person."""
    return Extracts(order, certified_by=certified_by).paper_for(person)


class Extracts:
    """The extracts of one order: its text is read once, however many people it names."""

    def __init__(self, order: Order, *, certified_by: Signature | None = None) -> None:
        """`certified_by` is who signs that the extract is true; blank to be written by hand."""
        if order.document is None:
            raise StateError(_("Выписку делают из утверждённого приказа, а этот не утверждён."))
        self.people = list(people_of(order))
        self._paper = paper_of(order.document)
        others = people_like(order, text_of(self._paper.to_json()), self.people)
        names = Names(self.people, former=former_names_of(self.people), others=others)
        self._keys = {person.pk for person in self.people}
        letterhead = self._paper.letterhead
        self._discretion = Discretion(
            names,
            self.people,
            others,
            partners_in(order),
            public=f"{letterhead.name} {letterhead.short_name}" if letterhead else "",
        )
        self._said: dict[int, set[int]] = {}
        self._certified_by = certified_by or Signature("", "", dated=True)

    def paper_for(self, person: Person) -> Paper:
        """Raises `DomainError` where the order doesn't name this person."""
        if person.pk not in self._keys:
            raise DomainError(_("Этот приказ не называет этого человека: выписывать нечего."))
        annexes = list(self._annexes(person.pk))
        points = list(self._ordered(person.pk, {_number_of(annex) for annex in annexes}))
        if not points and not annexes:
            raise DomainError(
                _("В тексте приказа нет имени «%s»: возможно, оно с тех пор изменилось.")
                % person.full_name
            )
        opening, closing = self._frame(person.pk)
        # An extract is certified once, below all of it.
        end: tuple[Inner, ...] = (
            Paragraph(TRUE_COPY, indent=False),
            Signatures((self._certified_by,)),
        )
        if annexes:
            last = annexes[-1]
            annexes[-1] = dataclasses.replace(last, blocks=(*last.blocks, *end))
            end = ()
        return dataclasses.replace(
            self._paper,
            kind=KIND,
            heading=HEADING,
            title=self._words(self._paper.title, person.pk) or WITHHELD_WORDS,
            blocks=(
                *opening,
                *points,
                *closing,
                *annexes,
                *end,
            ),
        )

    def _frame(self, pk: int) -> tuple[list[Any], list[Any]]:
        """What the order begins with and how it is signed: everything beside what it orders."""
        opening: list[Any] = []
        closing: list[Any] = []
        for block in self._paper.blocks:
            if not isinstance(block, Paragraph | Spaced | Stamp | Signatures):
                continue
            if isinstance(block, Paragraph):
                text = self._words(block.text, pk)
                block = dataclasses.replace(block, text=text or WITHHELD_WORDS)
            is_opening = not closing and isinstance(block, Paragraph | Spaced)
            (opening if is_opening else closing).append(block)
        return opening, closing

    def _ordered(self, pk: int, annexed: set[str]) -> Iterator[Paragraph]:
        """Points about this person, and those by which the annexes that name them are in force."""
        for block in self._paper.blocks:
            if isinstance(block, Points):
                yield from self._points(block, block.items, pk, annexed=annexed)

    def _annexes(self, pk: int) -> Iterator[Annex]:
        for block in self._paper.blocks:
            if not isinstance(block, Annex):
                continue
            kept = tuple(self._inner(block.blocks, pk))
            if kept:
                yield dataclasses.replace(
                    block,
                    mark=self._words(block.mark, pk) or "",
                    title=self._words(block.title, pk) or "",
                    blocks=kept,
                )

    def _inner(self, blocks: Sequence[Inner], pk: int) -> Iterator[Inner]:
        """What an annex has of this person."""
        for block in blocks:
            if isinstance(block, Table):
                rows = tuple(self._rows(block, pk))
                if rows:
                    title = self._words(block.title, pk) or ""
                    yield dataclasses.replace(block, rows=rows, title=title)
            elif isinstance(block, Points):
                yield from self._points(block, block.items, pk)
            elif isinstance(block, Fields):
                fields = tuple(
                    Field(*self._cells((row.label, row.value), pk))
                    for row in block.rows
                    if self._names_in(row, pk, row.label, row.value)
                )
                if fields:
                    yield Fields(fields)
            elif isinstance(block, Paragraph) and self._names_in(block, pk, block.text):
                (text,) = self._cells((block.text,), pk)
                yield dataclasses.replace(block, text=text)

    def _rows(self, table: Table, pk: int) -> Iterator[tuple[str, ...]]:
        """Rows that name the person, each section under its own heading."""
        heading: tuple[str, ...] = ()
        for row in table.rows:
            if len(row) == 1 and len(table.columns) > 1:
                heading = (self._words(row[0], pk) or WITHHELD_WORDS,)
            elif self._names_in(row, pk, *row):
                if heading:
                    yield heading
                heading = ()
                yield self._cells(row, pk)

    def _cells(self, cells: tuple[str, ...], pk: int) -> tuple[str, ...]:
        whole = "\n".join(cells)
        told = [self._discretion.text_for(cell, pk, around=whole) for cell in cells]
        return tuple(WITHHELD_WORDS if text is None else text for text in told)

    def _words(self, text: str, pk: int) -> str | None:
        """What stands around the points: it may name employees."""
        return self._discretion.text_for(text, pk, is_duty=True)

    def _points(
        self,
        block: Points,
        points: Sequence[Point],
        pk: int,
        parents: tuple[int, ...] = (),
        annexed: Collection[str] = (),
    ) -> Iterator[Paragraph]:
        for number, point in enumerate(points, 1):
            place = (*parents, number)
            below = list(self._points(block, point.points, pk, place, annexed))
            if pk in self._named(point):
                # Sub-points about nobody explain what is ordered of the one who is named.
                below = list(self._about(block, point.points, pk, place))
            elif not below and not _refers(point.text, annexed):
                continue
            yield from self._printed(block, point, place, pk)
            yield from below

    def _about(
        self, block: Points, points: Sequence[Point], pk: int, parents: tuple[int, ...]
    ) -> Iterator[Paragraph]:
        for number, point in enumerate(points, 1):
            place = (*parents, number)
            named = self._named(point)
            below = list(self._about(block, point.points, pk, place))
            if not named or pk in named or below:
                yield from self._printed(block, point, place, pk)
                yield from below

    def _printed(
        self, block: Points, point: Point, place: tuple[int, ...], pk: int
    ) -> Iterator[Paragraph]:
        """The point under the number that it has in the order."""
        number = ".".join(map(str, place))
        around = f"{point.text}\n{point.executor}"
        text = self._discretion.text_for(point.text, pk, around=around)
        if text is None:
            yield Paragraph(f"{number}. {WITHHELD}")
            return
        yield Paragraph(f"{number}. {text}".rstrip())
        executor = self._discretion.text_for(point.executor, pk, around=around, is_duty=True)
        duty = [
            f"{label}: {full_stop(words)}"
            for label, words in (
                (label_of(block.executor_label, executor or ""), executor),
                (block.due_label, point.due),
            )
            if words
        ]
        if duty:
            yield Paragraph(" ".join(duty))

    def _named(self, point: Point) -> set[int]:
        return self._said_in(point, (point.text, point.executor))

    def _names_in(self, part: Any, pk: int, *texts: str) -> bool:
        return pk in self._said_in(part, texts)

    def _said_in(self, part: Any, texts: tuple[str, ...]) -> set[int]:
        """Each part of the snapshot is read once; it lives as long as the extracts do."""
        if id(part) not in self._said:
            self._said[id(part)] = self._discretion.people_in("\n".join(texts))
        return self._said[id(part)]


def _number_of(annex: Annex) -> str:
    """«1» of «Приложение № 1»; empty where the order has but one."""
    found = _ANNEX.match(annex.mark)
    return (found[1] or "") if found else ""


def _refers(text: str, annexed: Collection[str]) -> bool:
    """Whether it speaks of one of these annexes: by its number, or of annexes at large."""
    told = [set(_DIGITS.findall(numbers)) for numbers in _ANNEX.findall(text)]
    return bool(annexed) and any(
        not numbers or "" in annexed or numbers.intersection(annexed) for numbers in told
    )


def text_of(data: Any) -> str:
    """All the words of a snapshot."""
    if isinstance(data, dict):
        return "\n".join(text_of(value) for value in data.values())
    if isinstance(data, list | tuple):
        return "\n".join(text_of(value) for value in data)
    return data if isinstance(data, str) else ""
