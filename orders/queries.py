"""Orders by what is to be done with them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from core.russian.text import fold
from registry.models import Person

from .choices import EDITABLE, OrderState, SheetKind
from .models import Order, OrderSheetMark
from .sheets import awaited_lines, is_read_by_sheet


def people_of(order: Order) -> QuerySet[Person]:
    """Whom the order names."""
    return Person.objects.filter(orders__order=order)


def former_names_of(people: Collection[Person]) -> list[Person]:
    """The same people, unsaved, under each name that their history has besides today's."""
    today = {person.pk: person for person in people}
    history: Any = Person.pgh_event_model.objects.filter(pgh_obj__in=today)  # type: ignore[attr-defined]
    rows = history.order_by().values_list("pgh_obj", "last_name", "first_name", "middle_name")
    return [
        Person(
            pk=pk,
            last_name=last,
            first_name=first,
            middle_name=middle,
            gender=today[pk].gender,
            kind=today[pk].kind,
        )
        for pk, last, first, middle in rows.distinct()
        if (last, first, middle)
        != (today[pk].last_name, today[pk].first_name, today[pk].middle_name)
    ]


def people_like(order: Order, text: str, known: Collection[Person]) -> list[Person]:
    """Other people of the school whose surname, in whatever case, may stand in the text."""
    words = {fold(word) for word in re.findall(r"\b[A-ZА-ЯЁ]\w+", text)}
    starts = {word[:size] for word in words for size in range(2, len(word) + 1)}
    everybody = Person.objects.filter(school_id=order.school_id)
    others = everybody.exclude(pk__in=[person.pk for person in known])
    found = [
        pk
        for pk, last in others.order_by().values_list("pk", "last_name")
        if fold(last)[: max(2, len(last) - 2)] in starts
    ]
    return list(everybody.filter(pk__in=found)) if found else []


def orders_to_approve(user: User) -> QuerySet[Order]:
    """What waits for the director, the oldest first."""
    rows = Order.objects.visible_to(user).filter(state=OrderState.SUBMITTED)
    return rows.order_by("submitted_at", "pk")


def years_of(user: User) -> list[int]:
    """Years in which orders that this user sees were signed, the latest first."""
    days = Order.objects.visible_to(user).filter(signed_on__isnull=False).order_by()
    return [day.year for day in days.dates("signed_on", "year", order="DESC")]


def orders_to_read(user: User) -> list[Order]:
    """Approved orders with a sheet of acquaintance in which this user's line is empty, in order."""
    mine = Person.objects.filter(user=user, orders__order=OuterRef("pk"))
    read = OrderSheetMark.objects.filter(
        order=OuterRef("pk"), kind=SheetKind.ACQUAINTANCE, person__user=user
    )
    rows = Order.objects.visible_to(user).filter(
        Exists(mine), ~Exists(read), state=OrderState.APPROVED
    )
    rows = rows.select_related("regulation").order_by("signed_on", "pk")
    return [order for order in rows if is_read_by_sheet(order)]


def orders_to_agree(user: User) -> list[Order]:
    """Drafts that wait for this user's word now, those asked about first in front."""
    said = OrderSheetMark.objects.filter(
        order=OuterRef("pk"), kind=SheetKind.APPROVAL, person__user=user
    )
    rows = Order.objects.visible_to(user).filter(
        ~Exists(said),
        agreement_asked_at__isnull=False,
        reviewers__person__user=user,
        state__in=[*EDITABLE, OrderState.SUBMITTED],
    )
    rows = rows.select_related("regulation").distinct().order_by("agreement_asked_at", "pk")
    return [
        order
        for order in rows
        if any(line.person and line.person.user_id == user.pk for line in awaited_lines(order))
    ]
