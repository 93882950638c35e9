"""Points of a signed order as tasks: which they are, who does them, by when, as far as words tell.

Papers are Russian whatever the language of the interface, and so is what is read here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.russian.cases import Case
from core.russian.dates import MONTHS, DateFormatError, parse_date
from core.terms import say
from registry.models import Appointment, Person
from schools.choices import AppointedRole

from .models import Order, OrderTask

_DIGITS = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{4}\b")
_WORDS = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})(?:\s+(\d{{4}}))?")
# Roles that a point may call by its word; one who holds such a role alone is the executor.
_ROLES = (AppointedRole.CURATOR, AppointedRole.COORDINATOR, AppointedRole.PSYCHOLOGIST)
_CASES = ("nominative", "genitive", "dative", "instrumental")


def tasks_of(order: Order) -> list[OrderTask]:
    """Unsaved rows of the points that say who or by when."""
    signed_on = order.signed_on
    assert signed_on is not None, "only a signed order is carried out"
    finder = _Executors(order, signed_on)
    rows = []
    for position, (number, point) in enumerate(_walked(order.points)):
        executor, due = point.get("executor", ""), point.get("due", "")
        if executor or due:
            rows.append(
                OrderTask(
                    school=order.school,
                    order=order,
                    number=number,
                    position=position,
                    text=point.get("text", ""),
                    executor=executor[:300],
                    person=finder.find(executor) if executor else None,
                    due=due[:300],
                    due_on=day_in(due, after=signed_on),
                )
            )
    return rows


def _walked(
    points: Sequence[Mapping[str, Any]], before: str = ""
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each point with its number as it is printed: 2, 2.1."""
    for place, point in enumerate(points, 1):
        number = f"{before}{place}"
        yield number, point
        yield from _walked(point.get("points", ()), f"{number}.")


def day_in(text: str, *, after: datetime.date) -> datetime.date | None:
    """The last day that the words name; one without a year is the next such day."""
    text = text.replace("\u00a0", " ").lower()
    found = [*_DIGITS.findall(text)]
    for day, month, year in _WORDS.findall(text):
        found.append(f"{day} {month} {year or _next_year(int(day), month, after)}")
    days = []
    for words in found:
        try:
            days.append(parse_date(words))
        except DateFormatError:
            continue
    return max(days, default=None)


def _next_year(day: int, month: str, after: datetime.date) -> int:
    number = MONTHS.index(month) + 1
    return after.year + ((number, day) < (after.month, after.day))


class _Executors:
    """Who of the school is meant: a surname that stands in the words, or the only one of a role."""

    def __init__(self, order: Order, day: datetime.date) -> None:
        appointed = Appointment.objects.filter(school=order.school).on(day)
        rows = list(appointed.filter(role__in=_ROLES).select_related("person"))
        self.by_role: dict[str, set[Person]] = {}
        for row in rows:
            self.by_role.setdefault(row.role, set()).add(row.person)
        named = Person.objects.filter(orders__order=order)
        self.people = {person.pk: person for person in [*named, *(row.person for row in rows)]}

    def find(self, words: str) -> Person | None:
        """None where nobody is named, or several are."""
        by_name = [one for one in self.people.values() if _is_named(one, words)]
        if by_name:
            return by_name[0] if len(by_name) == 1 else None
        roles = [role for role in self.by_role if _is_called(role, words)]
        people = {person for role in roles for person in self.by_role[role]}
        return people.pop() if len(people) == 1 else None


def _is_named(person: Person, words: str) -> bool:
    found = set(re.findall(r"[\w-]+", words.lower()))
    return any(person.full_name_in(case).split()[0].lower() in found for case in Case)


def _is_called(role: str, words: str) -> bool:
    forms = {say(f"{role}{number}", case) for number in ("", "s") for case in _CASES}
    return any(form and form.lower() in words.lower() for form in forms)
