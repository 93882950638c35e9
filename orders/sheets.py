"""The sheets of an order: with whom it has to be agreed, who has to read it, and their marks.

What is printed is Russian whatever the language of the interface.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.russian.dates import short_date
from documents.paper import Column, Paper, Paragraph, Table
from documents.papers import letterhead_of
from registry.models import Person
from schools.rules import rules_of

from .choices import SheetKind
from .inputs import appointees_of
from .kinds import kind_of
from .models import Order, OrderSheetMark
from .naming import standing_of

TITLES = {SheetKind.APPROVAL: "ЛИСТ СОГЛАСОВАНИЯ", SheetKind.ACQUAINTANCE: "ЛИСТ ОЗНАКОМЛЕНИЯ"}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A person or a body of a sheet; `mark` once the line is filled."""

    title: str
    person: Person | None = None
    body: str = ""
    mark: OrderSheetMark | None = None

    @property
    def key(self) -> str:
        """How a form names the line."""
        return str(self.person.pk) if self.person else self.body


def sheets_of(order: Order) -> list[str]:
    """The sheets that the kind of the order asks for, and one of those who were asked besides."""
    asked = {
        SheetKind.APPROVAL: _is_agreed_by_kind(order) or _has_reviewers(order),
        SheetKind.ACQUAINTANCE: is_read_by_sheet(order),
    }
    return [sheet for sheet, is_asked in asked.items() if is_asked]


def _is_agreed_by_kind(order: Order) -> bool:
    kind = kind_of(order)
    return kind is not None and kind.approval_sheet


def _has_reviewers(order: Order) -> bool:
    return bool(order.pk) and order.reviewers.exists()


def is_read_by_sheet(order: Order) -> bool:
    """Whether those whom the order names sign that they have read it."""
    kind = kind_of(order)
    return kind is not None and kind.acquaintance


def lines_of(order: Order, sheet: str) -> list[SheetLine]:
    return approval_lines(order) if sheet == SheetKind.APPROVAL else acquaintance_lines(order)


def approval_lines(order: Order) -> list[SheetLine]:
    """The bodies that the regulation names, those who were put in, then whom the order appoints."""
    bodies: list[str] = []
    reviewers = order.reviewers.select_related("person") if order.pk else ()
    people = {row.person.pk: row.person for row in reviewers}
    if _is_agreed_by_kind(order):
        bodies = rules_of(order.regulation).value("acts.approval_chain") or []
        people |= {one.person.pk: one.person for one in appointees_of(order)}
    if not (bodies or people):
        return []
    marks = _marks(order, SheetKind.APPROVAL)
    return [
        *(SheetLine(body, body=body, mark=marks.get((None, body))) for body in bodies),
        *_people_lines(people.values(), marks),
    ]


def awaited_lines(order: Order) -> list[SheetLine]:
    """Whose word is waited for now: of all at once, or of the first who has not spoken."""
    kind = kind_of(order)
    lines = [line for line in approval_lines(order) if line.mark is None]
    return lines[:1] if kind is not None and kind.agreed_in_turn else lines


def acquaintance_lines(order: Order) -> list[SheetLine]:
    """Everybody whom the order names."""
    if SheetKind.ACQUAINTANCE not in sheets_of(order):
        return []
    people = Person.objects.filter(orders__order=order)
    return _people_lines(people, _marks(order, SheetKind.ACQUAINTANCE))


def _people_lines(people: Any, marks: dict[Any, OrderSheetMark]) -> list[SheetLine]:
    return [
        SheetLine(
            ", ".join(filter(None, [person.full_name, standing_of(person)])),
            person=person,
            mark=marks.get((person.pk, "")),
        )
        for person in people
    ]


def _marks(order: Order, sheet: str) -> dict[Any, OrderSheetMark]:
    return {(mark.person_id, mark.body): mark for mark in order.marks.filter(kind=sheet)}


def sheet_paper(order: Order, sheet: str) -> Paper:
    """The sheet to be signed by hand; what is marked already has its day."""
    is_approval = sheet == SheetKind.APPROVAL
    columns = (
        Column("№ п/п", 8),
        Column("С кем согласовано" if is_approval else "Фамилия, имя, отчество", 44),
        *((Column("Замечания", 24),) if is_approval else ()),
        Column("Подпись", 20),
        Column("Дата", 16),
    )
    rows = []
    for number, line in enumerate(lines_of(order, sheet), 1):
        day = short_date(line.mark.marked_on) if line.mark else ""
        remark = line.mark.remark if line.mark else ""
        rows.append((str(number), line.title, *((remark,) if is_approval else ()), "", day))
    return Paper(
        kind=f"order_{sheet}",
        heading=TITLES[SheetKind(sheet)],
        title=order.title,
        letterhead=letterhead_of(order.school),
        blocks=(
            Paragraph(_of_order(order), align="center", indent=False),
            Table(columns=columns, rows=tuple(rows)),
        ),
    )


def _of_order(order: Order) -> str:
    if order.signed_on is None:
        return "к проекту приказа"
    return f"к приказу от {short_date(order.signed_on)} № {order.number}"
