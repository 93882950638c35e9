"""Search of people by any part of the name or of the e-mail, as it is typed."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q, QuerySet

from core.paging import COUNTED
from core.prepared import AnyOf
from core.russian.text import fold, keyboard_layout, latin_layout

from ..models import Person

# What an e-mail may consist of; shorter pieces of it say nothing.
_OF_EMAIL = re.compile(r"[a-z0-9@._+-]{3,}")


def name_matches(text: str, *, field: str = "search_name") -> Q:
    """Every word stands somewhere in the name; ё is е, a wrong keyboard layout is forgiven."""
    return _all_words(fold(text), field) | _all_words(fold(keyboard_layout(text)), field)


def email_matches(text: str) -> Q | None:
    """A part of an e-mail, also typed in the Russian layout; None where it is no such part."""
    typed = latin_layout(text).lower().strip()
    # The second says nothing new, but the index is of those who have one.
    found = Q(email__icontains=typed) & ~Q(email="")
    return found if _OF_EMAIL.fullmatch(typed) else None


def people_found(school_id: int, text: str, *, by_email: bool) -> QuerySet[Person]:
    """People of the school by name, and by e-mail for those who may see it."""
    condition = name_matches(text)
    email = email_matches(text) if by_email else None
    if email is not None:
        condition |= email
    return Person.objects.filter(condition, school_id=school_id).order_by()


def of_people_found(rows: QuerySet[Any], people: QuerySet[Person]) -> tuple[QuerySet[Any], bool]:
    """Rows of these people, by their keys while they are few; whether they are.

    Left to itself PostgreSQL reads every card for each name found: it can't know how few there
    are. Where many are found it reads cards in their order, and soon has a page.
    """
    keys = list(people.values_list("pk", flat=True)[: COUNTED + 1])
    if len(keys) > COUNTED:
        return rows.filter(person__in=people.values("pk")), False
    return rows.filter(**{f"person__pk__{AnyOf.lookup_name}": keys}), True


def _all_words(text: str, field: str) -> Q:
    found = Q()
    for word in text.replace("\x00", "").split():
        found &= Q(**{f"{field}__contains": word})
    return found
