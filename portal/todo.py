"""What one person is awaited to do: items of a list, gathered in groups of a kind."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse

from accounts.models import User

# More of one kind than this is a list of its own, one click away.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class TodoItem:
    """One thing to do: what or who, a `note` to it, by when, and the one button that does it.

    `since` is for what has no term but waits: a draft on the director's table.
    """

    title: str
    url: str
    action_label: str
    note: str = ""
    due_on: datetime.date | None = None
    since: datetime.date | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class TodoGroup:
    """Items of one kind: the first of them and how many there are. `title` names no person."""

    title: str
    items: list[TodoItem]
    total: int
    url: str = ""

    @property
    def has_more(self) -> bool:
        return self.total > len(self.items)

    @property
    def late_count(self) -> int:
        return sum(item.is_late for item in self.items)


def group_of(
    title: str, rows: QuerySet[Any], make: Callable[[Any], TodoItem], *, url: str = ""
) -> TodoGroup | None:
    """The first rows as items and the count of all, in one query; None where there are none."""
    found = list(rows.annotate(todo_total=Window(Count("*")))[:SHOWN])
    if not found:
        return None
    items = sorted((make(row) for row in found), key=lambda item: not item.is_late)
    return TodoGroup(title, items, found[0].todo_total, url)


def single(title: str, item: TodoItem) -> TodoGroup:
    return TodoGroup(title, [item], 1)


def is_past(day: datetime.date | None, today: datetime.date) -> bool:
    return day is not None and day < today


def open_url(user: User, permission: str, url_name: str) -> str:
    """The address of a page that the user may open; empty where not, so that no link is shown."""
    return reverse(url_name) if user.has_perm(permission) else ""
