"""What several tests of the home page need."""

from __future__ import annotations

from orders.models import Order
from orders.testing import stored_order


def make_order(school, state: str, **fields) -> Order:
    return stored_order(school, state=state, **fields)


def group(home, title: str):
    found = {g.title: g for g in home.groups}
    assert title in found, list(found)
    return found[title]


def titles(home) -> list[str]:
    return [g.title for g in home.groups]


def change(row, **fields) -> None:
    type(row).objects.filter(pk=row.pk).update(**fields)
