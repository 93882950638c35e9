"""Pages of a list that may have a hundred thousand rows: counted up to a bound, no further.

An exact count of what a search finds reads all of it, which takes longer than the page itself.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, Subquery

COUNTED = 1000


def number_asked(value: Any) -> int:
    """What is no number is the first page."""
    return max(int(value), 1) if str(value).isdecimal() and len(str(value)) < 9 else 1


class CountOf(Subquery):
    """How many rows a query set gives, as a column of another: cut it where counting may end."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


class BoundedPage(Page):
    """Its rows are read together with one more, which tells whether another page follows."""

    paginator: BoundedPaginator

    def __init__(self, rows: list[Any], number: int, paginator: BoundedPaginator) -> None:
        self.follows = len(rows) > paginator.per_page
        super().__init__(rows[: paginator.per_page], number, paginator)

    def has_next(self) -> bool:
        return self.follows

    def next_page_number(self) -> int:
        return self.number + 1

    def previous_page_number(self) -> int:
        return self.number - 1

    def steps(self) -> list[int | None]:
        """Numbers to show under the list: the ends and the neighbours, None for a gap."""
        paginator = self.paginator
        if paginator.is_counted:
            found = paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1)
            return [step if isinstance(step, int) else None for step in found]
        near = [step for step in range(self.number - 2, self.number + 1) if step > 0]
        before: list[int | None] = [1] if near[0] == 2 else [1, None] if near[0] > 2 else []
        after = [self.number + 1, None] if self.follows else []
        return [*before, *near, *after]


class BoundedPaginator(Paginator):
    """`count` is exact while `is_counted`; beyond that it is a number that there are more than."""

    object_list: Any

    @cached_property
    def _found(self) -> int:
        return self.object_list.order_by()[: COUNTED + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._found, COUNTED)

    @property
    def is_counted(self) -> bool:
        return self._found <= COUNTED

    def get_page(self, number: Any) -> BoundedPage:
        """As Django's: what is no number is the first page, and past the end is the last one.

        Where nobody has counted, past the end is the last page that was counted.
        """
        asked = number_asked(number)
        if self.is_counted:
            asked = min(asked, self.num_pages)
        page = self._page_at(asked)
        return page if page.object_list or asked == 1 else self._page_at(self.num_pages)

    def _page_at(self, number: int) -> BoundedPage:
        start = (number - 1) * self.per_page
        return BoundedPage(list(self.object_list[start : start + self.per_page + 1]), number, self)

    @classmethod
    def first_page(cls, rows: list[Any], found: int, per_page: int) -> BoundedPage:
        """Where a query has told the rows of the first page, one more, and how many there are."""
        paginator = cls(rows, per_page)
        paginator._found = found
        return BoundedPage(rows, 1, paginator)
