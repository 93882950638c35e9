"""An extract of a signed order for one person: the points and rows that name them.

Made of the order's snapshot and of nothing else, under the numbers that they have in the order.
Its words are Russian whatever the language of the interface.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from core.errors import DomainError, StateError
from core.i18n import gettext as _
from documents.paper import (
    AcquaintanceList,
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
    Table,
)
from documents.queries import paper_of
from documents.text import full_stop
from registry.models import Person

from .mentions import Names
from .models import Order
from .queries import people_of

KIND = "order_extract"
HEADING = "ВЫПИСКА ИЗ ПРИКАЗА"
TRUE_COPY = "Выписка верна"


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
        self._names = Names(self.people)
        self._said: dict[int, set[int]] = {}
        self._certified_by = certified_by or Signature("", "", dated=True)

    def paper_for(self, person: Person) -> Paper:
        """Raises `DomainError` where the order doesn't name this person."""
        if person not in self._names:
            raise DomainError(_("Этот приказ не называет этого человека: выписывать нечего."))
        body = list(self._blocks(self._paper.blocks, person.pk))
        if not body:
            raise DomainError(
                _("В тексте приказа нет имени «%s»: возможно, оно с тех пор изменилось.")
                % person.full_name
            )
        opening, closing = self._frame()
        annexes = [block for block in body if isinstance(block, Annex)]
        points = [block for block in body if not isinstance(block, Annex)]
        return dataclasses.replace(
            self._paper,
            kind=KIND,
            heading=HEADING,
            blocks=(
                *opening,
                *points,
                *closing,
                # An extract is certified once, below all of it.
                *annexes,
                Paragraph(TRUE_COPY, indent=False),
                Signatures((self._certified_by,)),
            ),
        )

    def _frame(self) -> tuple[list[Any], list[Any]]:
        """What the order begins with and how it is signed: everything beside what it orders."""
        opening: list[Any] = []
        closing: list[Any] = []
        for block in self._paper.blocks:
            if isinstance(block, Points | Annex | AcquaintanceList):
                continue
            is_opening = not closing and isinstance(block, Paragraph | Spaced)
            (opening if is_opening else closing).append(block)
        return opening, closing

    def _blocks(self, blocks: Iterable[Any], pk: int) -> Iterator[Any]:
        for block in blocks:
            if isinstance(block, Points):
                yield from self._points(block, block.items, pk)
            elif isinstance(block, Annex):
                kept = tuple(self._inner(block.blocks, pk))
                if kept:
                    yield dataclasses.replace(block, blocks=kept)

    def _inner(self, blocks: Sequence[Inner], pk: int) -> Iterator[Inner]:
        """What an annex has of this person."""
        for block in blocks:
            if isinstance(block, Table):
                rows = tuple(self._rows(block, pk))
                if rows:
                    yield dataclasses.replace(block, rows=rows)
            elif isinstance(block, Points):
                yield from self._points(block, block.items, pk)
            elif isinstance(block, Fields):
                fields = tuple(row for row in block.rows if self._names_in(row, pk))
                if fields:
                    yield Fields(fields)
            elif isinstance(block, Paragraph) and self._names_in(block, pk):
                yield block

    def _rows(self, table: Table, pk: int) -> Iterator[tuple[str, ...]]:
        """Rows that name the person, each section under its own heading."""
        heading: tuple[str, ...] = ()
        for row in table.rows:
            if len(row) == 1 and len(table.columns) > 1:
                heading = row
            elif self._names_in(row, pk):
                if heading:
                    yield heading
                heading = ()
                yield row

    def _points(
        self, block: Points, points: Sequence[Point], pk: int, parents: tuple[int, ...] = ()
    ) -> Iterator[Paragraph]:
        for number, point in enumerate(points, 1):
            place = (*parents, number)
            below = list(self._points(block, point.points, pk, place))
            if pk in self._named(point):
                # Sub-points about nobody explain what is ordered of the one who is named.
                below = list(self._about(block, point.points, pk, place))
            elif not below:
                continue
            yield from _printed(block, point, place)
            yield from below

    def _about(
        self, block: Points, points: Sequence[Point], pk: int, parents: tuple[int, ...]
    ) -> Iterator[Paragraph]:
        for number, point in enumerate(points, 1):
            place = (*parents, number)
            named = self._named(point)
            below = list(self._about(block, point.points, pk, place))
            if not named or pk in named or below:
                yield from _printed(block, point, place)
                yield from below

    def _named(self, point: Point) -> set[int]:
        return self._said_in(point, f"{point.text}\n{point.executor}")

    def _names_in(self, part: Paragraph | Field | tuple[str, ...], pk: int) -> bool:
        if isinstance(part, Paragraph):
            text = part.text
        elif isinstance(part, Field):
            text = f"{part.label}\n{part.value}"
        else:
            text = "\n".join(part)
        return pk in self._said_in(part, text)

    def _said_in(self, part: Any, text: str) -> set[int]:
        """Each part of the snapshot is read once; it lives as long as the extracts do."""
        if id(part) not in self._said:
            self._said[id(part)] = self._names.in_text(text)
        return self._said[id(part)]


def _printed(block: Points, point: Point, place: tuple[int, ...]) -> Iterator[Paragraph]:
    """The point under the number that it has in the order."""
    yield Paragraph(f"{'.'.join(map(str, place))}. {point.text}".rstrip())
    duty = [
        f"{label}: {full_stop(text)}"
        for label, text in (
            (block.executor_label, point.executor),
            (block.due_label, point.due),
        )
        if text
    ]
    if duty:
        yield Paragraph(" ".join(duty))
