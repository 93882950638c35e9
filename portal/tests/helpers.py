"""What several tests of the home page need."""

from __future__ import annotations

from orders.models import Order


def make_order(school, state: str, **fields) -> Order:
    values = {"kind": "O2", "title": "О парах", "preamble": "По положению"}
    programme = school.programmes.get()
    return Order.objects.create(
        school=school,
        programme=programme,
        regulation=programme.regulation,
        state=state,
        **values | fields,
    )


def group(home, title: str):
    found = {g.title: g for g in home.groups}
    assert title in found, list(found)
    return found[title]


def titles(home) -> list[str]:
    return [g.title for g in home.groups]


def change(row, **fields) -> None:
    type(row).objects.filter(pk=row.pk).update(**fields)
